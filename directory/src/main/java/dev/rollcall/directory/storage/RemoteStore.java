package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of targets, to read and write.
 *
 * <p>Guarantees: an id that a resource had at a target and has there no more is kept, however it came to that: by {@link #leave} and
 * {@link #replace}. It is there for as long as dead letters are kept, because it takes a dead letter of a group that is sent again to
 * take out who was a member by that id; of a stream there are at most as many as there are deliveries that are over, the newest. Upkeep
 * drops the others.
 */
public interface RemoteStore extends RemoteView {

    /** Sets what is remembered of a subject whose id at the target stays the same, or is its first one. */
    void put(RemoteRecord remote);

    /** Sets what is remembered of a subject that may have had another id at the target, or been another resource here. */
    void replace(RemoteRecord remote);

    /** Forgets a subject that is not at the target any more, but for its id there. @return false when nothing was remembered of it */
    boolean leave(StreamId stream, SubjectKey subject, Instant now);

    /** Forgets a subject as if it had never been at the target. @return false when nothing was remembered of it */
    boolean forget(StreamId stream, SubjectKey subject);

    /** Forgets ids of those who are not at the target any more, at most so many. @return how many */
    int forgetFormer(StreamId stream, int limit);

    /** Keeps other writes that hold the same id at a target waiting until this one is over, so that two do not give it away at a time. */
    void hold(StreamId stream, String remoteId);

    /**
     * Adds members that groups are to gain or lose. One about a member that has one already takes its place when its event is
     * newer.
     *
     * @return how many were added or have taken another's place
     */
    int addDeltas(StreamId stream, List<MemberDelta> deltas);

    /** Takes deltas away that the target has acknowledged, unless a newer one stands in their place. @return how many */
    int sent(StreamId stream, List<MemberDelta> deltas);

    /** Takes all deltas of a group away, at most so many. @return how many */
    int dropDeltas(StreamId stream, SubjectKey group, int limit);

    /**
     * A resource is at the target now: the deltas that wait for it wait no more, and the heads of their groups are due.
     *
     * @param memberId its SCIM id here
     * @return how many deltas
     */
    int wake(StreamId stream, String memberId, Instant now);

    /** Remembers something peculiar of a target, in the place of what was known by that name. */
    void learn(StreamId stream, TargetQuirk quirk);

    /** Forgets it. @return false when it was not known */
    boolean unlearn(StreamId stream, String name);

    /** Forgets all that is peculiar of a target, because it may be another one now. */
    void unlearnAll(StreamId stream);
}
