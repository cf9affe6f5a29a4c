package dev.rollcall.directory.person;

import dev.rollcall.directory.storage.PersonKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of profiles.
 *
 * @param total how many there are in all; less when that was not asked for
 * @param last the account of the last one; empty when there is none
 * @param more whether there may be more behind the last one
 * @param profiles fewer than were asked for when they are large, and at the end of the list
 */
public record PersonPage(long total, Optional<PersonKey> last, boolean more, List<ObjectNode> profiles) {
    public PersonPage {
        profiles = List.copyOf(profiles);
    }
}
