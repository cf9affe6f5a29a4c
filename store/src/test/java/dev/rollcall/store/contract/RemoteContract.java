package dev.rollcall.store.contract;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetQuirk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface RemoteContract extends StorageFixture {
    SubjectKey STAFF = SubjectKey.group(OutboundWorld.ACME, "group-1");

    @Test
    default void whatIsRememberedOfASubjectIsReadAsItWasWritten() {
        OutboundWorld world = OutboundWorld.in(storage());
        RemoteRecord made = remote(world, "ada", "id-1", Optional.of("remote-1"), 7);
        put(world, made);
        assertThat(world.read((ReadSession s) -> s.remotes().find(world.stream, made.subject()))).contains(made);
        RemoteRecord changed = new RemoteRecord(world.stream, made.subject(), "id-2", Optional.of("remote-2"),
                Optional.of("W/\"2\""), Optional.of("{}"), Optional.of("hash"), OutboundWorld.event(9), true, false,
                World.START.plusSeconds(1));
        put(world, changed);
        assertThat(world.read((ReadSession s) -> s.remotes().find(world.stream, made.subject()))).contains(changed);
        assertThat(world.read((ReadSession s) -> s.remotes().ofResource(world.stream, "id-2"))).contains(changed);
        assertThat(world.read((ReadSession s) -> s.remotes().ofResource(world.stream, "id-1"))).isEmpty();
        RemoteRecord ben = remote(world, "ben", "id-3", Optional.empty(), 3);
        put(world, ben);
        assertThat(world.read((ReadSession s) -> s.remotes()
                .sentTo(world.stream, List.of(ben.subject(), made.subject(), OutboundWorld.user("nobody")))))
                .isEqualTo(Map.of(made.subject(), OutboundWorld.event(9), ben.subject(), OutboundWorld.event(3)));
        assertThat(world.read((ReadSession s) -> s.remotes().remoteIds(world.stream, List.of("id-2", "id-3", "id-4"))))
                .isEqualTo(Map.of("id-2", "remote-2"));
        RemoteRecord group = new RemoteRecord(world.stream, STAFF, "group-1", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false, World.START);
        put(world, group);
        assertThat(world.read((ReadSession s) -> s.remotes()
                .page(world.stream, SubjectKey.usersOf(OutboundWorld.ACME), changed.subject().text(), 10)))
                .containsExactly(ben);
        assertThat(world.read((ReadSession s) -> s.remotes().page(world.stream, "", "", 10))).containsExactly(group,
                changed, ben);
        assertThat(world.<Boolean>write(s -> s.remotes().forget(world.stream, ben.subject()))).isTrue();
        assertThat(world.<Boolean>write(s -> s.remotes().forget(world.stream, ben.subject()))).isFalse();
    }

    @Test
    default void whoElseIsRememberedUnderAnIdOfTheSameKind() {
        OutboundWorld world = OutboundWorld.in(storage());
        RemoteRecord ada = remote(world, "ada", "id-1", Optional.of("7"), 7);
        RemoteRecord ben = remote(world, "ben", "id-2", Optional.of("7"), 7);
        put(world, ada);
        put(world, ben);
        put(world, remote(world, "cleo", "id-3", Optional.of("8"), 7));
        put(world, new RemoteRecord(world.stream, STAFF, "group-1", Optional.of("7"), Optional.empty(),
                Optional.empty(), Optional.empty(), EventId.BEGINNING, false, false, World.START));
        assertThat(world.<List<RemoteRecord>>write(s -> {
            s.remotes().hold(world.stream, "7");
            return s.remotes().others(world.stream, ada.subject(), "7");
        })).as("groups have ids of their own").containsExactly(ben);
        assertThat(world.read((ReadSession s) -> s.remotes().others(world.stream, OutboundWorld.user("new"), "7")))
                .containsExactly(ada, ben);
        assertThat(world.read((ReadSession s) -> s.remotes().others(world.stream, STAFF, "7"))).isEmpty();
    }

    /** Groups may have them as members still, by the ids that they had. */
    @Test
    default void whoIsNotAtTheTargetAnyMoreLeavesTheIdBehind() {
        OutboundWorld world = OutboundWorld.in(storage());
        RemoteRecord ada = remote(world, "ada", "id-1", Optional.of("r-1"), 7);
        assertThat(knowsAnybody(world)).isFalse();
        put(world, ada);
        assertThat(former(world)).isEmpty();
        assertThat(holders(world)).isEqualTo(Map.of("r-1", Set.of("id-1")));
        assertThat(world.<Boolean>write(s -> s.remotes().leave(world.stream, ada.subject(), World.START))).isTrue();
        assertThat(world.<Boolean>write(s -> s.remotes().leave(world.stream, ada.subject(), World.START))).isFalse();
        assertThat(world.read((ReadSession s) -> s.remotes().find(world.stream, ada.subject()))).isEmpty();
        assertThat(former(world)).isEqualTo(Map.of("id-1", "r-1"));
        assertThat(holders(world)).isEmpty();
        assertThat(world.read((ReadSession s) -> s.remotes().formerHolders(world.stream, List.of("r-1", "r-2"))))
                .isEqualTo(Map.of("r-1", "id-1"));
        assertThat(knowsAnybody(world)).isTrue();
        OutboundWorld other = OutboundWorld.in(storage());
        assertThat(former(other)).isEmpty();
        assertThat(world.<Integer>write(s -> s.remotes().forgetFormer(world.stream, 10))).isOne();
        assertThat(knowsAnybody(world)).isFalse();
        put(world, remote(world, "ben", "id-2", Optional.empty(), 7));
        world.write(s -> s.remotes().leave(world.stream, OutboundWorld.user("ben"), World.START));
        put(world, remote(world, "cleo", "id-3", Optional.of("r-3"), 7));
        world.write(s -> s.remotes().forget(world.stream, OutboundWorld.user("cleo")));
        assertThat(former(world)).as("who was never there, and who is forgotten altogether").isEmpty();
    }

    /** A person who comes back is another resource here, and may have the same account there, or another one. */
    @Test
    default void whoHasAnotherIdOrIsAnotherResourceLeavesTheFormerOneBehind() {
        OutboundWorld world = OutboundWorld.in(storage());
        put(world, remote(world, "ada", "id-1", Optional.of("r-1"), 7));
        replace(world, remote(world, "ada", "id-1", Optional.of("r-1"), 8));
        assertThat(former(world)).isEmpty();
        replace(world, remote(world, "ada", "id-2", Optional.of("r-1"), 9));
        assertThat(former(world)).isEqualTo(Map.of("id-1", "r-1"));
        assertThat(holders(world)).isEqualTo(Map.of("r-1", Set.of("id-2")));
        replace(world, remote(world, "ada", "id-2", Optional.of("r-2"), 9));
        assertThat(former(world)).isEqualTo(Map.of("id-1", "r-1", "id-2", "r-1"));
        replace(world, remote(world, "ada", "id-2", Optional.empty(), 9));
        assertThat(former(world)).as("the last one counts").isEqualTo(Map.of("id-1", "r-1", "id-2", "r-2"));
    }

    @Test
    default void whatARunHasLearnedKeepsTheFormerId() {
        OutboundWorld world = OutboundWorld.in(storage());
        put(world, remote(world, "ada", "id-1", Optional.of("r-1"), 7));
        put(world, remote(world, "ben", "id-2", Optional.of("r-2"), 7));
        RemoteRecord back = remote(world, "ben", "id-3", Optional.of("r-2"), 9);
        for (String name : List.of("ada", "ben")) {
            SubjectKey subject = OutboundWorld.user(name);
            world.fanOut(subject, HeadIntent.UPDATE, name.equals("ada") ? 1 : 2);
            HeadResult over = world.over(world.head(subject).orElseThrow(), DeliveryState.DELIVERED, AtTarget.UNKNOWN);
            assertThat(world.finish(new HeadResult(over.stream(), over.subject(), over.leaseNo(), over.claimedTo(),
                    over.ends(), List.of(), name.equals("ada") ? Optional.empty() : Optional.of(back), true, List.of(),
                    List.of(), List.of(), over.next(), over.answer(), Optional.empty(), Optional.empty()))).isTrue();
        }
        assertThat(former(world)).isEqualTo(Map.of("id-1", "r-1", "id-2", "r-2"));
        assertThat(world.read((ReadSession s) -> s.remotes().page(world.stream, "", "", 10))).containsExactly(back);
    }

    private static boolean knowsAnybody(OutboundWorld world) {
        return world.read(s -> s.remotes().knowsAnybody(world.stream));
    }

    private static Map<String, String> former(OutboundWorld world) {
        return world.read(s -> s.remotes().formerIds(world.stream, List.of("id-1", "id-2", "id-3")));
    }

    private static Map<String, Set<String>> holders(OutboundWorld world) {
        return world.read(s -> s.remotes().holders(world.stream, List.of("r-1", "r-2")));
    }

    private static void replace(OutboundWorld world, RemoteRecord remote) {
        world.write(s -> {
            s.remotes().replace(remote);
            return true;
        });
    }

    private static RemoteRecord remote(
            OutboundWorld world, String name, String id, Optional<String> remoteId, long sentTo) {
        return new RemoteRecord(world.stream, OutboundWorld.user(name), id, remoteId, Optional.empty(),
                Optional.empty(), Optional.empty(), OutboundWorld.event(sentTo), false, true, World.START);
    }

    private static void put(OutboundWorld world, RemoteRecord remote) {
        world.write(s -> {
            s.remotes().put(remote);
            return true;
        });
    }

    @Test
    default void theNewestWordAboutAMemberCounts() {
        OutboundWorld world = OutboundWorld.in(storage());
        assertThat(add(world, delta("m1", true, 1), delta("m2", true, 1), delta("m1", false, 2))).isEqualTo(2);
        assertThat(add(world, delta("m1", true, 1))).as("an older word").isZero();
        assertThat(deltas(world)).containsExactly(delta("m1", false, 2), delta("m2", true, 1));
        assertThat(add(world, delta("m2", false, 3))).isEqualTo(1);
        assertThat(world.<Integer>write(s -> s.remotes()
                .sent(world.stream, List.of(delta("m1", false, 2), delta("m2", true, 1)))))
                .as("the second was overtaken while it was sent")
                .isEqualTo(1);
        assertThat(deltas(world)).containsExactly(delta("m2", false, 3));
        add(world, delta("m3", true, 4), delta("m4", true, 4));
        assertThat(world.<Integer>write(s -> s.remotes().dropDeltas(world.stream, STAFF, 2))).isEqualTo(2);
        assertThat(deltas(world)).containsExactly(delta("m4", true, 4));
    }

    private static MemberDelta delta(String member, boolean added, long event) {
        return new MemberDelta(STAFF, member, added, OutboundWorld.event(event), false);
    }

    private static int add(OutboundWorld world, MemberDelta... deltas) {
        return world.write(s -> s.remotes().addDeltas(world.stream, List.of(deltas)));
    }

    private static List<MemberDelta> deltas(OutboundWorld world) {
        return world.read((ReadSession s) -> s.remotes().deltas(world.stream, STAFF, 100));
    }

    @Test
    default void aMemberThatComesToTheTargetWakesTheGroupsThatWaitForIt() {
        OutboundWorld world = OutboundWorld.in(storage());
        add(world, delta("m1", true, 1), delta("m2", true, 1));
        world.fanOut(STAFF, HeadIntent.CREATE, 1);
        DeliveryHead claimed = world.head(STAFF).orElseThrow();
        assertThat(world.finish(new HeadResult(world.stream, STAFF, 0, claimed.lastEvent(),
                List.of(new DeliveryEnd(OutboundWorld.event(1),
                        DeliveryState.DELIVERED, Optional.empty(), Optional.empty(),
                        Optional.empty(), true, Duration.ZERO)),
                List.of(), Optional.empty(), false, List.of(delta("m2", true, 1)), List.of(delta("m1", true, 1)),
                List.of(), new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(World.START), Optional.empty(),
                Optional.empty()))).isTrue();
        assertThat(world.head(STAFF)).as("nothing is to be done until the member comes").isEmpty();
        assertThat(deltas(world)).isEmpty();
        assertThat(world.read((ReadSession s) -> s.remotes().waiting(world.stream, STAFF, 10)))
                .extracting(MemberDelta::memberId)
                .containsExactly("m1");

        SubjectKey member = OutboundWorld.user("m1");
        world.fanOut(member, HeadIntent.CREATE, 2);
        DeliveryHead head = world.head(member).orElseThrow();
        HeadResult arrived = new HeadResult(world.stream, member, 0, head.lastEvent(),
                world.over(head, DeliveryState.DELIVERED, AtTarget.PRESENT).ends(),
                List.of(), Optional.empty(), false, List.of(), List.of(), List.of("m1"),
                new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(World.START), Optional.empty(),
                Optional.empty());
        assertThat(world.finish(arrived)).isTrue();
        assertThat(deltas(world)).containsExactly(delta("m1", true, 1));
        assertThat(world.head(STAFF).orElseThrow().intent()).isEqualTo(HeadIntent.UPDATE);
        assertThat(world.due(World.START)).extracting(DeliveryHead::subject).containsExactly(STAFF);
    }

    /** Its result was written between the group's look for it and the group's own result: nobody would wake the group again. */
    @Test
    default void aMemberWhoIsThereByNowIsNotWaitedForUnlessTheTargetRefusesIt() {
        OutboundWorld world = OutboundWorld.in(storage());
        add(world, delta("m1", true, 1), delta("m2", true, 1));
        put(world, remote(world, "m1", "m1", Optional.of("remote-1"), 1));
        put(world, remote(world, "m2", "m2", Optional.of("remote-2"), 1));
        world.fanOut(STAFF, HeadIntent.CREATE, 1);
        DeliveryHead claimed = world.head(STAFF).orElseThrow();
        MemberDelta refused = new MemberDelta(STAFF, "m2", true, OutboundWorld.event(1), true);
        assertThat(world.finish(new HeadResult(world.stream, STAFF, 0, claimed.lastEvent(),
                List.of(new DeliveryEnd(OutboundWorld.event(1), DeliveryState.DELIVERED, Optional.empty(),
                        Optional.empty(), Optional.empty(), true, Duration.ZERO)),
                List.of(), Optional.empty(), false, List.of(), List.of(delta("m1", true, 1), refused), List.of(),
                new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(World.START), Optional.empty(),
                Optional.empty()))).isTrue();
        assertThat(deltas(world)).containsExactly(delta("m1", true, 1));
        assertThat(world.read((ReadSession s) -> s.remotes().waiting(world.stream, STAFF, 10)))
                .containsExactly(refused);
        assertThat(world.head(STAFF)).as("there is more to send").isPresent();
    }

    /** It would fail or be skipped again at once, and for ever. */
    @Test
    default void aGroupThatIsOverInVainIsNotDueForItsMembersAlone() {
        for (DeliveryState state : List.of(DeliveryState.FAILED, DeliveryState.SKIPPED)) {
            OutboundWorld world = OutboundWorld.in(storage());
            add(world, delta("m1", true, 1));
            world.fanOut(STAFF, HeadIntent.UPDATE, 1);
            world.finish(world.over(world.head(STAFF).orElseThrow(), state, AtTarget.UNKNOWN));
            assertThat(world.head(STAFF)).as(state.keyword()).isEmpty();
            assertThat(deltas(world)).as("its next event brings it").containsExactly(delta("m1", true, 1));
        }
    }

    @Test
    default void aRefusedMemberKeepsNoOtherFromComing() {
        OutboundWorld world = OutboundWorld.in(storage());
        add(world, delta("m1", true, 1), delta("m2", true, 1));
        world.fanOut(STAFF, HeadIntent.UPDATE, 1);
        HeadResult failed = world.over(world.head(STAFF).orElseThrow(), DeliveryState.FAILED, AtTarget.UNKNOWN);
        world.finish(new HeadResult(world.stream, STAFF, 0, failed.claimedTo(), failed.ends(), List.of(),
                Optional.empty(), false, List.of(),
                List.of(new MemberDelta(STAFF, "m1", true, OutboundWorld.event(1), true)), List.of(), failed.next(),
                failed.answer(), Optional.empty(), Optional.empty()));
        assertThat(deltas(world)).containsExactly(delta("m2", true, 1));
        assertThat(world.head(STAFF)).isPresent();
    }

    @Test
    default void aGroupThatIsPutRightLooksAtAllItsMembersOnce() {
        OutboundWorld world = OutboundWorld.in(storage());
        MemberDelta refused = new MemberDelta(STAFF, "m1", true, OutboundWorld.event(1), true);
        add(world, refused, delta("m2", true, 1));
        world.fanOut(STAFF, HeadIntent.UPDATE, 2);
        assertThat(deltas(world)).containsExactly(delta("m2", true, 1));
        world.fanOut(STAFF, HeadIntent.REPLACE, 3);
        assertThat(deltas(world)).containsExactly(delta("m1", true, 1), delta("m2", true, 1));
        DeliveryHead head = world.head(STAFF).orElseThrow();
        assertThat(head.intent()).isEqualTo(HeadIntent.REPLACE);
        RemoteRecord there = new RemoteRecord(world.stream, STAFF, "group-1", Optional.of("g1"), Optional.empty(),
                Optional.empty(), Optional.of("hash"), head.lastEvent(), false, true, World.START);
        assertThat(world.finish(new HeadResult(world.stream, STAFF, 0, head.lastEvent(), List.of(), List.of(),
                Optional.of(there), false, List.of(), List.of(refused), List.of(),
                new HeadNext.Again(World.START, 0, false, Optional.empty()), TargetAnswer.none(World.START),
                Optional.empty(), Optional.empty()))).isTrue();
        assertThat(world.head(STAFF).orElseThrow().intent()).as("the group itself is there")
                .isEqualTo(HeadIntent.UPDATE);
        assertThat(deltas(world)).containsExactly(delta("m2", true, 1));
    }

    /** The cause says whether a member is known not to be taken; whoever looks at all of them once more asks about that one anew. */
    @Test
    default void whyAGroupFailedIsKeptUntilItIsPutRight() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(STAFF, HeadIntent.UPDATE, 1);
        assertThat(world.finish(world.result(world.head(STAFF).orElseThrow(), List.of(),
                new HeadNext.Again(World.START, 1, true, Optional.of("member refused: 400"))))).isTrue();
        world.fanOut(STAFF, HeadIntent.UPDATE, 2);
        assertThat(world.head(STAFF).orElseThrow().cause()).contains("member refused: 400");
        world.fanOut(STAFF, HeadIntent.REPLACE, 3);
        assertThat(world.head(STAFF).orElseThrow().cause()).isEmpty();
        assertThat(world.head(STAFF).orElseThrow().doubt()).isTrue();
    }

    @Test
    default void aGroupWhoseMemberCameWhileItWasWorkedAtIsDueAgain() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(STAFF, HeadIntent.CREATE, 5);
        DeliveryHead claimed = world.head(STAFF).orElseThrow();
        world.write(s -> s.remotes()
                .addDeltas(world.stream, List.of(new MemberDelta(STAFF, "m1", true, OutboundWorld.event(3), true))));
        assertThat(world.<Integer>write(s -> s.remotes().wake(world.stream, "m1", World.START))).isEqualTo(1);
        world.finish(world.over(claimed, DeliveryState.DELIVERED, AtTarget.PRESENT));
        assertThat(world.head(STAFF)).isPresent();
    }

    @Test
    default void whatIsPeculiarOfATargetIsKnownOnce() {
        OutboundWorld world = OutboundWorld.in(storage());
        learn(world, new TargetQuirk("no-patch", "", "501", World.START));
        learn(world, new TargetQuirk("members-per-request", "100", "413", World.START));
        learn(world, new TargetQuirk("members-per-request", "50", "413 \u0000", World.START.plusSeconds(1)));
        assertThat(world.read((ReadSession s) -> s.remotes().quirks(world.stream))).containsExactly(
                new TargetQuirk("members-per-request", "50", "413 \uFFFD", World.START.plusSeconds(1)),
                new TargetQuirk("no-patch", "", "501", World.START));
        assertThat(world.<Boolean>write(s -> s.remotes().unlearn(world.stream, "no-patch"))).isTrue();
        assertThat(world.<Boolean>write(s -> s.remotes().unlearn(world.stream, "no-patch"))).isFalse();
        world.write(s -> {
            s.remotes().unlearnAll(world.stream);
            return true;
        });
        assertThat(world.read((ReadSession s) -> s.remotes().quirks(world.stream))).isEmpty();
    }

    private static void learn(OutboundWorld world, TargetQuirk quirk) {
        world.write(s -> {
            s.remotes().learn(world.stream, quirk);
            return true;
        });
    }

    /** The other node gets as long as it wants to write in between; one that waits for the first one is not waited for. */
    @Test
    default void aMemberThatComesWhileItsGroupIsToldToWaitForItWakesIt() throws InterruptedException {
        OutboundWorld world = OutboundWorld.in(storage());
        add(world, delta("m1", true, 1));
        world.fanOut(STAFF, HeadIntent.CREATE, 1);
        SubjectKey member = OutboundWorld.user("m1");
        world.fanOut(member, HeadIntent.CREATE, 2);
        HeadResult arrived = membersOf(world, world.head(member).orElseThrow(), List.of(), List.of("m1"),
                Optional.of(remote(world, "m1", "m1", Optional.of("remote-1"), 2)));
        HeadResult waits = membersOf(world, world.head(STAFF).orElseThrow(), List.of(delta("m1", true, 1)), List.of(),
                Optional.empty());
        Thread node = Thread.ofVirtual()
                .unstarted(() -> another().write(Share.OUTBOUND, "other node", s -> s.deliveries().finish(arrived)));
        storage().write(Share.OUTBOUND, "one node", s -> {
            boolean written = s.deliveries().finish(waits);
            if (node.getState() == Thread.State.NEW) {
                node.start();
                try {
                    node.join(Duration.ofMillis(300));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return written;
        });
        node.join();
        assertThat(deltas(world)).extracting(MemberDelta::memberId).containsExactly("m1");
        assertThat(world.head(STAFF)).isPresent();
    }

    private static HeadResult membersOf(
            OutboundWorld world, DeliveryHead head, List<MemberDelta> waiting, List<String> arrived,
            Optional<RemoteRecord> remote) {
        return new HeadResult(world.stream, head.subject(), 0, head.lastEvent(),
                world.over(head, DeliveryState.DELIVERED, AtTarget.PRESENT).ends(), List.of(), remote, false,
                List.of(), waiting, arrived, new HeadNext.Over(AtTarget.PRESENT), TargetAnswer.none(World.START),
                Optional.empty(), Optional.empty());
    }
}
