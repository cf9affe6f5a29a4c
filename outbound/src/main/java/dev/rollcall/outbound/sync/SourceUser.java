package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.SubjectKey;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody whom the target is to have.
 *
 * @param userId what the target knows them by, as externalId
 * @param subject the person in Rollcall; empty for one of a file
 * @param scimId the id of the person's resource in Rollcall; the {@code user_id} for one of a file
 * @param profile as the management API shows it
 * @param scim the resource as Rollcall keeps it; empty for one of a file
 */
record SourceUser(String userId, Optional<SubjectKey> subject, String scimId, ObjectNode profile, ObjectNode scim) {
    /** What the person is called in the rows of a sync. */
    String key() {
        return subject.map(SubjectKey::text).orElse(FILE + userId);
    }

    /** What keys of people begin with who are not Rollcall's. */
    static final String FILE = "F ";
}
