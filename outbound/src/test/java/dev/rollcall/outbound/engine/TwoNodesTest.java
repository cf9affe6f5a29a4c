package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that share one PostgreSQL. The leases that must end are a second long, all others longer than any machine could stall. */
class TwoNodesTest {
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);
    private static final Duration LONG_LEASE = Duration.ofMinutes(10);

    private final String url = SmallPostgres.newStore();
    private final Storage first = SmallPostgres.node(url);
    private final Storage second = SmallPostgres.node(url);
    private final ScriptedTarget seenByFirst = new ScriptedTarget(first);
    private final ScriptedTarget seenBySecond = new ScriptedTarget(second);
    private Engine one = engine(first, seenByFirst, "one", LONG_LEASE);
    private final Engine two = engine(second, seenBySecond, "two", LONG_LEASE);
    private final CountDownLatch stall = new CountDownLatch(1);
    private SmallDirectory house;

    @BeforeEach
    void open() {
        house = SmallDirectory.on(first, new TestTime());
    }

    @AfterEach
    void close() {
        stall.countDown();
        one.close();
        two.close();
        first.close();
        second.close();
    }

    @Test
    void theyShareTheWorkAndNobodyIsSentTwice() {
        EventStream stream = house.add(Given.scim(1));
        for (int i = 0; i < 200; i++) {
            house.user("u" + i);
        }
        until(() -> delivered(stream) == 200);
        List<SubjectKey> sent = new ArrayList<>();
        Stream.of(seenByFirst, seenBySecond)
                .flatMap(target -> target.journal().stream())
                .forEach(asked -> sent.add(asked.subject()));
        assertThat(sent).hasSize(200).doesNotHaveDuplicates();
        assertThat(seenByFirst.journal()).isNotEmpty();
        assertThat(seenBySecond.journal()).isNotEmpty();
    }

    /**
     * A node that was frozen in the midst of a run: another one takes over in doubt when the lease is over; the result that comes late writes
     * nothing, and because something was sent the subject is sent once more.
     */
    @Test
    void whatAFrozenNodeHadIsTakenOverAndItsLateResultWritesNothing() {
        leasesOfTheFirstEnd();
        EventStream stream = house.add(Given.scim(1));
        seenByFirst.answer(_ -> {
            await(stall);
            return Optional.empty();
        });
        String ada = house.user("ada");
        until(() -> seenByFirst.journal().size() == 1, one);
        // The second node alone goes on; the first one is as good as frozen.
        until(() -> delivered(stream) == 1, two);
        assertThat(seenBySecond.journal()).singleElement().satisfies(asked -> {
            assertThat(asked.doubt()).isTrue();
            assertThat(asked.intent()).isEqualTo(HeadIntent.CREATE);
        });
        house.rename(ada, "Ada");
        until(() -> delivered(stream) == 2, two);
        int before = seenBySecond.journal().size();
        stall.countDown();
        until(() -> one.tally().tooLate() == 1, one);
        // What it sent may have come last: somebody sends the state of now once more.
        until(() -> seenBySecond.journal().size() > before, two);
        until(() -> heads(stream) == 0, two);
        assertThat(Stream.of(seenByFirst, seenBySecond)
                .flatMap(target -> target.journal().stream())
                .filter(asked -> asked.intent() == HeadIntent.REPLACE))
                .singleElement()
                .satisfies(asked -> assertThat(asked.state()).contains("Ada"));
        assertThat(deliveries(stream)).extracting(StreamDelivery::state).containsOnly(DeliveryState.DELIVERED);
    }

    /** A node that dies says nothing: its heads are due when their leases end, and its place in the record is free. */
    @Test
    void anotherNodeGoesOnWhereOneHasDied() {
        leasesOfTheFirstEnd();
        EventStream stream = house.add(Given.scim(1));
        seenByFirst.answer(_ -> {
            await(stall);
            return Optional.empty();
        });
        for (int i = 0; i < 20; i++) {
            house.user("u" + i);
        }
        until(() -> !seenByFirst.journal().isEmpty(), one);
        for (int i = 20; i < 40; i++) {
            house.user("u" + i);
        }
        // No round of the first any more. The second takes the heads after a lease, and the following as well.
        until(() -> delivered(stream) == 40, two);
        assertThat(seenBySecond.users()).hasSize(40);
    }

    /** A target that asks to be left alone costs nobody else's turn: what was not begun is free for whoever comes first. */
    @Test
    void whatIsClaimedAndNotBegunIsGivenBackWithoutDoubt() {
        EventStream stream = house.add(Given.scim(1));
        seenByFirst.answer(_ -> Optional.of(new DeliveryOutcome.Later("429", Optional.of(Duration.ofHours(1)), false,
                false, Learned.nothing(), ScriptedTarget.exchange(429, "slow down"))));
        List<SubjectKey> subjects = users(30);
        until(() -> held(stream), one);
        // The leases last for minutes: they end because they are given back, once what was under way has been answered.
        until(() -> leased(stream, subjects).isEmpty(), one);
        assertThat(owed(stream, subjects)).hasSize(30).noneMatch(DeliveryHead::doubt);
        assertThat(seenByFirst.journal()).hasSizeLessThan(30);
    }

    @Test
    void aNodeThatStopsLeavesNothingLeased() {
        EventStream stream = house.add(Given.scim(1, StreamFilter.NONE, 8, Optional.of(1)));
        List<SubjectKey> subjects = users(30);
        until(() -> !seenByFirst.journal().isEmpty(), one);
        assertThat(leased(stream, subjects)).isNotEmpty();
        one.close();
        assertThat(leased(stream, subjects)).isEmpty();
        assertThat(owed(stream, subjects)).hasSizeGreaterThan(20).noneMatch(DeliveryHead::doubt);
    }

    private void leasesOfTheFirstEnd() {
        one.close();
        one = engine(first, seenByFirst, "one", SHORT_LEASE);
    }

    private List<SubjectKey> users(int number) {
        for (int i = 0; i < number; i++) {
            house.user("u" + i);
        }
        return IntStream.range(0, number).mapToObj(i -> house.subject("u" + i)).toList();
    }

    private boolean held(EventStream stream) {
        return second.read(Share.OUTBOUND, session -> session.streams().progress(stream.id()))
                .filter(progress -> progress.heldCause().isPresent())
                .isPresent();
    }

    private List<DeliveryHead> owed(EventStream stream, List<SubjectKey> subjects) {
        return second.read(Share.OUTBOUND, session -> subjects.stream()
                .flatMap(subject -> session.deliveries().head(stream.id(), subject).stream())
                .toList());
    }

    private List<DeliveryHead> leased(EventStream stream, List<SubjectKey> subjects) {
        return owed(stream, subjects).stream().filter(head -> head.node().isPresent()).toList();
    }

    private static Engine engine(Storage storage, ScriptedTarget target, String node, Duration lease) {
        return Engine.shared(storage, OutboundSettings.defaults(), target, EventJudge.none(), Clock.systemUTC(),
                System::nanoTime, new Random(node.hashCode()), node, lease);
    }

    private void until(BooleanSupplier so) {
        until(so, one, two);
    }

    private static void until(BooleanSupplier so, Engine... engines) {
        long begin = System.nanoTime();
        while (!so.getAsBoolean()) {
            for (Engine engine : engines) {
                engine.round();
            }
            if (System.nanoTime() - begin > Duration.ofMinutes(1).toNanos()) {
                throw new AssertionError("It is not so after a minute.");
            }
        }
    }

    private long delivered(EventStream stream) {
        return deliveries(stream).stream().filter(row -> row.state() == DeliveryState.DELIVERED).count();
    }

    private List<StreamDelivery> deliveries(EventStream stream) {
        return second.read(Share.OUTBOUND,
                session -> session.deliveries().page(DeliveryQuery.all(stream.id()), 1_000).deliveries());
    }

    private int heads(EventStream stream) {
        return second.read(Share.OUTBOUND, session -> session.deliveries().heads(stream.id(), 10));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
