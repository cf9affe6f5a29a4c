package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets the memory next, without threads and time. */
class LedgerTest {
    private static final Share ONE = new Share("con_aaaaaaaaaaaaaaaa");
    private static final Share OTHER = new Share("con_bbbbbbbbbbbbbbbb");
    private static final Share THIRD = new Share("con_cccccccccccccccc");
    private static final int MANY = 1_000;

    private final Ledger ledger = new Ledger(100);
    private long requests;

    @Test
    void oneConnectionGetsHalfAndTheOtherTheRest() {
        assertThat(granted(ask(ONE, 25))).isTrue();
        assertThat(granted(ask(ONE, 25))).isTrue();
        assertThat(granted(ask(ONE, 1))).isFalse();
        assertThat(granted(ask(OTHER, 50))).isTrue();
        assertThat(ledger.taken()).isEqualTo(100);
    }

    @Test
    void aSingleBodyMayTakeAll() {
        Hold all = ask(ONE, 100);
        assertThat(granted(all)).isTrue();
        Hold next = ask(ONE, 1);
        Hold others = ask(OTHER, 1);
        assertThat(granted(next) || granted(others)).isFalse();
        ledger.release(all);
        assertThat(granted(next) && granted(others)).isTrue();
    }

    @Test
    void aConnectionThatWaitsGetsItsTurnBeforeTheSecondOfAnother() {
        Hold running = ask(THIRD, 100);
        Hold first = ask(ONE, 20);
        Hold second = ask(ONE, 20);
        Hold bystander = ask(OTHER, 75);
        ledger.release(running);
        assertThat(granted(first) && granted(bystander)).isTrue();
        assertThat(granted(second)).isFalse();
        ledger.release(first);
        assertThat(granted(second)).isTrue();
    }

