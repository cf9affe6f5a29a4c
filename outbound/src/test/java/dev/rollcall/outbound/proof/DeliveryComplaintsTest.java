package dev.rollcall.outbound.proof;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.fault.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users of other delivery engines complain of does not happen here. The three complaints about stores, the ninth, the tenth and
 * the thirteenth, are in {@link StoreComplaintsTest}.
 */
class DeliveryComplaintsTest {
    @TempDir
    Path folder;

    private ProofBench bench;

    @BeforeEach
    void open() {
        bench = new ProofBench(folder, 5, "'retries':0");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void c01_whatIsQueuedIsThereAfterARestart() {
        bench.target.always("", Fault.status(503));
        bench.start();
        String ada = bench.house.user("ada");
        bench.until("it was tried", () -> !bench.target.journal().isEmpty());
        bench.restart();
        bench.target.heal();
        bench.drained();
        assertThat(bench.target.user(bench.house.userId(ada))).isPresent();
    }

    @Test
    void c02_aDeletedStreamEndsItsDeliveriesAndNobodyElses() {
        bench.target.always("", Fault.status(503));
        EventStream other = bench.house.scimStream(bench.target);
        bench.start();
        bench.house.user("ada");
        bench.until("it was tried", () -> !bench.target.journal().isEmpty());
        boolean removed = bench.house.storage
                .write(Share.HOUSE, "remove", session -> session.streams().remove(other.id()));
        assertThat(removed).isTrue();
        bench.target.heal();
        bench.drained();
        assertThat(bench.problem()).isEmpty();
    }

    @Test
    void c03_aPausedStreamKeepsWhatHappensAndDeliversItWhenItIsResumed() {
        // Before the start, because an engine that has just looked goes by that for a moment.
        bench.state(StreamState.paused("Somebody is working at the target.", bench.house.clock.instant()));
        bench.start();
        String ada = bench.house.user("ada");
        bench.house.patch(ada, "{'op':'replace','path':'displayName','value':'1'}");
        bench.wake();
        assertThat(bench.target.journal()).isEmpty();
        bench.state(StreamState.enabled(bench.house.clock.instant()));
        bench.drained();
        assertThat(bench.target.user(bench.house.userId(ada)).orElseThrow().path("displayName").asString())
                .isEqualTo("1");
        assertThat(bench.account().events()).isEqualTo(2);
    }

    @Test
    void c04_whatIsKnownOfASickTargetOutlivesTheProcess() {
        bench.target.always("", Fault.status(500));
        bench.start();
        for (int i = 0; i < 8; i++) {
            bench.house.user("u" + i);
        }
        bench.until("the target is known to be sick", () -> progress().failures() >= 5);
        assertThat(progress().failingSince()).isPresent();
        bench.stop();
        long before = progress().failures();
        bench.restart();
        bench.until("a probe was answered", () -> progress().failures() != before);
        assertThat(progress().failures()).as("counted on, not begun anew").isGreaterThan(before);
    }

    @Test
    void c05_aNameThatCannotBeResolvedIsNoFinalFailure() {
        EventStream stream = bench.house.stream(
                "{'type':'scim','configuration':{'base_url':'http://nowhere.invalid/scim/v2',"
                        + "'authorization':{'method':'bearer','token':'t'},'timeout_ms':300,'retries':0}}",
                StreamFilter.NONE,
                ProofBench.QUICK);
        bench.start();
        bench.house.user("ada");
        bench.until("it was tried", () -> bench.house.storage.read(Share.HOUSE,
                session -> session.streams().progress(stream.id()).orElseThrow().failures()) > 0);
        Accounting account = Accounting.of(bench.house.storage, stream, bench.begin);
        assertThat(account.count(DeliveryState.PENDING)).isOne();
        assertThat(account.count(DeliveryState.FAILED)).isZero();
    }

    @Test
    void c06_theOrderOfASubjectIsKeptWhateverFails() {
        bench.target.chance(3, 0.4, Fault.status(500), Fault.commitThenReset());
        Life life = new Life(bench.house, 9);
        bench.start();
        life.goesOn(40);
        bench.until("something was tried", () -> bench.target.journal().size() > 5);
        bench.target.heal();
        bench.drained();
        bench.inOrder(life);
        bench.equal(life);
    }

    @Test
    void c07_nothingStaysInAStateWithoutAWayOut() {
        bench.close();
        bench = new ProofBench(folder.resolve("impatient"), 5, "'timeout_ms':300,'retries':0");
        bench.target.next("POST /Users", Fault.commitThenStall());
        bench.start();
        String ada = bench.house.user("ada");
        bench.until("it is under way", () -> bench.target.asked().contains("POST /Users"));
        bench.restart();
        bench.drained();
        assertThat(bench.target.users()).hasSize(1);
        assertThat(bench.target.user(bench.house.userId(ada))).isPresent();
    }

    @Test
    void c08_whatWasFannedOutBeforeIsNotSentTwiceWhenItIsFannedOutAgain() {
        bench.start();
        new Life(bench.house, 4).goesOn(20);
        bench.drained();
        int asked = bench.target.journal().size();
        boolean back = bench.house.storage
                .write(Share.HOUSE, "back", session -> session.streams().moveTo(bench.stream.id(), bench.begin));
        assertThat(back).isTrue();
        String eve = bench.house.user("eve");
        bench.drained();
        assertThat(bench.target.user(bench.house.userId(eve))).isPresent();
        // Looked at once more, at most, where nothing is remembered because they are gone.
        assertThat(bench.target.journal().stream().skip(asked).map(line -> line.request().what()))
                .filteredOn(what -> what.startsWith("POST") || what.startsWith("PUT") || what.startsWith("DELETE"))
                .containsExactly("POST /Users");
    }

    @Test
    void c11_whatIsSentIsTheNewestStateAndNoEventIsPassedOver() {
        String ada = bench.house.user("ada");
        for (int i = 0; i < 20; i++) {
            bench.house.patch(ada, "{'op':'replace','path':'displayName','value':'" + i + "'}");
        }
        bench.start();
        bench.drained();
        assertThat(bench.account().events()).isEqualTo(21);
        assertThat(bench.account().missing()).isEmpty();
        assertThat(bench.target.asked()).filteredOn(what -> !what.contains("Config")).containsExactly("POST /Users");
        assertThat(bench.target.user(bench.house.userId(ada)).orElseThrow().path("displayName").asString())
                .isEqualTo("19");
    }

    @Test
    void c12_retryAfterHoldsTheWholeTargetAndCountsAsNoTry() {
        bench.target.next("POST /Users", Fault.busy(3_600));
        bench.house.user("ada");
        bench.start();
        bench.until("the target is held", () -> progress().heldUntil().isAfter(bench.house.clock.instant()));
        int asked = bench.target.journal().size();
        for (int i = 0; i < 5; i++) {
            bench.house.user("u" + i);
            bench.wake();
        }
        bench.until("they are fanned out", () -> bench.account().count(DeliveryState.PENDING) == 6);
        assertThat(bench.target.journal()).as("nobody is sent meanwhile").hasSize(asked);
        assertThat(bench.tries()).as("of the one that was refused").isZero();
    }

    @Test
    @Tag("long")
    void c14_nothingIsSwitchedOffByACount() {
        bench.target.always("", Fault.status(500));
        bench.start();
        bench.house.user("ada");
        bench.until("it has failed often", () -> bench.target.journal().size() > 12);
        assertThat(bench.house.storage.read(Share.HOUSE, session -> session.streams().find(bench.stream.id()))
                .orElseThrow()
                .state()
                .isEnabled()).isTrue();
        bench.target.heal();
        bench.drained();
        assertThat(bench.target.users()).hasSize(1);
        assertThat(progress().failures()).isZero();
    }

    private StreamProgress progress() {
        return bench.house.storage.read(Share.HOUSE, session -> session.streams().progress(bench.stream.id()))
                .orElseThrow();
    }
}
