package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.MappingsTold;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a changed configuration brings with it, in the transaction of the change: versions of mappings, and the jobs that take
 * the change to each user.
 *
 * <p>Guarantees: a version of a mapping is kept while a change record may name it or a job needs it, and the newest
 * {@value #KEPT} are kept in any case. No more than a limit of them is ever kept; beyond it a new one is refused.
 */
final class ConfigurationChanges {
    /** Versions that are kept whether or not a change record names them, to roll back to. */
    static final int KEPT = 100;

    /** A change that was committed so long after its mapping was replaced names it all the same. */
    private static final Duration LATE_COMMITS = Duration.ofHours(1);

    private final int mostVersions;

    /** @param mostVersions versions of a mapping that are kept at most */
    ConfigurationChanges(int mostVersions) {
        this.mostVersions = mostVersions;
    }

    /** The number of the version that has these rows, which is made. */
    int version(WriteSession session, ConnectionId id, Optional<String> rows, Instant now, Actor actor) {
        if (rows.filter(text -> !text.isEmpty()).isEmpty()) {
            return ScimConfiguration.DEFAULT_MAPPING;
        }
        int next = session.configurations().newestMapping(id) + 1;
        dropOld(session, id, next, now);
        if (session.configurations().mappingCount(id) >= mostVersions) {
            throw new DirectoryException(Kind.INVALID, "The connection " + id + " has " + mostVersions
                    + " versions of its mapping (limits.mapping-versions), which change records still name. Roll back to one of"
                    + " them, wait until the oldest change records have gone (store.change-retention), or have the operator"
                    + " raise the setting.");
        }
        String by = actor.kind().keyword() + actor.id().map(text -> " " + text).orElse("");
        session.configurations().append(new MappingVersion(id, next, rows.orElseThrow(), now, by));
        return next;
    }

    private static void dropOld(WriteSession session, ConnectionId id, int next, Instant now) {
        int upTo = session.jobs()
                .find(id, ConnectionJob.Kind.MAPPING)
                .filter(job -> job.finishedAt().isEmpty())
                .map(job -> MappingsTold.parse(job.source()).oldest() - 1)
                .map(oldest -> Math.min(oldest, next - KEPT))
                .orElse(next - KEPT);
        Instant oldestChange = session.changes().oldest(id).orElse(now);
        session.configurations().dropMappings(id, upTo, oldestChange.minus(LATE_COMMITS));
    }

    /** Begins what has to be done for each user because a configuration is another one now. */
    void changed(WriteSession session, ScimConfiguration before, ScimConfiguration after, Instant now) {
        boolean users = hasUsers(session, before.connectionId());
        if (before.mappingVersion() != after.mappingVersion()) {
            session.configurations()
                    .replaceMapping(before.connectionId(), before.mappingVersion(), after.mappingVersion(), now);
            mapping(session, before, after, users, now);
        }
        if (!before.userIdAttribute().equals(after.userIdAttribute())) {
            reKey(session, before, after, users, now);
        }
    }

    private static void mapping(
            WriteSession session, ScimConfiguration before, ScimConfiguration after, boolean users, Instant now) {
        ConnectionId id = before.connectionId();
        MappingsTold told = session.jobs()
                .find(id, ConnectionJob.Kind.MAPPING)
                .filter(job -> job.finishedAt().isEmpty())
                .map(job -> MappingsTold.parse(job.source()).told(job.position(), Integer.parseInt(job.target())))
                .orElseGet(() -> MappingsTold.all(before.mappingVersion()));
        if (users && !told.isAll(after.mappingVersion())) {
            session.jobs()
                    .put(ConnectionJob.begun(id, ConnectionJob.Kind.MAPPING, told.toString(),
                            Integer.toString(after.mappingVersion()), now));
        } else {
            session.jobs().remove(id, ConnectionJob.Kind.MAPPING);
        }
    }

    private static void reKey(
            WriteSession session, ScimConfiguration before, ScimConfiguration after, boolean users, Instant now) {
        if (users) {
            session.jobs()
                    .put(ConnectionJob.begun(before.connectionId(), ConnectionJob.Kind.RE_KEY,
                            before.userIdAttribute(), after.userIdAttribute(), now));
        } else {
            session.jobs().remove(before.connectionId(), ConnectionJob.Kind.RE_KEY);
        }
    }

    private static boolean hasUsers(ReadSession session, ConnectionId id) {
        return session.resources().count(id, "User", new Condition.All(), 1) > 0;
    }
}