    @Test
    void whoNeedsMuchIsNotOvertakenForEverByThoseWhoNeedLittle() {
        Hold running = ask(ONE, 50);
        Hold large = ask(OTHER, 90);
        List<Hold> little = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            little.add(ask(THIRD, 5));
        }
        assertThat(little).noneMatch(LedgerTest::granted);
        ledger.release(running);
        assertThat(granted(large)).isTrue();
        assertThat(little).filteredOn(LedgerTest::granted).hasSize(2);
    }

    @Test
    void theLimitOfOneConnectionDoesNotHoldUpAnother() {
        ask(ONE, 50);
        Hold waits = ask(ONE, 10);
        assertThat(granted(ask(OTHER, 10))).isTrue();
        assertThat(granted(waits)).isFalse();
    }

    @Test
    void aSlowSenderHoldsFromOthersOnlyWhatItHasSent() {
        Hold slow = open(ONE);
        ledger.ask(slow, 1, 50, MANY);
        assertThat(granted(ask(ONE, 10))).isFalse();
        assertThat(granted(ask(OTHER, 49))).isTrue();
        assertThat(granted(ask(THIRD, 50))).isTrue();
    }

    @Test
    void whoHoldsSomethingGoesOnWhileAnotherWaitsForMuch() {
        Hold arriving = ask(ONE, 10);
        Hold large = ask(OTHER, 95);
        ledger.ask(arriving, 20, 20, MANY);
        assertThat(granted(arriving)).isTrue();
        assertThat(granted(large)).isFalse();
        ledger.release(arriving);
        assertThat(granted(large)).isTrue();
    }

    @Test
    void whenAllThatHoldWaitOneOfTheConnectionThatHoldsMostIsRefused() {
        Hold oldest = ask(ONE, 20);
        Hold middle = ask(ONE, 20);
        Hold youngest = ask(OTHER, 30);
        Hold small = ask(THIRD, 30);
        for (Hold hold : List.of(small, oldest, youngest, middle)) {
            assertThat(hold.shed).isFalse();
            ledger.ask(hold, 90, 90, MANY);
        }
        assertThat(middle.shed).isTrue();
        assertThat(List.of(oldest, youngest, small)).allMatch(hold -> hold.waits() && !hold.shed);
        ledger.release(middle);
        assertThat(List.of(oldest, youngest, small)).filteredOn(hold -> hold.shed).hasSize(1);
    }

    @Test
    void noMoreWaitThanMay() {
        ask(ONE, 100);
        assertThat(ledger.ask(open(OTHER), 10, 10, 2)).isTrue();
        assertThat(ledger.ask(open(OTHER), 10, 10, 2)).isTrue();
        assertThat(ledger.ask(open(OTHER), 10, 10, 2)).isFalse();
        assertThat(ledger.ask(open(THIRD), 10, 10, 2)).isTrue();
        assertThat(ledger.waiting()).isEqualTo(3);
    }

    /** Its time is up, or it is interrupted, in the very moment in which its turn comes. */
    @Test
    void whoGivesUpAfterItsTurnHasComeKeepsItUntilItIsReleased() {
        Hold running = ask(ONE, 100);
        Hold late = ask(OTHER, 60);
        ledger.release(running);
        ledger.withdraw(late);
        assertThat(granted(late)).isTrue();
        assertThat(ledger.waiting()).isZero();
        assertThat(granted(ask(THIRD, 50))).isFalse();
        ledger.release(late);
        assertThat(ledger.waiting()).isZero();
        assertThat(ledger.taken()).isEqualTo(50);
    }

    @Test
    void whoGivesUpLetsTheNextOneIn() {
        ask(ONE, 40);
        Hold large = ask(OTHER, 100);
        Hold little = ask(THIRD, 10);
        assertThat(granted(little)).isFalse();
        ledger.withdraw(large);
        assertThat(granted(little)).isTrue();
        ledger.release(large);
        assertThat(ledger.taken()).isEqualTo(50);
    }

    /** Requests of all sizes that reserve in steps, give up and fail: all end, within the bounds, and nothing is left. */
    @RepeatedTest(50)
    void everybodyEndsAndNothingLeaks(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Hold> open = new ArrayList<>();
        Map<Hold, Integer> stepsLeft = new HashMap<>();
        int toCome = 400;
        int steps = 0;
        while (toCome > 0 || !open.isEmpty()) {
            assertThat(++steps).as("steps").isLessThan(40_000);
            if (toCome > 0 && random.nextInt(3) == 0) {
                toCome--;
                Hold hold = open(List.of(ONE, OTHER, THIRD).get(random.nextInt(3)));
                open.add(hold);
                stepsLeft.put(hold, 1 + random.nextInt(3));
                ledger.ask(hold, 1 + random.nextInt(10), 1 + random.nextInt(60), MANY);
            } else {
                step(open, stepsLeft, random);
            }
            assertThat(ledger.taken()).isEqualTo(open.stream().mapToLong(hold -> hold.bytes).sum()).isBetween(0L, 100L);
            assertThat(ledger.waiting()).isEqualTo(open.stream().filter(Hold::waits).count());
        }
        assertThat(ledger.taken()).isZero();
        assertThat(granted(ask(ONE, 100))).as("all is there again").isTrue();
    }

    private void step(List<Hold> open, Map<Hold, Integer> stepsLeft, Random random) {
        List<Hold> running = open.stream().filter(hold -> !hold.waits()).toList();
        assertThat(running.isEmpty() && !open.isEmpty()).as("all wait").isFalse();
        if (running.isEmpty()) {
            return;
        }
        Hold hold = running.get(random.nextInt(running.size()));
        int left = stepsLeft.merge(hold, -1, Integer::sum);
        if (hold.shed || left <= 0 || random.nextInt(20) == 0) {
            open.remove(hold);
            ledger.release(hold);
        } else {
            long bytes = Math.min(100, hold.bytes + random.nextInt(60));
            ledger.ask(hold, Math.max(1, bytes), Math.max(1, bytes), MANY);
        }
    }

    private Hold open(Share connection) {
        return new Hold(connection, requests++, Presence.ASSUMED);
    }

    private Hold ask(Share connection, long bytes) {
        Hold hold = open(connection);
        ledger.ask(hold, bytes, bytes, MANY);
        return hold;
    }

    private static boolean granted(Hold hold) {
        return !hold.waits() && !hold.shed && hold.bytes > 0;
    }
}
