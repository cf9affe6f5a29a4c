package dev.rollcall.outbound.sync;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.Optional;

/** Whose a target's account is by what is remembered of it, where the target itself does not say. */
final class AccountOwners {
    private final StreamId stream;
    private final SourceUsers source;

    AccountOwners(StreamId stream, SourceUsers source) {
        this.stream = stream;
        this.source = source;
    }

    /** Another one than that user, who is to be at the target, by what the product calls them; empty when there is none. */
    Optional<String> other(ReadSession session, SourceUser user, SyncSeen account) {
        if (account.externalId().isPresent()) {
            return Optional.empty();
        }
        SubjectKey subject = user.subject().orElseGet(() -> SubjectKey.user(ScimSyncTargets.NOWHERE, user.userId()));
        return session.remotes()
                .others(stream, subject, account.remoteId())
                .stream()
                .flatMap(other -> owner(session, other.subject()).stream())
                .findFirst();
    }

    private Optional<String> owner(ReadSession session, SubjectKey subject) {
        return session.connections()
                .find(subject.connection().orElseThrow())
                .map(connection -> UserId.of(connection, subject.tail()).toString())
                .filter(owner -> source.isGone(owner)
                        .map(gone -> !gone)
                        .orElseGet(() -> session.identities()
                                .holder(subject.connection().orElseThrow(), subject.tail())
                                .isPresent()));
    }
}
