package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MappingsInForceTest {
    private static final ConnectionId CONNECTION = ConnectionId.parse("con_0123456789abcdef").orElseThrow();
    private static final Strategy STRATEGY = Strategy.ofKeyword("waad").orElseThrow();
    private static final String ROWS = "[{\"scim\":\"title\",\"auth0\":\"name\"}]";

    private final MappingsInForce mappings = new MappingsInForce(MappingLimits.defaults(), 16 << 20);

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoAsksAtTheSameTimeGetsTheOneMappingThatIsMade() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Supplier<String> rows = () -> {
            asked.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ROWS;
        };
        List<FutureTask<Mapping>> results = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Mapping> result = new FutureTask<>(() -> mappings.of(CONNECTION, STRATEGY, 1, rows));
            results.add(result);
            threads.add(Thread.ofPlatform().daemon().start(result));
        }
        // Each of them is at its end: it waits for the rows, or for whoever asked first.
        while (threads.stream().anyMatch(MappingsInForceTest::isOnItsWay)) {
            Thread.onSpinWait();
        }
        go.countDown();
        List<Mapping> made = new ArrayList<>();
        for (FutureTask<Mapping> result : results) {
            made.add(result.get());
        }
        assertThat(asked).hasValue(1);
        assertThat(made).allMatch(mapping -> mapping == made.getFirst());
    }

    private static boolean isOnItsWay(Thread thread) {
        return thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.BLOCKED;
    }

    @Test
    void aVersionIsReadOnceAndAnotherOneIsAnother() {
        Mapping first = mappings.of(CONNECTION, STRATEGY, 1, () -> ROWS);
        assertThat(mappings.of(CONNECTION, STRATEGY, 1, () -> "[]")).isSameAs(first);
        assertThat(mappings.of(CONNECTION, STRATEGY, 2, () -> "[]").rows()).isEmpty();
    }

    @Test
    void whatCouldNotBeReadIsReadAgain() {
        assertThatThrownBy(() -> mappings.of(CONNECTION, STRATEGY, 1, () -> {
            throw new IllegalStateException("The store is away");
        })).hasMessageContaining("away");
        assertThat(mappings.of(CONNECTION, STRATEGY, 1, () -> ROWS).rows()).hasSize(1);
    }

    @Test
    void manyVersionsOfOneConnectionAndManyLargeOnesPushOutNoneOfAConnectionThatHasASmallOne() {
        long most = 1 << 20;
        MappingsInForce narrow = new MappingsInForce(MappingLimits.defaults(), most);
        Mapping its = narrow.of(CONNECTION, STRATEGY, 1, () -> ROWS);
        Mapping first = narrow.of(connection(1), STRATEGY, 1, () -> ROWS);
        for (int i = 2; i < 600; i++) {
            assertThat(narrow.of(connection(1), STRATEGY, i, () -> ROWS).rows()).hasSize(1);
            assertThat(narrow.bytes()).isBetween(1L, most);
        }
        assertThat(narrow.of(connection(1), STRATEGY, 1, () -> ROWS)).as("longest not asked for").isNotSameAs(first);
        for (int i = 2; i < 20; i++) {
            String rows = " ".repeat(8_000) + ROWS;
            assertThat(narrow.of(connection(i), STRATEGY, 1, () -> rows).rows()).hasSize(1);
            assertThat(narrow.bytes()).isBetween(1L, most);
        }
        assertThat(narrow.of(CONNECTION, STRATEGY, 1, () -> "[]")).isSameAs(its);
    }

    @Test
    void whatCouldNotBeReadTakesNothing() {
        MappingsInForce fresh = new MappingsInForce(MappingLimits.defaults(), 16 << 20);
        for (int i = 0; i < 10; i++) {
            int version = i + 1;
            assertThatThrownBy(() -> fresh.of(CONNECTION, STRATEGY, version, () -> {
                throw new IllegalStateException("The store is away");
            })).hasMessageContaining("away");
        }
        assertThat(fresh.bytes()).isZero();
    }

    private static ConnectionId connection(int number) {
        return new ConnectionId(String.format(Locale.ROOT, "con_%016d", number));
    }
}
