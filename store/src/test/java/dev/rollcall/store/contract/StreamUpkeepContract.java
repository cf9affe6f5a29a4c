package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.TargetAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What upkeep does for event streams, and what it leaves to them. */
interface StreamUpkeepContract extends StorageFixture {

    /** How many rows of a table a connection has. */
    long rows(String table, String connection);

    @Test
    default void nothingIsLeftOfARemovedStream() {
        OutboundWorld world = OutboundWorld.in(storage());
        OutboundWorld other = OutboundWorld.in(storage());
        for (OutboundWorld each : List.of(world, other)) {
            fill(each);
        }
        assertThat(storage().<Boolean>write(Share.HOUSE, "r", s -> s.changeReaders()
                .register(new ChangeReader(Optional.empty(), world.stream.readerName(), "",
                        World.START.plusSeconds(60)))))
                .isTrue();
        world.write(s -> s.streams().remove(world.stream));
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.changeReaders().of(Optional.empty())))
                .extracting(ChangeReader::name)
                .doesNotContain(world.stream.readerName());
        Tidy.up(storage());
        assertThat(left(world)).isEqualTo("0 false false 0 0 false {}");
        assertThat(left(other)).isEqualTo("14 true true 1 1 true {id-0=r-0}");
    }

    private static void fill(OutboundWorld world) {
        SubjectKey ada = OutboundWorld.user("ada");
        for (int i = 1; i <= 14; i++) {
            world.fanOut(ada, HeadIntent.UPDATE, i);
        }
        world.write(s -> {
            s.remotes()
                    .put(new RemoteRecord(world.stream, ada, "id", Optional.empty(), Optional.empty(),
                            Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false, World.START));
            leave(world, s, 0, World.START);
            s.remotes()
                    .addDeltas(world.stream, List.of(new MemberDelta(SubjectKey.group(OutboundWorld.ACME, "g"), "m",
                            true, OutboundWorld.event(1), false)));
            return s.deliveries()
                    .fanOut(world.stream, List.of(), List.of(), List.of(new SkipRun(OutboundWorld.event(20),
                            OutboundWorld.event(21), SkipReason.CONNECTION, 2, World.START)));
        });
    }

    private static String left(OutboundWorld world) {
        return world.read(s -> s.deliveries().room(world.stream, 99, 99, 99).open() + " "
                + s.deliveries().head(world.stream, OutboundWorld.user("ada")).isPresent() + " "
                + s.remotes().find(world.stream, OutboundWorld.user("ada")).isPresent() + " "
                + s.deliveries().room(world.stream, 99, 99, 99).deltas() + " "
                + s.deliveries().skips(world.stream, EventId.BEGINNING, 9).size() + " "
                + !s.deliveries().tallies(world.stream, Instant.EPOCH, World.START.plusSeconds(1)).isEmpty() + " "
                + s.remotes().formerIds(world.stream, List.of("id-0")));
    }

    private static boolean leave(OutboundWorld world, WriteSession session, int number, Instant at) {
        SubjectKey subject = OutboundWorld.user("former-" + number);
        session.remotes()
                .put(new RemoteRecord(world.stream, subject, "id-" + number, Optional.of("r-" + number),
                        Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false,
                        World.START));
        return session.remotes().leave(world.stream, subject, at);
    }

    /** As long as a dead letter of a group can be sent again, and never more than so many, the newest. */
    @Test
    default void idsOfThoseWhoAreGoneStayAsLongAsDeadLetters() {
        OutboundWorld world = OutboundWorld.in(storage());
        OutboundWorld other = OutboundWorld.in(storage());
        List<String> all = IntStream.range(0, 40).mapToObj(number -> "id-" + number).toList();
        for (OutboundWorld each : List.of(world, other)) {
            each.write(s -> IntStream.range(0, 40)
                    .allMatch(number -> leave(each, s, number, World.START.plusMillis(number))));
        }
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, World.START));
        assertThat(former(world, all)).hasSize(40);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH,
                World.START.plusMillis(10)));
        assertThat(former(world, all)).hasSize(30).doesNotContainKey("id-9").containsKey("id-10");
        other.write(s -> s.remotes().forgetFormer(other.stream, 25));
        assertThat(former(other, all)).hasSize(5);
        Tidy.up(storage(),
                new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, 7));
        assertThat(former(world, all)).hasSize(7).containsKeys("id-33", "id-39");
        assertThat(former(other, all)).hasSize(5);
    }

    private static Map<String, String> former(OutboundWorld world, List<String> ids) {
        return world.read(s -> s.remotes().formerIds(world.stream, ids));
    }

    @Test
    default void whatIsOverGoesAfterItsTimeDeadLettersLaterAndWhatIsOnItsWayNever() {
        OutboundWorld world = OutboundWorld.in(storage());
        EventId test = EventId.beside(World.START, new Random(1));
        for (int i = 1; i <= 30; i++) {
            SubjectKey subject = OutboundWorld.user("u" + i);
            world.fanOut(subject, HeadIntent.UPDATE, i);
            if (i <= 25) {
                end(world, subject, i <= 5 ? DeliveryState.FAILED : DeliveryState.DELIVERED);
            }
        }
        world.write(s -> s.deliveries()
                .fanOut(world.stream, List.of(StreamDelivery.skipped(world.stream, test, SubjectKey.test(test),
                        EventType.USER_CREATED, HeadIntent.DELIVER, SkipReason.CONDITION, World.START)), List.of(),
                        List.of()));
        Instant later = World.START.plusSeconds(1);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, World.START, World.START));
        assertThat(states(world)).as("nothing is past its time").hasSize(31);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, later, World.START));
        assertThat(states(world)).containsOnly(DeliveryState.FAILED, DeliveryState.PENDING).hasSize(10);
        assertThat(world.read((ReadSession s) -> s.deliveries().attempts(world.stream, OutboundWorld.event(1))))
                .hasSize(1);
        Tidy.up(storage(), new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, later, later));
        assertThat(states(world)).containsOnly(DeliveryState.PENDING).hasSize(5);
        assertThat(world.read((ReadSession s) -> s.deliveries().attempts(world.stream, OutboundWorld.event(1))))
                .isEmpty();
    }

    /** Only what is over counts, and the oldest go first. */
    @Test
    default void ofWhatIsOverOnlySoManyAreKeptHoweverYoung() {
        OutboundWorld world = OutboundWorld.in(storage());
        for (int i = 1; i <= 30; i++) {
            SubjectKey subject = OutboundWorld.user("u" + i);
            world.fanOut(subject, HeadIntent.UPDATE, i);
            if (i <= 25) {
                end(world, subject, i <= 5 ? DeliveryState.FAILED : DeliveryState.DELIVERED);
            }
        }
        Expiry seven = new Expiry(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH.plusSeconds(7_200),
                Instant.EPOCH, 7);
        Tidy.up(storage(), seven);
        assertThat(states(world)).hasSize(17)
                .filteredOn(DeliveryState.DELIVERED::equals)
                .hasSize(7);
        assertThat(world.read((ReadSession s) -> s.deliveries().find(world.stream, OutboundWorld.event(18))))
                .as("the oldest that is over but for seven")
                .isEmpty();
        assertThat(world.state(19)).isEqualTo(DeliveryState.DELIVERED);
    }

    private static List<DeliveryState> states(OutboundWorld world) {
        return world.read(s -> s.deliveries()
                .page(DeliveryQuery.all(world.stream), 99))
                .deliveries()
                .stream()
                .map(StreamDelivery::state)
                .toList();
    }

    private static void end(OutboundWorld world, SubjectKey subject, DeliveryState state) {
        DeliveryHead head = world.head(subject).orElseThrow();
        DeliveryEnd end = new DeliveryEnd(head.lastEvent(), state, Optional.of("cause"), Optional.empty(),
                Optional.empty(), false, Duration.ZERO);
        DeliveryAttempt attempt = new DeliveryAttempt(head.lastEvent(), 0, World.START, Duration.ZERO,
                Optional.empty(), "error", Optional.of("request"), Optional.empty());
        assertThat(world.finish(new HeadResult(world.stream, subject, 0, head.lastEvent(), List.of(end),
                List.of(attempt), Optional.empty(), false, List.of(), List.of(), List.of(),
                new HeadNext.Over(AtTarget.UNKNOWN), TargetAnswer.none(World.START), Optional.empty(),
                Optional.empty()))).isTrue();
    }

    @Test
    default void whatADeletedConnectionLeftWaitsForWhoeverHasToTellOfItForADay() {
        World world = world();
        StoredResource user = world.user("ada");
        String before = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().end());
        register("follows", before);
        drop(world, user);
        Tidy.up(storage());
        assertThat(rows("resource", world.connection.value())).as("it has not come so far").isEqualTo(1);

        String behind = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 99)).position();
        assertThat(storage().<Boolean>write(Share.HOUSE, "r", s -> s.changeReaders()
                .move(new ChangeReader(Optional.empty(), "follows", behind, World.START.plus(Duration.ofDays(30))))))
                .isTrue();
        Tidy.up(storage());
        assertThat(rows("resource", world.connection.value())).as("it has").isZero();
        assertThat(readers()).contains("follows");

        World slow = world();
        StoredResource ben = slow.user("ben");
        register("slow", behind);
        drop(slow, ben);
        Tidy.up(storage());
        assertThat(rows("resource", slow.connection.value())).isEqualTo(1);
        clock().advance(Duration.ofHours(25));
        Tidy.up(storage());
        assertThat(rows("resource", slow.connection.value())).as("people's data is not kept for long").isZero();
        assertThat(readers()).as("who would miss something has to begin anew").doesNotContain("slow");
        assertThat(isKept(behind)).as("what the connection has left lay behind it").isFalse();
        String since = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(behind, 99)).position();
        assertThat(isKept(since)).as("whoever has read of its end misses nothing").isTrue();
        storage().write(Share.HOUSE, "r", s -> s.changeReaders().remove(Optional.empty(), "follows"));
    }

    private boolean isKept(String position) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.changes().isKept(position));
    }

    private void register(String name, String position) {
        assertThat(storage().<Boolean>write(Share.HOUSE, "r", s -> s.changeReaders()
                .register(new ChangeReader(Optional.empty(), name, position,
                        clock().instant().plus(Duration.ofDays(30))))))
                .isTrue();
    }

    private List<String> readers() {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.changeReaders().of(Optional.empty()))
                .stream()
                .map(ChangeReader::name)
                .toList();
    }

    private void drop(World world, StoredResource user) {
        ChangeRecord like = world.change("gone", 0, true, user, 1);
        storage().write(Share.HOUSE, "c", s -> {
            s.changes()
                    .append(new ChangeRecord(world.connection, "gone", 0, true,
                            new Subject(Subject.CONNECTION, world.connection.value(), Optional.empty(),
                                    Optional.empty(), Optional.of("acme")),
                            "deleted", 1, like.time(), like.cause(), "[]"));
            return s.connections().delete(world.connection);
        });
    }

    @Test
    default void whatWasDroppedOfTheRecordIsKnownByItsPlace() {
        World world = world();
        StoredResource user = world.user("u");
        String before = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().end());
        for (int i = 0; i < 3; i++) {
            ChangeRecord like = world.change("c" + i, 0, true, user, 1);
            ChangeRecord change = new ChangeRecord(world.connection, "c" + i, 0, true, like.subject(), "updated", 1,
                    World.START.plusSeconds(i), like.cause(), "[]");
            storage().write(Share.of(world.connection), user.id(), s -> {
                s.changes().append(change);
                return true;
            });
        }
        List<EventId> places = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().page(before, 99))
                .changes()
                .stream()
                .map(change -> change.place().orElseThrow())
                .toList();
        Tidy.up(storage(), new Expiry(Instant.EPOCH, World.START.plusSeconds(2)));
        EventId gone = storage().read(Share.HOUSE, (ReadSession s) -> s.changes().droppedTo()).orElseThrow();
        assertThat(gone).isBetween(places.get(1), places.get(2));
        assertThat(isKept(before)).as("some of what lies behind it is gone").isFalse();
        assertThat(isKept(storage().read(Share.HOUSE, (ReadSession s) -> s.changes().end()))).isTrue();
    }
}
