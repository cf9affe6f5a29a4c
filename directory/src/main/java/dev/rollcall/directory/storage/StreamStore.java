package dev.rollcall.directory.storage;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetHold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The event streams, to read and write.
 *
 * <p>Leases go by {@link #now()}, the one clock that all nodes share.
 */
public interface StreamStore extends StreamView {

    /**
     * Adds a stream that begins at a place of the change record. That its reader is registered is for the caller.
     *
     * @param position from which on it delivers, see {@link ChangeView#end}
     * @throws UniqueKeyTakenException when its name is taken, or its connection has a logout stream already
     */
    void add(EventStream stream, String position);

    /**
     * Writes name, subscriptions, settings, secrets and state of a stream. Failures that were counted of its target are
     * forgotten, and so is a hold: they may have been of another target.
     *
     * @return false, and nothing is changed, when it was written since it was read, or is gone
     * @throws UniqueKeyTakenException when its name is taken
     */
    boolean put(EventStream stream);

    /**
     * Puts a stream into a state, whoever has written it meanwhile. Entering {@code enabled} forgets counted failures and the hold.
     *
     * @param from in which of them it must be for that
     * @return false, and nothing is changed, when it is in none of these, or gone
     */
    boolean state(StreamId id, StreamState state, Set<StreamState.Kind> from);

    /** Writes what is sealed, under another key for example. @return false when it was written since it was read, or is gone */
    boolean reseal(StreamId id, long revision, String secrets);

    /** Removes a stream with its progress and its reader. Its rows elsewhere go by a chore. @return false when there is none */
    boolean remove(StreamId id);

    /**
     * Takes the following of a stream for a while: only who has it may {@link #follow}.
     *
     * @param node who takes it; who has it already takes it anew
     * @return the number to follow with; empty when somebody else has it, or the stream is gone
     */
    Optional<Long> takeFollow(StreamId id, String node, Duration lease);

    /**
     * Moves the place up to where the change record is fanned out, and renews the lease of whoever follows.
     *
     * @return false, and nothing is changed, when somebody else follows, or has moved it
     */
    boolean follow(StreamId id, long followNo, String from, String to, Duration lease);

    /** Sets a place, whoever follows: after a sync, or to pass over what has come. Whoever follows has to take it anew. */
    boolean moveTo(StreamId id, String position);

    /** Lets nothing be sent to the target for a while; a hold that lasts longer stays. */
    void hold(StreamId id, TargetHold hold);

    /**
     * Counts what a run says of the target, and what it has sent. A probe that has sent nothing, because there was nothing to send,
     * lets the next one be due at once.
     */
    void note(StreamId id, TargetAnswer answer);

    /**
     * Takes a probe of a sick target.
     *
     * @param probeNo of the last probe, as it was read
     * @param next when the next one is due unless this one goes well
     * @return false when somebody else has taken it
     */
    boolean takeProbe(StreamId id, long probeNo, Instant next);

    /** Lets the next probe be due now. @return false when the stream is gone */
    boolean probeNow(StreamId id);

    /**
     * Notes that something must be told.
     *
     * @return false, and nothing is changed, when it is known already and is not over; what was told, and is not told to be over
     *     yet, goes on without being told again
     */
    boolean raise(StreamAlert alert);

    /** Notes that something is over. @return false when it is not known, or over already */
    boolean settle(StreamId id, String cause, Instant at);

    /**
     * Takes the telling of something, so that one tells it.
     *
     * @param alert as it was read
     * @return false when somebody else has told it, or it has changed
     */
    boolean told(StreamAlert alert, Instant at);

    /** Says that a node lives, by {@link #now()}; nodes that have not for an hour are forgotten. */
    void beat(String node, String name);
}
