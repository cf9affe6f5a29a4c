package dev.rollcall.directory.person;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.List;

/**
 * Changes by which subjects sign-ins find the users of a connection whose user-id attribute was changed: the value of the former
 * attribute is forgotten, and an externalId is kept for its holder for ever. A {@code userName} is whoever's it is at the moment,
 * so that none is kept. No {@code user_id} changes, and nobody whose value leads to somebody else is touched.
 */
final class ReKeyJob {
    private final Storage storage;

    ReKeyJob(Storage storage) {
        this.storage = storage;
    }

    private record Found(ResourceStretch users, List<ReKeyLook.User> looked) {}

    /** Does one piece. @return false when another node was quicker */
    boolean piece(ConnectionJob job, Instant now) {
        ConnectionId connection = job.connectionId();
        UserIdAttribute from = UserIdAttribute.named(job.source()).orElseThrow();
        UserIdAttribute to = UserIdAttribute.named(job.target()).orElseThrow();
        Found found = storage.read(Share.of(connection), session -> {
            ResourceStretch users = JobPage.after(session, connection, job.position());
            return new Found(users, new ReKeyLook(session, connection, from, to).at(users.resources()));
        });
        List<StoredResource> rows = found.users.resources();
        String last = rows.isEmpty() ? job.position() : rows.getLast().id();
        return storage.<Boolean>write(Share.of(connection), "re-key " + connection, session -> {
            ConnectionJob next = job.advanced(last, Tally.NONE, found.users.ended(), now);
            // First whether this is still the piece that is due: then nobody else can take it.
            return session.connections().find(connection).isPresent()
                    && session.jobs().advance(next)
                    && session.jobs().advance(next.counted(keyed(session, to, found.looked)));
        });
    }

    private static Tally keyed(
            WriteSession session, UserIdAttribute to, List<ReKeyLook.User> users) {
        long changed = 0;
        long clashes = 0;
        long without = 0;
        for (ReKeyLook.User user : users) {
            boolean differs = user.outcome() == ReKeyLook.Outcome.CHANGES;
            switch (user.outcome()) {
                case CHANGES, SAME -> {
                    boolean kept = keep(session, to, user);
                    if (kept && differs) {
                        user.before().ifPresent(value -> session.identities().remove(user.account(), value));
                        changed++;
                    }
                    clashes += kept ? 0 : 1;
                }
                case CLASHES -> clashes++;
                case WITHOUT -> without++;
            }
        }
        return new Tally(users.size(), changed, clashes, without);
    }

    /** @return false when the value has become another one's, or another one, since it was looked at */
    private static boolean keep(WriteSession session, UserIdAttribute to, ReKeyLook.User user) {
        return switch (to) {
            case EXTERNAL_ID -> session.identities().addExternalId(user.account(), user.after().orElseThrow());
            case USER_NAME -> true;
        };
    }
}
