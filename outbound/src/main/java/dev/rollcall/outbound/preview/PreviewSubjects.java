package dev.rollcall.outbound.preview;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.outbound.scim.TargetSubjects;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whoever an event is about, as the event has them; nothing is read of the directory but what is known of the target. */
final class PreviewSubjects implements TargetSubjects {
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final PreviewEvent event;
    private final Optional<RemoteRecord> remote;
    private final List<TargetQuirk> quirks;

    PreviewSubjects(PreviewEvent event, Optional<RemoteRecord> remote, List<TargetQuirk> quirks) {
        this.event = event;
        this.remote = remote;
        this.quirks = List.copyOf(quirks);
    }

    @Override
    public UserNow user(SubjectKey subject) {
        boolean gone = event.type() == EventType.USER_DELETED;
        return new UserNow(gone ? Optional.empty() : Optional.of(shown(event.object())), remote, EventId.BEGINNING);
    }

    @Override
    public GroupNow group(SubjectKey subject, int deltas) {
        boolean gone = event.type() == EventType.GROUP_DELETED;
        ObjectNode group = event.type().isOfMembers() && event.object().path("group") instanceof ObjectNode inside
                ? inside
                : event.object();
        List<MemberDelta> members = event.type().isOfMembers()
                ? List.of(new MemberDelta(subject, event.object().path("member").path("scim_id").asString(NOBODY),
                        event.type() == EventType.GROUP_MEMBER_ADDED, EventId.BEGINNING, false))
                : List.of();
        return new GroupNow(group.path("id").asString(""), gone ? Optional.empty() : Optional.of(shown(group)), remote,
                members, false, EventId.BEGINNING);
    }

    private Shown shown(ObjectNode profile) {
        ObjectNode scim = event.event().path("data").path("scim") instanceof ObjectNode given
                ? given
                : JsonNodeFactory.instance.objectNode();
        String id = event.event().path("data").path("scim_id").asString(NOBODY);
        return new Shown(id, profile.deepCopy(), scim.deepCopy());
    }

    @Override
    public Optional<ObjectNode> last(SubjectKey subject, EventId id) {
        return Optional.of(event.object().deepCopy());
    }

    @Override
    public Map<String, String> remoteIds(Collection<String> resourceIds) {
        return resourceIds.stream().distinct().collect(Collectors.toMap(id -> id, id -> "MEMBER-" + PaperTarget.ID));
    }

    /** Everybody has an id, made up. */
    @Override
    public Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo) {
        return Map.of();
    }

    @Override
    public List<String> members(SubjectKey group, int limit) {
        return List.of();
    }

    @Override
    public boolean isAnothers(SubjectKey subject, String remoteId) {
        return false;
    }

    @Override
    public boolean isOfGone(SubjectKey subject, String remoteId) {
        return false;
    }

    @Override
    public Claim claim(RemoteRecord found, boolean shown) {
        return Claim.OURS;
    }

    @Override
    public List<TargetQuirk> quirks() {
        return quirks;
    }

    @Override
    public void learn(TargetQuirk quirk) {
        // What a target on paper does says nothing of the one that there is.
    }

    @Override
    public void unlearn(String quirk) {
        // Neither does this.
    }
}
