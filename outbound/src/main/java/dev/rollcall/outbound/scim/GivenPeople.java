package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetQuirk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** People who are none of Rollcall's, as whoever sends them has them; what is learned of the target is remembered as always. */
final class GivenPeople implements TargetSubjects {
    private final TargetSubjects stored;
    private final Function<SubjectKey, UserNow> people;

    GivenPeople(TargetSubjects stored, Function<SubjectKey, UserNow> people) {
        this.stored = stored;
        this.people = people;
    }

    @Override
    public UserNow user(SubjectKey subject) {
        return people.apply(subject);
    }

    @Override
    public GroupNow group(SubjectKey subject, int deltas) {
        return stored.group(subject, deltas);
    }

    @Override
    public Map<String, String> remoteIds(Collection<String> resourceIds) {
        return stored.remoteIds(resourceIds);
    }

    @Override
    public Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo) {
        return stored.formerIds(group, memberIds, deletedToo);
    }

    @Override
    public List<String> members(SubjectKey group, int limit) {
        return stored.members(group, limit);
    }

    @Override
    public List<TargetQuirk> quirks() {
        return stored.quirks();
    }

    @Override
    public void learn(TargetQuirk quirk) {
        stored.learn(quirk);
    }

    @Override
    public void unlearn(String quirk) {
        stored.unlearn(quirk);
    }

    /** Nobody who is given is ever gone. */
    @Override
    public Optional<ObjectNode> last(SubjectKey subject, EventId event) {
        return Optional.empty();
    }

    @Override
    public boolean isAnothers(SubjectKey subject, String remoteId) {
        return stored.isAnothers(subject, remoteId);
    }

    @Override
    public boolean isOfGone(SubjectKey subject, String remoteId) {
        return stored.isOfGone(subject, remoteId);
    }

    /** Nothing is remembered of them, so that they take over nothing either. */
    @Override
    public Claim claim(RemoteRecord found, boolean shown) {
        return !shown && isAnothers(found.subject(), found.remoteId().orElseThrow()) ? Claim.ANOTHERS : Claim.OURS;
    }
}
