package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One user and one group as a test has them. */
final class ScriptedSubjects implements TargetSubjects {
    static final String USER_ID = "waad|acme|ann";
    static final EventId NOW = new EventId(0, 7, 0);

    Optional<ObjectNode> profile = Optional.empty();
    Optional<ObjectNode> groupProfile = Optional.empty();
    Optional<RemoteRecord> remote = Optional.empty();
    final List<MemberDelta> deltas = new ArrayList<>();
    final List<MemberDelta> waiting = new ArrayList<>();
    final Map<String, String> remoteIds = new HashMap<>();
    /** The ids at the target of those who are not there any more, by their ids here. */
    final Map<String, String> formerIds = new HashMap<>();
    /** Those of them that are somebody else's now. */
    final Set<String> takenOver = new HashSet<>();
    /** Of whom the event of a deletion has more than the id. */
    Optional<ObjectNode> last = Optional.empty();
    /** Ids at the target that are remembered as somebody else's. */
    final Set<String> anothers = new HashSet<>();
    /** Ids at the target that are remembered as those of people who are gone. */
    final Set<String> ofGone = new HashSet<>();
    final List<String> members = new ArrayList<>();
    final List<TargetQuirk> learned = new ArrayList<>();

    ScriptedSubjects() {
        know(TargetQuirks.DISCOVERED, "read");
    }

    void know(String quirk, String value) {
        learned.add(new TargetQuirk(quirk, value, "", Instant.EPOCH));
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    @Override
    public UserNow user(SubjectKey subject) {
        return new UserNow(profile.map(shown -> new Shown("0199-ann", shown.deepCopy(),
                JsonNodeFactory.instance.objectNode())), remote, NOW);
    }

    @Override
    public GroupNow group(SubjectKey subject, int most) {
        List<MemberDelta> all = List.copyOf(deltas);
        return new GroupNow("grp_1", groupProfile.map(shown -> new Shown("0199-group", shown.deepCopy(),
                JsonNodeFactory.instance.objectNode())), remote, all.subList(0, Math.min(most, all.size())),
                all.size() > most, NOW);
    }

    @Override
    public Optional<ObjectNode> last(SubjectKey subject, EventId event) {
        return last.or(() -> Optional.of(subject.isUser()
                ? object("{}").put("user_id", USER_ID)
                : object("{}").put("id", "grp_1")));
    }

    @Override
    public Map<String, String> remoteIds(Collection<String> resourceIds) {
        Map<String, String> known = new HashMap<>(remoteIds);
        known.keySet().retainAll(resourceIds);
        return known;
    }

    @Override
    public Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo) {
        Map<String, String> known = new HashMap<>(formerIds);
        known.keySet().retainAll(memberIds);
        known.values().removeIf(id -> !deletedToo && !takenOver.contains(id));
        return known;
    }

    @Override
    public List<String> members(SubjectKey group, int limit) {
        return members.subList(0, Math.min(limit, members.size()));
    }

    @Override
    public boolean isAnothers(SubjectKey subject, String remoteId) {
        return anothers.contains(remoteId);
    }

    @Override
    public boolean isOfGone(SubjectKey subject, String remoteId) {
        return ofGone.contains(remoteId);
    }

    @Override
    public Claim claim(RemoteRecord found, boolean shown) {
        return anothers.contains(found.remoteId().orElseThrow()) && !shown ? Claim.ANOTHERS : Claim.OURS;
    }

    @Override
    public List<TargetQuirk> quirks() {
        return List.copyOf(learned);
    }

    @Override
    public void learn(TargetQuirk quirk) {
        learned.add(quirk);
    }

    @Override
    public void unlearn(String quirk) {
        learned.removeIf(known -> known.name().equals(quirk));
    }
}
