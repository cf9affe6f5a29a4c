package dev.rollcall.directory;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.scim.message.Urns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The ends of blocks become changes, whoever stands in the way, on every engine. */
@Timeout(120)
abstract class EndedBlocksContract {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

    private House house;
    private final AtomicLong nanos = new AtomicLong();

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        house = new House(store(), test.getDisplayName().hashCode());
    }

    /** It is the earliest, so that it comes first each time. */
    @Test
    void whoCannotBeReadKeepsNobodyWaitingAndIsTriedAgainLater() {
        String unreadable = blocked(house, "unreadable", END.minusSeconds(9), "[");
        List<String> others = IntStream.range(0, 25).mapToObj(i -> blocked(house, "u" + i, END, "{}")).toList();
        EndedBlocks blocks = blocks(house.storage, nanos::get);
        assertThatThrownBy(blocks::step).as("somebody is told").isInstanceOf(RuntimeException.class);
        walk(blocks);
        assertThat(others).allSatisfy(id -> assertThat(ends(house, id)).isEqualTo(1));
        assertThat(ends(house, unreadable)).isZero();
        put(house, unreadable, 2, END.minusSeconds(9), "{}");
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        walk(blocks);
        assertThat(ends(house, unreadable)).as("it is not tried all the time").isZero();
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        walk(blocks);
        assertThat(ends(house, unreadable)).isEqualTo(1);
    }

    /** Otherwise they would be looked at every second for as long as they are kept. */
    @Test
    void whoIsDeletedAndKeptIsLookedAtOnce() {
        house.connections.setDeletionPolicy(house.connection().id(), new DeletionPolicy(30));
        // Who has no subject could not come back, and is not kept.
        String id = house.create(House.USER, "{'schemas':['" + Urns.USER + "'],'userName':'kept','externalId':'X-1'}")
                .path("id")
                .stringValue();
        put(house, id, 1, END, "{}");
        house.delete(House.USER, id);
        assertThat(due()).contains(house.connection().id());
        walk(blocks(house.storage, nanos::get));
        assertThat(due()).doesNotContain(house.connection().id());
        assertThat(allEnds(house)).as("of who is not there nothing is told").isZero();
    }

    private List<ConnectionId> due() {
        return house.storage.read(Share.HOUSE, session -> session.overlays().connectionsOfEnding(END, "", 1_000));
    }

    @Test
    void connectionsTakeTurns() {
        IntStream.range(0, 60).forEach(i -> blocked(house, "u" + i, END.minusSeconds(60), "{}"));
        House other = house.withConnection(Strategy.OKTA);
        String late = blocked(other, "late", END, "{}");
        EndedBlocks blocks = blocks(house.storage, nanos::get);
        step(blocks);
        assertThat(ends(other, late)).isEqualTo(1);
        walk(blocks);
        assertThat(allEnds(house)).isEqualTo(60);
    }

    @Test
    void aConnectionThatTakesNoWritesKeepsNobodyWaiting() {
        RefusingStorage refusing = new RefusingStorage(house.storage);
        List<String> stuck = IntStream.range(0, 3)
                .mapToObj(i -> blocked(house, "u" + i, END.minusSeconds(60), "{}"))
                .toList();
        refusing.lanes().addAll(stuck);
        House other = house.withConnection(Strategy.OKTA);
        String free = blocked(other, "free", END, "{}");
        EndedBlocks blocks = blocks(refusing, nanos::get);
        walk(blocks);
        assertThat(ends(other, free)).isEqualTo(1);
        assertThat(allEnds(house)).isZero();
        refusing.lanes().clear();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        walk(blocks);
        assertThat(allEnds(house)).as("nobody was passed over").isEqualTo(3);
    }

    @Test
    void aStepEndsWhenItsTimeIsOver() {
        IntStream.range(0, 15).forEach(i -> blocked(house, "u" + i, END, "{}"));
        EndedBlocks blocks = blocks(house.storage, () -> nanos.addAndGet(Duration.ofMillis(20).toNanos()));
        step(blocks);
        assertThat(allEnds(house)).isBetween(1, 6);
        walk(blocks);
        assertThat(allEnds(house)).isEqualTo(15);
    }

    @Test
    void severalNodesEndEachBlockOnce() throws Exception {
        List<String> ids = IntStream.range(0, 40).mapToObj(i -> blocked(house, "u" + i, END, "{}")).toList();
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            EndedBlocks blocks = blocks(house.storage, nanos::get);
            nodes.add(() -> {
                walk(blocks);
                return true;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var node : threads.invokeAll(nodes)) {
                assertThat(node.get()).isTrue();
            }
        }
        assertThat(ids).allSatisfy(id -> assertThat(ends(house, id)).isEqualTo(1));
    }

    private EndedBlocks blocks(Storage storage, LongSupplier time) {
        return new EndedBlocks(storage, Clock.fixed(END, ZoneOffset.UTC), house.ids, time);
    }

    /** Steps until there is nothing more to do at once, as upkeep does; what cannot be ended is told, and does not stop it. */
    private static void walk(EndedBlocks blocks) {
        for (int i = 0; i < 200; i++) {
            if (!step(blocks)) {
                return;
            }
        }
    }

    private static boolean step(EndedBlocks blocks) {
        try {
            return blocks.step();
        } catch (RuntimeException told) {
            return true;
        }
    }

    private String blocked(House of, String userName, Instant until, String content) {
        String id = of.user(userName);
        put(of, id, 1, until, content);
        return id;
    }

    private static void put(House of, String id, long revision, Instant until, String content) {
        PersonKey person = new PersonKey(of.connection().id(), id);
        assertThat(of.storage.<Boolean>write(Share.of(of.connection().id()), id, session -> session.overlays()
                .put(new StoredOverlay(person, revision, true, Optional.of(until), content)))).isTrue();
    }

    private static int ends(House of, String id) {
        return (int) of.changes()
                .stream()
                .filter(change -> change.resourceId().equals(id)
                        && change.plan().contains("profile:blocked\",\"before\""))
                .count();
    }

    private static int allEnds(House of) {
        return (int) of.changes()
                .stream()
                .filter(change -> change.plan().contains("profile:blocked\",\"before\""))
                .count();
    }
}
