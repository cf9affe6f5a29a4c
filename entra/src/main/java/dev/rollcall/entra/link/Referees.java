package dev.rollcall.entra.link;

import dev.rollcall.entra.source.SourceObject;
import dev.rollcall.entra.source.SourceSnapshot;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.ObjectState;
import dev.rollcall.entra.work.Entitlement;
import dev.rollcall.entra.work.Scope;
import java.util.Optional;

/** The users that references point to: whether they are in the target, and whether they may come there. */
public final class Referees {
    private final SourceSnapshot snapshot;
    private final Scope scope;
    private final JobState state;

    public Referees(SourceSnapshot snapshot, Scope scope, JobState state) {
        this.snapshot = snapshot;
        this.scope = scope;
        this.state = state;
    }

    Optional<String> targetId(String sourceId) {
        return state.object(sourceId).flatMap(ObjectState::targetId);
    }

    /** What is remembered of the object that refers; it was handled in this cycle. */
    public ObjectState current(String sourceId) {
        return state.object(sourceId)
                .orElseThrow(() -> new IllegalStateException("Nothing is remembered of " + sourceId + "."));
    }

    /** Whether it is a user, and not a nested group, which Entra never expands. */
    boolean isUser(String sourceId) {
        return !snapshot.groups().containsKey(sourceId);
    }

    /** Whether it should be in the target, so that a later cycle may find it there. */
    boolean isAwaited(String sourceId) {
        SourceObject user = snapshot.users().get(sourceId);
        return user != null && scope.entitlement(user) == Entitlement.ENTITLED;
    }

    String name(String sourceId) {
        SourceObject user = snapshot.users().get(sourceId);
        return user == null ? sourceId : user.displayName();
    }
}
