package dev.rollcall.store.contract;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetHold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface ClaimContract extends StorageFixture {
    Duration LEASE = Duration.ofMinutes(1);
    Duration OVER = Duration.ofMinutes(-1);

    @Test
    default void twoNodesNeverHoldOneHead() throws InterruptedException {
        OutboundWorld one = OutboundWorld.in(storage());
        int subjects = 60;
        for (int i = 0; i < subjects; i++) {
            one.fanOut(OutboundWorld.user("u" + i), HeadIntent.UPDATE, i + 1);
        }
        List<SubjectKey> claimed = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (String node : List.of("node-1", "node-2", "node-3")) {
            threads.add(Thread.ofVirtual().start(() -> {
                var through = node.equals("node-2") ? another() : storage();
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                List<DeliveryHead> heads;
                do {
                    heads = through.write(Share.OUTBOUND, "claim " + node,
                            s -> s.deliveries().claim(one.stream, node, 7, LEASE, Set.of()));
                    heads.forEach(head -> claimed.add(head.subject()));
                } while (!heads.isEmpty());
            }));
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(claimed).hasSize(subjects).doesNotHaveDuplicates();
    }

    @Test
    default void aResultWithAnOldNumberWritesNothing() {
        OutboundWorld world = OutboundWorld.in(storage());
        SubjectKey ada = OutboundWorld.user("ada");
        world.fanOut(ada, HeadIntent.CREATE, 1);
        DeliveryHead frozen = world.claim("node-1", 10, OVER).getFirst();
        assertThat(frozen.doubt()).isFalse();
        DeliveryHead taken = world.claim("node-2", 10, LEASE).getFirst();
        assertThat(taken.leaseNo()).isEqualTo(frozen.leaseNo() + 1);
        assertThat(taken.node()).contains("node-2");
        assertThat(taken.doubt()).as("the other one may have sent it").isTrue();
        assertThat(world.claim("node-3", 10, LEASE)).as("the lease lasts").isEmpty();
        assertThat(world.finish(world.over(frozen, DeliveryState.FAILED, AtTarget.UNKNOWN))).isFalse();
        assertThat(world.<Boolean>write(s -> s.deliveries().renew(world.stream, ada, frozen.leaseNo(), LEASE)))
                .isFalse();
        assertThat(world.state(1)).isEqualTo(DeliveryState.PENDING);
        assertThat(world
                .read((ReadSession s) -> s.deliveries().tallies(world.stream, World.START, World.START.plusSeconds(1))))
                .isEmpty();
        assertThat(world.<Boolean>write(s -> s.deliveries().renew(world.stream, ada, taken.leaseNo(), LEASE)))
                .isTrue();
        assertThat(world.finish(world.over(taken, DeliveryState.DELIVERED, AtTarget.PRESENT))).isTrue();
        assertThat(world.state(1)).isEqualTo(DeliveryState.DELIVERED);
    }

    /** The result of a run that has outlived its lease is in time as long as nobody else has claimed. */
    @Test
    default void aNodeDoesNotTakeFromItselfWhatItWorksAt() {
        OutboundWorld world = OutboundWorld.in(storage());
        SubjectKey ada = OutboundWorld.user("ada");
        SubjectKey ben = OutboundWorld.user("ben \"x\" \ud83d\ude00");
        world.fanOut(ada, HeadIntent.CREATE, 1);
        world.fanOut(ben, HeadIntent.CREATE, 2);
        DeliveryHead claimed = world.claim("node-1", 10, OVER, ben).getFirst();
        assertThat(world.claim("node-1", 10, LEASE, ada)).extracting(DeliveryHead::subject).containsExactly(ben);
        assertThat(world.finish(world.over(claimed, DeliveryState.DELIVERED, AtTarget.PRESENT))).isTrue();
    }

    @Test
    default void whoGivesAHeadBackLeavesNoDoubt() {
        OutboundWorld world = OutboundWorld.in(storage());
        world.fanOut(OutboundWorld.user("ada"), HeadIntent.CREATE, 1);
        DeliveryHead claimed = world.claim("node-1", 10, LEASE).getFirst();
        assertThat(world.finish(world.result(claimed, List.of(),
                new HeadNext.Again(Instant.EPOCH, 0, false, Optional.empty())))).isTrue();
        DeliveryHead taken = world.claim("node-2", 10, LEASE).getFirst();
        assertThat(taken.doubt()).isFalse();
    }

    @Test
    default void nothingIsTakenOfAStreamThatIsPausedOrHeldButWhatASyncNeeds() {
        OutboundWorld world = OutboundWorld.in(storage());
        SubjectKey ada = OutboundWorld.user("ada");
        world.fanOut(ada, HeadIntent.UPDATE, 1);
        SubjectKey synced = OutboundWorld.user("synced");
        world.write(s -> s.deliveries()
                .fanOut(world.stream, List.of(), List.of(DeliveryHead.due(world.stream, synced, HeadIntent.REPLACE,
                        OutboundWorld.event(2), HeadOrigin.SYNC, World.START)), List.of()));
        state(world, StreamState.paused("", World.START));
        assertThat(world.claim("node-1", 10, LEASE)).isEmpty();
        state(world, StreamState.needsSync("", World.START));
        assertThat(world.claim("node-1", 10, LEASE)).extracting(DeliveryHead::subject).containsExactly(synced);
        state(world, StreamState.enabled(World.START));
        Instant future = world.read((ReadSession s) -> s.streams().now()).plusSeconds(3_600);
        world.write(s -> {
            s.streams().hold(world.stream, new TargetHold(future, "Retry-After"));
            return true;
        });
        assertThat(world.claim("node-1", 10, LEASE)).isEmpty();
        assertThat(world.<Boolean>write(s -> s.streams().probeNow(world.stream))).isTrue();
        assertThat(world.claim("node-1", 10, LEASE)).extracting(DeliveryHead::subject).containsExactly(ada);
    }

    /** Whichever of the two asks for a subject first. */
    @Test
    default void whatASyncNeedsIsTakenThoughEventsOweItToo() {
        OutboundWorld world = OutboundWorld.in(storage());
        List<SubjectKey> synced = List.of(OutboundWorld.user("x"), OutboundWorld.user("y"));
        for (int i = 1; i <= 5; i++) {
            world.fanOut(OutboundWorld.user("a" + i), HeadIntent.UPDATE, i);
        }
        world.fanOut(synced.getFirst(), HeadIntent.UPDATE, 6);
        world.write(s -> s.deliveries()
                .fanOut(world.stream, List.of(), synced.stream()
                        .map(subject -> DeliveryHead.due(world.stream, subject, HeadIntent.REPLACE,
                                OutboundWorld.event(7), HeadOrigin.SYNC, World.START))
                        .toList(), List.of()));
        world.fanOut(synced.getLast(), HeadIntent.UPDATE, 8);
        state(world, StreamState.needsSync("", World.START));
        assertThat(world.read((ReadSession s) -> s.deliveries()
                .due(world.stream, World.START, 2, Set.of(), Optional.of(HeadOrigin.SYNC))))
                .extracting(DeliveryHead::subject)
                .containsExactlyElementsOf(synced);
        assertThat(world.claim("node-1", 2, LEASE)).extracting(DeliveryHead::subject)
                .containsExactlyInAnyOrderElementsOf(synced);
    }

    private static void state(OutboundWorld world, StreamState state) {
        assertThat(world.<Boolean>write(s -> s.streams()
                .state(world.stream, state, Set.of(StreamState.Kind.values())))).isTrue();
    }
}
