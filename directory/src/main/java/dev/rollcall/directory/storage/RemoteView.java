package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is remembered of subjects at targets, which members their groups are to gain or lose, and what is peculiar of targets, to read. */
public interface RemoteView {
    /** As many others under one id are read at most. */
    int OTHERS = 20;

    /** What is remembered of a subject. */
    Optional<RemoteRecord> find(StreamId stream, SubjectKey subject);

    /** What is remembered of a resource, by its SCIM id here; the one that was written last. */
    Optional<RemoteRecord> ofResource(StreamId stream, String resourceId);

    /**
     * What is remembered of other subjects of the same kind, people or groups, under an id at the target, in the order of their keys.
     * A resource there is one subject's, so that there should be none, and are at most {@value #OTHERS}.
     */
    List<RemoteRecord> others(StreamId stream, SubjectKey subject, String remoteId);

    /** Up to which event the state was sent, of those of some subjects that something is remembered of. */
    Map<SubjectKey, EventId> sentTo(StreamId stream, Collection<SubjectKey> subjects);

    /** The remote ids of those of some resources that have one, by their SCIM id here. */
    Map<String, String> remoteIds(StreamId stream, Collection<String> resourceIds);

    /** The ids that some resources had at the target and have there no more, by their SCIM id here; of each the last one. */
    Map<String, String> formerIds(StreamId stream, Collection<String> resourceIds);

    /** Whose some ids at the target were last, as SCIM ids here, by the id there; those that nobody has left are left out. */
    Map<String, String> formerHolders(StreamId stream, Collection<String> remoteIds);

    /** Whose some ids at the target are, people and groups, as SCIM ids here, by the id there; those of nobody are left out. */
    Map<String, Set<String>> holders(StreamId stream, Collection<String> remoteIds);

    /** Whether anything is remembered of who is at the target, or was. */
    boolean knowsAnybody(StreamId stream);

    /**
     * Subjects that something is remembered of, in the order of their keys.
     *
     * @param prefix what the keys begin with, such as {@link SubjectKey#usersOf}; empty text for all
     * @param after the text of the key after which to go on; empty text for the first ones
     */
    List<RemoteRecord> page(StreamId stream, String prefix, String after, int limit);

    /** Members that a group is to gain or lose and that do not wait, in the order of their ids. */
    List<MemberDelta> deltas(StreamId stream, SubjectKey group, int limit);

    /** Those among a group's members to be gained or lost that wait for their member, in the order of their ids. */
    List<MemberDelta> waiting(StreamId stream, SubjectKey group, int limit);

    /** What is peculiar of a target, by name. */
    List<TargetQuirk> quirks(StreamId stream);
}
