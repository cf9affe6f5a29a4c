package dev.rollcall.outbound.delivery;

import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import java.util.List;
import java.util.Optional;

/**
 * What a run has learned of the target's resource; stored with the outcome, in one write.
 *
 * @param remote what is remembered from now on; empty leaves it alone
 * @param forget whether what was remembered is forgotten, because the resource is gone, or because {@code remote} is another one
 * @param sentMembers member deltas that the target has acknowledged
 * @param waitingMembers member deltas whose member is not at the target yet, and those, marked as waiting, that it refuses
 * @param namedMembers member deltas that a request has named, whatever became of it: the target may carry it out last
 * @param refusal why it does not take a member, of whom a run is told that failed for another reason: the cause of the subject until it is
 *     over, and of its end, while the run's own cause is what is wrong with the target; at most {@link DeliveryOutcome#LONGEST_CAUSE}
 *     characters
 */
public record Learned(
        Optional<RemoteRecord> remote, boolean forget, List<MemberDelta> sentMembers,
        List<MemberDelta> waitingMembers, List<MemberDelta> namedMembers,
        Optional<String> refusal) {
    private static final Learned NOTHING = new Learned(Optional.empty(), false, List.of(), List.of(), List.of(),
            Optional.empty());

    public Learned {
        sentMembers = List.copyOf(sentMembers);
        waitingMembers = List.copyOf(waitingMembers);
        namedMembers = List.copyOf(namedMembers);
        refusal = refusal.map(text -> text.substring(0, Math.min(text.length(), DeliveryOutcome.LONGEST_CAUSE)));
    }

    /** Nothing. */
    public static Learned nothing() {
        return NOTHING;
    }

    /** The resource as the target has it now. */
    public static Learned remote(RemoteRecord remote) {
        return new Learned(Optional.of(remote), false, List.of(), List.of(), List.of(),
                Optional.empty());
    }

    /** The resource is another one now than what was remembered, or that of another one here. */
    public static Learned another(RemoteRecord remote) {
        return new Learned(Optional.of(remote), true, List.of(), List.of(), List.of(),
                Optional.empty());
    }

    /** The resource is gone. */
    public static Learned gone() {
        return new Learned(Optional.empty(), true, List.of(), List.of(), List.of(),
                Optional.empty());
    }

    /** The same with what became of a chunk of members. */
    public Learned members(List<MemberDelta> sent, List<MemberDelta> waiting) {
        return new Learned(remote, forget, sent, waiting, namedMembers, refusal);
    }

    /** The same with the members whom requests have named. */
    public Learned naming(List<MemberDelta> named) {
        return new Learned(remote, forget, sentMembers, waitingMembers, named, refusal);
    }

    /** The same with those whom the target does not take, and why it does not. */
    public Learned refusing(List<MemberDelta> refused, String why) {
        return new Learned(remote, forget, sentMembers, refused, namedMembers, Optional.of(why));
    }
}
