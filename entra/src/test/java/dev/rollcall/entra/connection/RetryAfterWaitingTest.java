package dev.rollcall.entra.connection;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.entra.bench.MovableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterWaitingTest {
    private static final ScimRequest REQUEST = new ScimRequest("GET", "/Users", List.of(), Optional.empty());

    private final Deque<ScimAnswer> answers = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong(5);
    private final List<Duration> pauses = new ArrayList<>();
    private final RetryAfterWaiting waiting = new RetryAfterWaiting(request -> answers.removeFirst(),
            new MovableClock(),
            nanos::get, time -> {
                pauses.add(time);
                nanos.addAndGet(time.toNanos());
            }, new CountDownLatch(1));

    @Test
    void theTimeThatA429NamesIsWaitedForAndTheRequestSentAgain() {
        answers(throttled("7"), throttled("2"), answer(200));

        assertThat(waiting.send(REQUEST).status()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void aDateIsWaitedForToo() {
        answers(throttled(httpDate(MovableClock.START.plusSeconds(9))), answer(204));

        assertThat(waiting.send(REQUEST).status()).isEqualTo(204);
        assertThat(pauses).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void afterThreeWaitsTheRefusalIsHandedOn() {
        answers(throttled("1"), throttled("1"), throttled("1"), throttled("1"));

        assertThat(waiting.send(REQUEST).status()).isEqualTo(429);
        assertThat(pauses).hasSize(RetryAfterWaiting.MOST_WAITS);
    }

    @Test
    void whatNamesNoTimeOrTooLongAOneIsLeftToALaterCycle() {
        for (ScimAnswer refusal : List.of(answer(429), throttled("soon"), throttled("61"), throttled("-1"))) {
            answers(refusal);
            assertThat(waiting.send(REQUEST)).isSameAs(refusal);
        }
        answers(throttled("60"), answer(200));
        assertThat(waiting.send(REQUEST).status()).isEqualTo(200);
        assertThat(pauses).containsExactly(RetryAfterWaiting.LONGEST_WAIT);
    }

    @Test
    void anInterruptedWaitEndsWithTheRefusal() {
        RetryAfterWaiting stopped = new RetryAfterWaiting(request -> throttled("5"), new MovableClock(), nanos::get,
                time -> {
                    throw new InterruptedException("stop");
                }, new CountDownLatch(1));

        assertThat(stopped.send(REQUEST).status()).isEqualTo(429);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoIsToHurryEndsTheWaitAndWaitsNoMore() throws InterruptedException {
        RetryAfterWaiting real = RetryAfterWaiting.of(request -> throttled("60"));
        AtomicLong status = new AtomicLong();
        Thread waiter = Thread.ofVirtual().start(() -> status.set(real.send(REQUEST).status()));

        real.hurry();
        waiter.join();

        assertThat(status).hasValue(429);
        assertThat(real.send(REQUEST).status()).isEqualTo(429);
    }

    @Test
    void otherStatusesAreHandedOnAtOnce() {
        answers(new ScimAnswer(503, List.of(new ScimHeader("Retry-After", "3")), new byte[0], Duration.ZERO));

        assertThat(waiting.send(REQUEST).status()).isEqualTo(503);
        assertThat(pauses).isEmpty();
    }

    private void answers(ScimAnswer... given) {
        answers.addAll(List.of(given));
    }

    private static String httpDate(java.time.Instant time) {
        return java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(java.time.ZoneOffset.UTC));
    }

    private static ScimAnswer throttled(String retryAfter) {
        return new ScimAnswer(429, List.of(new ScimHeader("Retry-After", retryAfter)), new byte[0], Duration.ZERO);
    }

    private static ScimAnswer answer(int status) {
        return new ScimAnswer(status, List.of(), new byte[0], Duration.ZERO);
    }
}
