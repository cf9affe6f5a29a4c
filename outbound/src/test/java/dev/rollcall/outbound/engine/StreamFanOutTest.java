package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class StreamFanOutTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_AAAAAAAAAAAAAAAA");
    private static final ConnectionId OTHER = new ConnectionId("con_BBBBBBBBBBBBBBBB");

    private long sequence;

    @Test
    void oneSubjectOfAPageIsOwedOnce() {
        FanOut rows = fanOut(Given.scim(1), user("created", "1"), user("updated", "1"), user("updated", "2"),
                user("deleted", "1"));
        assertThat(rows.deliveries()).extracting(StreamDelivery::type, StreamDelivery::intent, StreamDelivery::state)
                .containsExactly(
                        tuple(EventType.USER_CREATED, HeadIntent.CREATE, DeliveryState.PENDING),
                        tuple(EventType.USER_UPDATED, HeadIntent.UPDATE, DeliveryState.PENDING),
                        tuple(EventType.USER_UPDATED, HeadIntent.UPDATE, DeliveryState.PENDING),
                        tuple(EventType.USER_DELETED, HeadIntent.DELETE, DeliveryState.PENDING));
        assertThat(rows.heads())
                .extracting(head -> head.subject().tail(), DeliveryHead::intent, head -> head.lastEvent().sequence())
                .containsExactly(tuple("2", HeadIntent.UPDATE, 3L), tuple("1", HeadIntent.LOOK_DELETE, 4L));
    }

    @Test
    void eachEventIsOwedToAReceiverOfEvents() {
        FanOut rows = fanOut(Given.webhook(1), user("created", "1"), group("updated", "[" + ADD + "]"));
        assertThat(rows.deliveries()).extracting(StreamDelivery::type, delivery -> delivery.event().index())
                .containsExactly(tuple(EventType.USER_CREATED, 0), tuple(EventType.GROUP_MEMBER_ADDED, 1),
                        tuple(EventType.GROUP_MEMBER_ADDED, 2));
        assertThat(rows.heads()).extracting(DeliveryHead::intent).containsOnly(HeadIntent.DELIVER).hasSize(2);
        assertThat(rows.deltas()).isEmpty();
    }

    @Test
    void aPartOfAGroupsChangeIsOneDeliveryAndTheNewestOfEachMember() {
        FanOut rows = fanOut(Given.scim(1), group("updated", "[" + RENAME + "," + ADD + "]"),
                group("updated", "[{\"change\":\"remove-members\",\"values\":[\"m1\"]}]"));
        assertThat(rows.deliveries()).extracting(StreamDelivery::type)
                .containsExactly(EventType.GROUP_UPDATED, EventType.GROUP_MEMBER_DELETED);
        assertThat(rows.heads()).hasSize(1);
        assertThat(rows.deltas())
                .extracting(MemberDelta::memberId, MemberDelta::added, delta -> delta.event().sequence())
                .containsExactly(tuple("m2", true, 1L), tuple("m1", false, 2L));
    }

    @Test
    void whatTheTargetHasAlreadyIsSuperseded() {
        EventStream stream = Given.scim(1);
        List<ChangeRecord> page = List.of(user("updated", "1"), user("updated", "1"), user("updated", "1"));
        FanOut rows = StreamFanOut.of(stream, page,
                Map.of(SubjectKey.user(CONNECTION, "1"), new EventId(0, 2, 0)), Given.START);
        assertThat(rows.deliveries()).extracting(StreamDelivery::state)
                .containsExactly(DeliveryState.SUPERSEDED, DeliveryState.SUPERSEDED, DeliveryState.PENDING);
        assertThat(rows.heads()).hasSize(1);
    }

    @Test
    void whatAFilterPassesOverIsRecordedWithItsReason() {
        StreamFilter filter = new StreamFilter(Set.of(OTHER), Set.of(), Optional.empty(), false, false);
        FanOut rows = fanOut(Given.scim(1, filter, 8, Optional.empty()), user("created", "1"), user("updated", "1"),
                of(OTHER, "User", "3", "created", "[]", ChangeImage.NONE), user("updated", "1"));
        assertThat(rows.deliveries()).hasSize(1);
        assertThat(rows.skips()).extracting(run -> run.first().sequence(), run -> run.last().sequence(),
                run -> run.count(), run -> run.reason())
                .containsExactly(tuple(1L, 2L, 2L, SkipReason.CONNECTION), tuple(4L, 4L, 1L, SkipReason.CONNECTION));
    }

    @Test
    void anAccountThatIsLinkedIsDeletedAndItsOwnChangesArePassedOverUnlessTheStreamKeepsIt() {
        ChangeImage linked = new ChangeImage(Optional.empty(), Optional.of("tail"),
                Optional.of(new ChangeImage.Account(OTHER, "9")), Optional.empty(), Optional.empty());
        List<ChangeRecord> page = List.of(
                of(CONNECTION, "User", "1", "updated", link("\"after\":{}"), linked),
                of(CONNECTION, "User", "1", "updated", "[]", linked),
                of(CONNECTION, "User", "1", "updated", link("\"before\":{}"), ChangeImage.NONE));
        FanOut rows = StreamFanOut.of(Given.scim(1), page, Map.of(), Given.START);
        assertThat(rows.deliveries()).extracting(StreamDelivery::type, StreamDelivery::intent, StreamDelivery::cause)
                .containsExactly(
                        tuple(EventType.USER_DELETED, HeadIntent.DELETE, Optional.empty()),
                        tuple(EventType.USER_UPDATED, HeadIntent.UPDATE, Optional.of("linked")),
                        tuple(EventType.USER_CREATED, HeadIntent.REPLACE, Optional.empty()));
        assertThat(rows.deliveries().getFirst().subject().tail()).isEqualTo("tail");
        StreamFilter keep = new StreamFilter(Set.of(), Set.of(), Optional.empty(), true, false);
        assertThat(StreamFanOut.of(Given.scim(1, keep, 8, Optional.empty()), page, Map.of(), Given.START).deliveries())
                .extracting(StreamDelivery::state)
                .containsExactly(DeliveryState.SKIPPED, DeliveryState.PENDING, DeliveryState.SKIPPED);
    }

    @Test
    void piecesHoldEverythingOnceAndEachHeadWithItsLastDelivery() {
        List<ChangeRecord> page = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            page.add(i % 7 == 0 ? group("updated", "[" + ADD + "]") : user("updated", "" + i % 40));
        }
        FanOut rows = StreamFanOut.of(Given.scim(1), page, Map.of(), Given.START);
        List<FanOut> pieces = rows.pieces(32);
        assertThat(pieces).hasSizeGreaterThan(9)
                .allMatch(piece -> piece.deliveries().size() + piece.deltas().size() <= 32);
        assertThat(pieces.stream().flatMap(piece -> piece.deliveries().stream()).toList()).isEqualTo(rows.deliveries());
        assertThat(pieces.stream().flatMap(piece -> piece.deltas().stream()).toList()).isEqualTo(rows.deltas());
        assertThat(pieces.stream().flatMap(piece -> piece.heads().stream()).toList()).isEqualTo(rows.heads());
        for (FanOut piece : pieces) {
            Set<EventId> events = piece.deliveries().stream().map(StreamDelivery::event).collect(Collectors.toSet());
            assertThat(piece.heads()).allMatch(head -> events.contains(head.lastEvent()));
        }
        assertThat(StreamFanOut.of(Given.scim(1), page, Map.of(), Given.START)).isEqualTo(rows);
    }

    @Test
    void aDeletionOfAGroupInPartsEndsWithTheDeletion() {
        ChangeRecord members = part(0, false, "[{\"change\":\"remove-members\",\"values\":[\"m1\"]}]");
        ChangeRecord end = part(1, true, "[" + RENAME + ",{\"change\":\"remove-members\",\"values\":[\"m2\"]}]");
        FanOut rows = fanOut(Given.webhook(1), members, end);
        assertThat(rows.deliveries()).extracting(StreamDelivery::type)
                .containsExactly(
                        EventType.GROUP_MEMBER_DELETED, EventType.GROUP_MEMBER_DELETED, EventType.GROUP_DELETED);
        assertThat(rows.deliveries()).extracting(StreamDelivery::event).isSorted();
        assertThat(fanOut(Given.scim(1), members, end).heads()).extracting(DeliveryHead::intent)
                .containsExactly(HeadIntent.DELETE);
    }

    private static final String RENAME = "{\"change\":\"assign\",\"path\":\"displayName\",\"before\":\"a\",\"after\":\"b\"}";
    private static final String ADD = "{\"change\":\"add-members\",\"members\":[{\"value\":\"m1\"},{\"value\":\"m2\"}]}";

    private static FanOut fanOut(EventStream stream, ChangeRecord... page) {
        return StreamFanOut.of(stream, List.of(page), Map.of(), Given.START);
    }

    private static String link(String value) {
        return "[{\"change\":\"assign\",\"path\":\"" + ChangeEvents.LINKED_TO + "\"," + value + "}]";
    }

    private ChangeRecord user(String action, String id) {
        return of(CONNECTION, "User", id, action, "[]", ChangeImage.NONE);
    }

    private ChangeRecord group(String action, String plan) {
        return of(CONNECTION, "Group", "g", action, plan, ChangeImage.NONE);
    }

    private ChangeRecord of(
            ConnectionId connection, String type, String id, String action, String plan, ChangeImage image) {
        sequence++;
        return record(connection, 0, true, type, id, action, plan, EventId.ofPart(0, sequence, 0), image);
    }

    private static ChangeRecord part(int part, boolean last, String plan) {
        return record(CONNECTION, part, last, "Group", "g", "deleted", plan, EventId.ofPart(0, 77, part),
                ChangeImage.NONE);
    }

    private static ChangeRecord record(
            ConnectionId connection, int part, boolean last, String type, String id, String action, String plan,
            EventId place, ChangeImage image) {
        return new ChangeRecord(connection, "c" + place.sequence(), part, last,
                new Subject(type, id, Optional.empty(), Optional.empty(), Optional.empty()), action, 1, Given.START,
                new Cause(Actor.UPKEEP, Optional.empty()), plan, OptionalInt.empty(), Optional.of(place), image);
    }

}
