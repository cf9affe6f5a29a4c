package dev.rollcall.directory.person;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes by which subjects sign-ins find the users of a connection whose user-id attribute was changed: the value of the former
 * attribute is forgotten, and the externalId of whoever has signed in is kept for its holder for ever. An externalId of somebody
 * whom no sign-in has found yet is whoever's it is at the first sign-in by it, since the provider may have moved it on by then;
 * a {@code userName} is whoever's it is at the moment: neither is kept. No {@code user_id} changes, and nobody whose value leads
 * to somebody else is touched.
 */
final class ReKeyJob {
    private final Storage storage;

    ReKeyJob(Storage storage) {
        this.storage = storage;
    }

    /** What a piece begins with. @param signedIn the ids of those of them whom a sign-in has found */
    private record Found(ResourceStretch users, List<ReKeyLook.User> looked, Set<String> signedIn) {}

    /** Does one piece. @return false when another node was quicker */
    boolean piece(ConnectionJob job, Instant now) {
        ConnectionId connection = job.connectionId();
        UserIdAttribute from = UserIdAttribute.named(job.source()).orElseThrow();
        UserIdAttribute to = UserIdAttribute.named(job.target()).orElseThrow();
        Found found = storage.read(Share.of(connection), session -> {
            ResourceStretch users = JobPage.after(session, connection, job.position());
            return new Found(users, new ReKeyLook(session, connection, from, to).at(users.resources()),
                    signedIn(session, users.resources()));
        });
        List<StoredResource> rows = found.users.resources();
        String last = rows.isEmpty() ? job.position() : rows.getLast().id();
        return storage.<Boolean>write(Share.of(connection), "re-key " + connection, session -> {
            ConnectionJob next = job.advanced(last, Tally.NONE, found.users.ended(), now);
            // First whether this is still the piece that is due: then nobody else can take it.
            return session.connections().find(connection).isPresent()
                    && session.jobs().advance(next)
                    && session.jobs().advance(next.counted(keyed(session, to, found)));
        });
    }

    private static Set<String> signedIn(ReadSession session, List<StoredResource> users) {
        return users.stream()
                .filter(row -> SignInLookup.hasSignedIn(session, new PersonKey(row.connection(), row.id())))
                .map(StoredResource::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Tally keyed(WriteSession session, UserIdAttribute to, Found found) {
        long changed = 0;
        long clashes = 0;
        long without = 0;
        for (ReKeyLook.User user : found.looked) {
            boolean differs = user.outcome() == ReKeyLook.Outcome.CHANGES;
            switch (user.outcome()) {
                case CHANGES, SAME -> {
                    boolean kept = !found.signedIn.contains(user.account().id()) || keep(session, to, user);
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
        return new Tally(found.looked.size(), changed, clashes, without);
    }

    /** @return false when the value has become another one's, or another one, since it was looked at */
    private static boolean keep(WriteSession session, UserIdAttribute to, ReKeyLook.User user) {
        return switch (to) {
            case EXTERNAL_ID -> session.identities().addExternalId(user.account(), user.after().orElseThrow());
            case USER_NAME -> true;
        };
    }
}
