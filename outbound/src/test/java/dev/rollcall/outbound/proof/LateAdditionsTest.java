package dev.rollcall.outbound.proof;

import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.TargetRequest;
import dev.rollcall.outbound.fault.TargetTrait;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A group at a target ends with its members and nobody else, in whatever order the target carries out what is sent of the group and of
 * its members.
 */
class LateAdditionsTest {
    private static final Predicate<TargetRequest> OF_GROUPS = request -> request.what().startsWith("PATCH /Groups");

    private static final String[] USUAL = {"'retries':0"};

    @TempDir
    Path folder;

    private Optional<ProofBench> opened = Optional.empty();
    private String ada = "";
    private String ben = "";
    private String team = "";

    @AfterEach
    void close() {
        opened.ifPresent(ProofBench::close);
    }

    private ProofBench bench() {
        return opened.orElseThrow();
    }

    /** Ada, Ben, and a team of Ben alone. */
    private void begin(String... settings) {
        opened = Optional.of(new ProofBench(folder, 3, settings));
        bench().start();
        ada = bench().house.user("ada");
        ben = bench().house.user("ben");
        team = bench().house.group("Team", ben);
        bench().drained();
        assertThat(members()).containsExactly(account("ben"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsAddedBehindTheOwnDeletionIsTakenOut(boolean answered) throws InterruptedException {
        begin(USUAL);
        Fault.Held late = Fault.held(answered);
        bench().target.times(1, OF_GROUPS, late);
        add(ada);
        await(late.reached());
        SubjectKey subject = bench().house.subject(ada);
        bench().house.delete(ada);
        bench().until("she is deleted there", () -> bench().target.users().size() == 1 && remote(subject).isEmpty());
        late.let().countDown();
        bench().drained();
        assertThat(members()).containsExactly(account("ben"));
        assertThat(bench().account().count(DeliveryState.FAILED)).isZero();
    }

    /** A target that never looks at its groups when it deletes a user: no request overtakes another one. */
    @Test
    void whoIsDeletedFirstIsTakenOutAfterwards() {
        begin(USUAL);
        bench().target.behave(TargetTrait.KEEPS_THE_GONE, true);
        add(ada);
        bench().drained();
        bench().target.always("PATCH /Groups", Fault.busy(0));
        SubjectKey subject = bench().house.subject(ada);
        bench().house.delete(ada);
        bench().until("she is deleted there", () -> bench().target.users().size() == 1 && remote(subject).isEmpty());
        assertThat(members()).hasSize(2);
        bench().target.heal();
        bench().drained();
        assertThat(members()).containsExactly(account("ben"));
    }

    /** The addition is given up, she is deleted and taken out, and only then the target carries the addition out. */
    @Test
    void whoIsAddedBehindTheRemovalIsTakenOutOnceMore() throws InterruptedException {
        begin("'timeout_ms':1500", "'retries':0");
        Fault.Held late = Fault.held(false);
        Fault.Held again = Fault.held(true);
        bench().target.times(1, OF_GROUPS, late);
        bench().target.times(1, LateAdditionsTest::removes, new Fault.OtherStatus(200));
        bench().target.times(1, LateAdditionsTest::removes, again);
        add(ada);
        await(late.reached());
        SubjectKey subject = bench().house.subject(ada);
        bench().house.delete(ada);
        bench().until("she is deleted there", () -> bench().target.users().size() == 1 && remote(subject).isEmpty());
        await(again.reached());
        late.let().countDown();
        bench().until("the target has added her", () -> members().size() == 2);
        again.let().countDown();
        bench().drained();
        assertThat(members()).containsExactly(account("ben"));
    }

    /** Her account is kept and is hers again when she comes back: what the former resource was a member of is not what the new one is. */
    @Test
    void whoComesBackIsNoMemberBecauseOfWhoSheWasBefore() {
        String back = comesBack();
        bench().target.heal();
        bench().drained();
        assertThat(back).isNotEqualTo(ada);
        assertThat(members()).containsExactly(account("ben"));
    }

    @Test
    void whoComesBackAndIsAMemberAgainStaysOne() {
        String back = comesBack();
        add(back);
        SubjectKey group = SubjectKey.group(bench().house.connection.id(), team);
        bench().until("she is owed with who she was before", () -> bench().house.storage
                .read(Share.HOUSE, session -> session.remotes().deltas(bench().stream.id(), group, 9))
                .stream()
                .anyMatch(delta -> delta.memberId().equals(back)));
        bench().target.heal();
        bench().drained();
        assertThat(members()).containsExactlyInAnyOrder(account("ada"), account("ben"));
    }

    /** She is a member, is deleted and comes back, and the target takes nothing about groups meanwhile. @return who she is now */
    private String comesBack() {
        begin("'retries':0", "'delete':'deactivate'");
        bench().house.connections.setDeletionPolicy(bench().house.connection.id(), new DeletionPolicy(30));
        add(ada);
        bench().drained();
        bench().target.always("PATCH /Groups", Fault.busy(0));
        SubjectKey subject = bench().house.subject(ada);
        bench().house.delete(ada);
        bench().until("she is not active there", () -> !active("ada"));
        String back = bench().house.user("ada");
        assertThat(bench().house.subject(back)).isEqualTo(subject);
        bench().until("she is active again", () -> active("ada")
                && remote(subject)
                        .filter(known -> known.resourceId().equals(back))
                        .isPresent());
        return back;
    }

    private static boolean removes(TargetRequest request) {
        return OF_GROUPS.test(request) && request.body().contains("\"remove\"");
    }

    private void add(String member) {
        bench().house.patchGroup(team, "{'op':'add','path':'members','value':[{'value':'" + member + "'}]}");
        bench().wake();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).as("the target was asked: %s", bench().target.asked()).isTrue();
    }

    private Optional<RemoteRecord> remote(SubjectKey subject) {
        return bench().house.storage.read(Share.HOUSE, session -> session.remotes().find(bench().stream.id(), subject));
    }

    private List<String> members() {
        return bench().target.groups()
                .getFirst()
                .path("members")
                .valueStream()
                .map(member -> member.path("value").asString())
                .toList();
    }

    private boolean active(String name) {
        return there(name).path("active").asBoolean();
    }

    private String account(String name) {
        return there(name).path("id").asString();
    }

    private ObjectNode there(String name) {
        return bench().target.users()
                .stream()
                .filter(user -> user.path("userName").asString().equals(name + "@acme.example"))
                .findFirst()
                .orElseThrow();
    }
}
