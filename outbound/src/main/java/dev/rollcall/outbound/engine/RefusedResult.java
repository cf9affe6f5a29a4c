package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetAnswer;
import java.util.List;
import java.util.Optional;

/**
 * A result that the store did not take while it took others: it is tried {@value #TRIES} times as it is, then as often without
 * anything that the target has said. What was over is a dead letter then, what is to be tried again is in doubt; what the target
 * has is not known any more.
 */
final class RefusedResult {
    /** How often each form of it is tried alone. */
    static final int TRIES = 5;

    static final String CAUSE = "What came of it could not be stored: look at the service's log for the reason, then retry it.";
    private static final System.Logger LOGGER = System.getLogger(RefusedResult.class.getName());

    private final ResultBatch.Waiting waiting;
    private final int times;
    private final boolean bare;

    private RefusedResult(ResultBatch.Waiting waiting, int times, boolean bare) {
        this.waiting = waiting;
        this.times = times;
        this.bare = bare;
    }

    /** One that was refused for the first time. */
    static RefusedResult of(ResultBatch.Waiting waiting, RuntimeException failure) {
        LOGGER.log(System.Logger.Level.WARNING, "A result of the event stream " + waiting.result().stream()
                + " was not stored, and is tried alone from now on, behind the others.", failure);
        return new RefusedResult(waiting, 1, false);
    }

    ResultBatch.Waiting waiting() {
        return waiting;
    }

    /** How it is tried the next time; empty when it cannot be stored in any form. */
    Optional<RefusedResult> refusedAgain() {
        if (times < TRIES) {
            return Optional.of(new RefusedResult(waiting, times + 1, bare));
        }
        return bare
                ? Optional.empty()
                : Optional.of(new RefusedResult(
                        new ResultBatch.Waiting(bare(waiting.result()), waiting.named(), waiting.repair(),
                                waiting.at(), waiting.durable()),
                        0, true));
    }

    /** In the write that stores it: what was remembered of the target's state is older than what it was sent. */
    void forgetState(WriteSession session) {
        if (bare) {
            HeadResult result = waiting.result();
            session.remotes()
                    .find(result.stream(), result.subject())
                    .map(RemoteRecord::withoutState)
                    .ifPresent(session.remotes()::put);
        }
    }

    private static HeadResult bare(HeadResult result) {
        Optional<String> cause = Optional.of(CAUSE);
        HeadNext next = switch (result.next()) {
            case HeadNext.Over _ -> new HeadNext.Over(AtTarget.UNKNOWN);
            case HeadNext.Further further -> new HeadNext.Again(further.dueAt(), 0, true, cause);
            case HeadNext.Again again -> new HeadNext.Again(again.dueAt(), again.tries(), true, cause);
        };
        List<DeliveryEnd> ends = result.ends()
                .stream()
                .map(end -> new DeliveryEnd(end.event(), DeliveryState.FAILED, cause, Optional.empty(), end.byEvent(),
                        end.withOlder(), end.duration()))
                .toList();
        TargetAnswer answer = new TargetAnswer(result.answer().health(), result.answer().at(), Optional.empty(),
                result.answer().requests());
        return new HeadResult(result.stream(), result.subject(), result.leaseNo(), result.claimedTo(), ends, List.of(),
                Optional.empty(), result.forgetRemote() && result.remote().isEmpty(), List.of(), List.of(), List.of(),
                next,
                answer,
                Optional.empty(), Optional.empty());
    }
}
