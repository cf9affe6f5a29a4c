package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.LinkChange;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells of accounts that stand by themselves because the one that they were linked to is deleted, and that are part of it again when it
 * comes back: a record for each, within the write that does so and behind what that records of the primary account.
 */
final class LinksTold {
    private static final String USER = "User";

    private final ScimCall call;
    private final IdSource ids;
    private final Instant now;

    LinksTold(ScimCall call, IdSource ids, Instant now) {
        this.call = call;
        this.ids = ids;
        this.now = now;
    }

    /** What the accounts of somebody are told by who it is; empty when nobody needs to be told. Asked while the row is there. */
    static Optional<UserId> primary(WriteSession session, Connection connection, String id, List<PersonKey> linked) {
        return linked.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(session.identities().subjects(connection.id(), List.of(id)).get(id))
                        .map(tail -> UserId.of(connection, tail));
    }

    void gone(WriteSession session, UserId primary, List<PersonKey> linked) {
        tell(session, linked, LinkChange.off(primary.toString()));
    }

    void back(WriteSession session, UserId primary, List<PersonKey> linked) {
        tell(session, linked, LinkChange.to(primary.toString()));
    }

    private void tell(WriteSession session, List<PersonKey> linked, String plan) {
        for (PersonKey account : linked) {
            session.resources()
                    .find(account.connection(), USER, account.id())
                    .ifPresent(row -> session.changes().append(record(row, plan)));
        }
    }

    private ChangeRecord record(StoredResource row, String plan) {
        return new ChangeRecord(row.connection(), ids.next(), 0, true,
                Subject.of(row.type(), row.id(), StoredJson.read(row.document())), "updated", row.version(), now,
                call.cause(), plan);
    }
}
