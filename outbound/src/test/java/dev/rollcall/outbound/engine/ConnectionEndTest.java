package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Learned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Everybody of a connection that is deleted goes at the target, however many they are and whatever is under way. */
class ConnectionEndTest {
    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();
    private EngineHouse house;

    @BeforeEach
    void open() {
        house = new EngineHouse(folder, time);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Nobody tells of each of them: they are found by what is remembered of the target, and go as far as there is room. */
    @Test
    void whoGoesWithAConnectionIsDeletedAtTheTarget() {
        EventStream stream = house.house.add(Given.scim(1));
        for (int i = 0; i < 30; i++) {
            house.house.user("u" + i);
        }
        house.settle();
        assertThat(house.target.users()).hasSize(30);
        house.house.user("last");
        house.house.deleteConnection();
        house.settle();
        assertThat(house.target.users()).isEmpty();
        assertThat(house.states(stream)).doesNotContain(DeliveryState.PENDING, DeliveryState.FAILED);
        assertThat(house.deliveries(stream).stream().filter(row -> row.type() == EventType.USER_DELETED))
                .hasSizeBetween(30, 31);
    }

    /** Nobody else would ever delete it: there is no event of the user, and nothing was remembered of the target yet. */
    @Test
    void anAccountThatIsMadeWhileItsConnectionIsDeletedGoesToo() {
        EventStream stream = house.house.add(Given.scim(1));
        CountDownLatch deleted = new CountDownLatch(1);
        house.target.answer(_ -> {
            await(deleted);
            return Optional.of(made(stream));
        });
        house.house.user("ada");
        house.until(() -> house.target.journal().size() == 1);
        house.house.deleteConnection();
        house.engine.follow();
        deleted.countDown();
        house.settle();
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::intent)
                .containsExactly(HeadIntent.CREATE, HeadIntent.DELETE);
        assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
        assertThat(house.head(stream, subject("ada"))).isEmpty();
    }

    /** What leaves the heads while the connection is gone through is remembered by the same write. */
    @Test
    void whoIsMadeBetweenTwoPagesOfTheEndIsMetAllTheSame() {
        EventStream stream = house.house.add(Given.scim(1));
        house.house.user("bob");
        house.settle();
        house.target.answer(_ -> Optional.of(ScriptedTarget.later(429, false)));
        house.house.user("ada");
        house.settle();
        assertThat(house.head(stream, subject("ada"))).isPresent();
        ConnectionEnd end = new ConnectionEnd(stream, end(), TestTime.START);
        List<SubjectKey> met = new ArrayList<>();
        page(end, met);
        house.target.answer(_ -> Optional.empty());
        house.pass(Duration.ofHours(1));
        assertThat(house.head(stream, subject("ada"))).isEmpty();
        while (page(end, met)) {
            assertThat(met).hasSizeLessThan(5);
        }
        assertThat(met).contains(subject("ada"), subject("bob"));
    }

    /** External ids are the customer's choice; numbers that follow one upon the other would each be looked for behind all others. */
    @Test
    void namesThatAreMadeToFallTogetherAreScattered() {
        EventStream stream = house.house.add(Given.scim(1));
        int names = 64;
        house.house.storage().write(Share.OUTBOUND, "remotes", session -> {
            for (int i = 0; i < names; i++) {
                String bits = "%6s".formatted(Integer.toBinaryString(i)).replace(' ', '0');
                RemoteRecord one = remote(stream, subject(bits.replace("0", "Aa").replace("1", "BB")), "r-" + i);
                session.remotes().put(one);
            }
            return names;
        });
        ConnectionEnd end = new ConnectionEnd(stream, end(), TestTime.START);
        List<Integer> numbers = house.house.storage()
                .read(Share.OUTBOUND, session -> end.next(session, names))
                .orElseThrow()
                .deliveries()
                .stream()
                .map(delivery -> delivery.event().index())
                .sorted()
                .toList();
        assertThat(numbers).hasSize(names);
        assertThat(numbers.getLast() - numbers.getFirst()).isGreaterThan(10 * names);
    }

    private boolean page(ConnectionEnd end, List<SubjectKey> met) {
        Optional<FanOut> found = house.house.storage().read(Share.OUTBOUND, session -> end.next(session, 1));
        found.ifPresent(some -> some.deliveries().forEach(delivery -> met.add(delivery.subject())));
        return found.isPresent();
    }

    private ChangeRecord end() {
        return new ChangeRecord(house.house.connection().id(), "c", 0, true,
                new Subject(Subject.CONNECTION, "", Optional.empty(), Optional.empty(), Optional.empty()), "deleted",
                1, TestTime.START, new Cause(Actor.UPKEEP, Optional.empty()), "[]", OptionalInt.empty(),
                Optional.of(EventId.ofPart(0, 1_000_000, 0)), ChangeImage.NONE);
    }

    private static RemoteRecord remote(EventStream stream, SubjectKey subject, String id) {
        return new RemoteRecord(stream.id(), subject, "id", Optional.of(id), Optional.empty(), Optional.empty(),
                Optional.empty(), EventId.BEGINNING, false, true, TestTime.START);
    }

    private DeliveryOutcome made(EventStream stream) {
        return house.target.journal().size() > 1
                ? DeliveryOutcome.Done.of(Learned.gone(), ScriptedTarget.exchange(204, ""))
                : DeliveryOutcome.Done.of(Learned.remote(remote(stream, subject("ada"), "r-1")),
                        ScriptedTarget.exchange(201, ""));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SubjectKey subject(String name) {
        return house.house.subject(name);
    }
}
