package dev.rollcall.server.health;

import dev.rollcall.server.incident.IncidentLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of the service's parts, whatever they do when they are looked at. */
class ReadinessTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicLong now = new AtomicLong(7);
    private final IncidentLog log = new IncidentLog(now::get);

    @Test
    void everyPartIsSaidWithItsProblem() {
        Readiness readiness = readiness(
                LONG, part("store", Optional::empty),
                part("writer", () -> Optional.of("The disk is full. Make room.")));
        assertThat(readiness.look())
                .containsExactly(
                        new PartState("store", Optional.empty()),
                        new PartState("writer", Optional.of("The disk is full. Make room.")));
    }

    @Test
    void aPartThatHangsIsDownAndTheOthersAreSaidAsTheyAre() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Readiness readiness = readiness(
                Duration.ofMillis(1),
                part("writer", () -> {
                    looks.incrementAndGet();
                    awaitForEver(never);
                    return Optional.empty();
                }),
                part("upkeep", () -> Optional.of("It has stopped.")));
        for (int i = 0; i < 5; i++) {
            List<PartState> states = readiness.look();
            assertThat(states.getFirst().problem().orElseThrow()).contains("does not answer");
            now.addAndGet(LONG.toNanos());
        }
        assertThat(looks).as("looks under way at a time").hasValue(1);
        never.countDown();
    }

    @Test
    void aPartThatThrowsIsDown() {
        Readiness readiness = readiness(LONG, part("store", () -> {
            throw new AssertionError("test");
        }));
        assertThat(readiness.look().getFirst().problem().orElseThrow()).contains("could not be looked at");
    }

    @Test
    void whoAsksOftenDoesNotCauseMoreLooks() {
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
        Readiness readiness = readiness(LONG, part("store", () -> {
            looks.incrementAndGet();
            return problem.get();
        }));
        for (int i = 0; i < 100; i++) {
            assertThat(readiness.look().getFirst().up()).isTrue();
        }
        assertThat(looks).hasValue(1);
        problem.set(Optional.of("It is gone."));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(readiness.look().getFirst().up()).isFalse();
        assertThat(looks).hasValue(2);
    }

    private Readiness readiness(Duration patience, HealthPart... parts) {
        return new Readiness(List.of(parts), patience, Duration.ofMillis(500), log, now::get);
    }

    private static HealthPart part(String name, java.util.function.Supplier<Optional<String>> problem) {
        return new HealthPart(name, problem);
    }

    private static void awaitForEver(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
