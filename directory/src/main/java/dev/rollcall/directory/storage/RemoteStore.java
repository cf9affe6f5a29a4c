package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Instant;
import java.util.List;

/** What is remembered of targets, to read and write. */
public interface RemoteStore extends RemoteView {

    /** Sets what is remembered of a subject. */
    void put(RemoteRecord remote);

    /** Forgets a subject. @return false when nothing was remembered of it */
    boolean forget(StreamId stream, SubjectKey subject);

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
