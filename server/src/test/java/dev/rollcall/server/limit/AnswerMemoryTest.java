package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who pays when the answers that are being sent take all memory that they may. */
class AnswerMemoryTest {
    private static final Share SLOW = new Share("con_aaaaaaaaaaaaaaaa");
    private static final Share OTHER = new Share("con_bbbbbbbbbbbbbbbb");
    private static final Share THIRD = new Share("con_cccccccccccccccc");
    private static final long ALL = 100;

    private final AnswerMemory memory = new AnswerMemory(ALL, Duration.ofMinutes(1));
    private final List<String> cut = new ArrayList<>();

    @Test
    void whoKeepsMostIsRefusedMore() {
        KeptAnswer first = kept(SLOW, 60, "first");
        kept(OTHER, 30, "other");
        assertThatExceptionOfType(AnswerMemoryException.class).isThrownBy(() -> memory.keep(SLOW, 20, true));
        assertThat(cut).isEmpty();
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, 90, 1, 0));
        first.close();
        first.close();
        kept(SLOW, 60, "second");
        assertThat(memory.use().taken()).isEqualTo(90);
    }

    @Test
    void anotherConnectionGetsItsShareFromTheOldestAnswersOfTheOneThatKeepsMost() throws Exception {
        List<KeptAnswer> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(kept(SLOW, 10, "slow " + i));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<KeptAnswer> other = threads.submit(() -> memory.keep(OTHER, 20, true));
            while (memory.use().cut() < 2) {
                Thread.onSpinWait();
            }
            assertThat(memory.use().taken()).as("granted only when it is there").isEqualTo(ALL);
            slow.get(0).close();
            slow.get(1).close();
            other.get(60, TimeUnit.SECONDS);
        }
        assertThat(cut).containsExactly("slow 0", "slow 1");
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, ALL, 0, 2));
    }

    @Test
    void allThatWantMuchComeDownToEqualShares() {
        for (int i = 0; i < 10; i++) {
            closedWhenCut(SLOW);
        }
        for (int i = 0; i < 5; i++) {
            closedWhenCut(OTHER);
        }
        assertThatExceptionOfType(AnswerMemoryException.class).isThrownBy(() -> memory.keep(OTHER, 10, true));
        assertThatExceptionOfType(AnswerMemoryException.class).isThrownBy(() -> memory.keep(SLOW, 10, true));
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, ALL, 2, 5));
    }

    @Test
    void theAnswerToAChangeIsNotRefusedAndItsOwnConnectionPays() {
        KeptAnswer old = closedWhenCut(SLOW, 90);
        kept(OTHER, 10, "other");
        memory.keep(SLOW, 30, false);
        assertThat(cut).as("not the other's").isEmpty();
        assertThat(old.cut).isTrue();
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, 40, 0, 1));
    }

    @Test
    void oneThatWasCutOffBeforeItWasSentIsNotSent() {
        KeptAnswer early = memory.keep(SLOW, 90, true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> memory.keep(OTHER, 50, true));
            while (memory.use().cut() == 0) {
                Thread.onSpinWait();
            }
            early.sending(() -> cut.add("early"));
            assertThat(cut).containsExactly("early");
            early.close();
        }
        assertThat(memory.use().taken()).isEqualTo(50);
    }

    @Test
    void oneLargerThanEverythingHasItAlone() {
        KeptAnswer huge = memory.keep(SLOW, 1_000, true);
        assertThat(memory.use().taken()).isEqualTo(ALL);
        huge.close();
        assertThat(memory.use().taken()).isZero();
    }

    @Test
    void aStreamCountsItsLargestStretchAndIsCutOffWhenThatIsTooMuch() {
        AnswerMemory large = new AnswerMemory(3 * AnswerMemory.STREAM);
        KeptAnswer stream = large.keep(SLOW, AnswerMemory.STREAM, true);
        stream.sending(() -> cut.add("stream"));
        stream.stretch(1_000);
        stream.stretch(10);
        assertThat(large.use().taken()).isEqualTo(AnswerMemory.STREAM + 3_000);
        KeptAnswer other = large.keep(OTHER, AnswerMemory.STREAM, true);
        stream.stretch(AnswerMemory.STREAM);
        assertThat(cut).containsExactly("stream");
        stream.close();
        stream.stretch(5_000);
        other.close();
        assertThat(large.use().taken()).isZero();
    }

    @Test
    void oneThatKeepsNothingIsNotRefusedForOthersThatLeaveSlowly() {
        AnswerMemory impatient = new AnswerMemory(ALL, Duration.ofMillis(1));
        KeptAnswer slow = impatient.keep(SLOW, ALL, true);
        KeptAnswer other = impatient.keep(OTHER, 20, true);
        assertThat(impatient.use()).isEqualTo(new AnswerMemoryUse(ALL, ALL + 20, 0, 1));
        slow.close();
        other.close();
        assertThat(impatient.use().taken()).isZero();
    }

    @Test
    void noMoreWaitThanThereIsRoomWhenAllHaveLeftThatWereCutOff() throws Exception {
        KeptAnswer slow = kept(SLOW, ALL, "slow");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<KeptAnswer> first = threads.submit(() -> memory.keep(OTHER, 60, true));
            while (memory.use().cut() == 0) {
                Thread.onSpinWait();
            }
            assertThatExceptionOfType(AnswerMemoryException.class).isThrownBy(() -> memory.keep(OTHER, 60, true));
            assertThatExceptionOfType(AnswerMemoryException.class).isThrownBy(() -> memory.keep(THIRD, 60, true));
            assertThat(first.isDone()).as("it waits still").isFalse();
            slow.close();
            first.get(60, TimeUnit.SECONDS);
        }
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, 60, 2, 1));
    }

    @Test
    void theAnswerToAChangeWaitsAlsoWhenNothingIsLeftToBeCutOff() throws Exception {
        KeptAnswer slow = kept(SLOW, ALL, "slow");
        FutureTask<KeptAnswer> first = waiting(() -> memory.keep(OTHER, 60, true));
        FutureTask<KeptAnswer> change = waiting(() -> memory.keep(THIRD, 40, false));
        FutureTask<KeptAnswer> another = waiting(() -> memory.keep(THIRD, 40, false));
        slow.close();
        first.get(60, TimeUnit.SECONDS).close();
        change.get(60, TimeUnit.SECONDS);
        another.get(60, TimeUnit.SECONDS);
        assertThat(memory.use().refused()).isZero();
        assertThat(memory.use().taken()).isEqualTo(80);
    }

    @Test
    void aNewcomerDoesNotOvertakeOneThatWaits() throws Exception {
        KeptAnswer oldest = kept(SLOW, 50, "oldest");
        KeptAnswer younger = kept(SLOW, 40, "younger");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<KeptAnswer> first = threads.submit(() -> memory.keep(OTHER, 60, true));
            while (memory.use().cut() < 1) {
                Thread.onSpinWait();
            }
            Future<KeptAnswer> newcomer = threads.submit(() -> memory.keep(THIRD, 10, true));
            while (memory.use().cut() < 2 && !newcomer.isDone()) {
                Thread.onSpinWait();
            }
            assertThat(newcomer.isDone()).as("it fits beside what is taken, but not beside what is waited for")
                    .isFalse();
            oldest.close();
            younger.close();
            first.get(60, TimeUnit.SECONDS);
            newcomer.get(60, TimeUnit.SECONDS);
        }
        assertThat(memory.use()).isEqualTo(new AnswerMemoryUse(ALL, 70, 0, 2));
    }

    private KeptAnswer kept(Share connection, long bytes, String name) {
        KeptAnswer answer = memory.keep(connection, bytes, true);
        answer.sending(() -> cut.add(name));
        return answer;
    }

    /** One that has begun to wait. */
    private static FutureTask<KeptAnswer> waiting(Callable<KeptAnswer> keeping) {
        FutureTask<KeptAnswer> task = new FutureTask<>(keeping);
        Thread thread = Thread.ofVirtual().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private KeptAnswer closedWhenCut(Share connection) {
        return closedWhenCut(connection, 10);
    }

    private KeptAnswer closedWhenCut(Share connection, long bytes) {
        KeptAnswer answer = memory.keep(connection, bytes, true);
        answer.sending(() -> Thread.ofVirtual().start(answer::close));
        return answer;
    }
}
