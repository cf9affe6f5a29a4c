package dev.rollcall.store.write;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.fair.Turn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(30)
class WorkQueueTest {
    private static final Share SHARE = new Share("s");

    @Test
    void whoGetsNoTurnInTimeIsToldThatNothingHappened() {
        WorkQueue<String> queue = queue(Duration.ofMillis(20));
        StorageException failure = catchThrowableOfType(StorageException.class, () -> queue.run(SHARE, s -> s));
        assertThat(failure.kind()).isEqualTo(StorageException.Kind.OVERLOADED);
        assertThat(failure).hasMessageContaining("connection s")
                .hasMessageContaining("nothing was changed")
                .hasMessageContaining("again in a few seconds");
        assertThat(queue.waiting()).isZero();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void whoHasATurnWaitsForItsEndHoweverLongItTakes() {
        WorkQueue<String> queue = queue(Duration.ofSeconds(2));
        CompletableFuture<String> caller = CompletableFuture.supplyAsync(() -> queue.run(SHARE, s -> s + "!"),
                Thread::startVirtualThread);
        Turn<Pending<String, ?>> turn = queue.take();
        assertThat(turn).isNotNull();
        assertThat(turn.work().awaitAnswer(Duration.ofMillis(2_200))).isFalse();
        assertThat(caller).isNotDone();
        turn.work().run("done");
        turn.work().confirm();
        turn.work().answer();
        assertThat(caller.join()).isEqualTo("done!");
    }

    @Test
    void whatWasAnsweredWithoutAWordIsOfUnknownOutcome() {
        Pending<String, String> work = new Pending<>(s -> s);
        work.run("ran, but nobody knows whether it is in force");
        work.answer();
        assertThat(catchThrowableOfType(StorageException.class, work::await).kind())
                .isEqualTo(StorageException.Kind.OUTCOME_UNKNOWN);
    }

    private static WorkQueue<String> queue(Duration patience) {
        return new WorkQueue<>(StoreOptions.defaults().withBusyTimeout(patience), 10);
    }
}
