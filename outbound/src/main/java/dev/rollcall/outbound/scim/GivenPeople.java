package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.TargetQuirk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
}
