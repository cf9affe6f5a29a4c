package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface SyncContract extends StorageFixture {

    @Test
    default void aSyncGoesOnFromWhereItsLastPieceEndedAndOnlyOnce() {
        OutboundWorld world = OutboundWorld.in(storage());
        begin(world, "inventory");
        SyncJob begun = find(world);
        assertThat(begun.revision()).isEqualTo(1);
        SyncJob further = job(world, "match", "id-7", begun.revision());
        assertThat(world.<Boolean>write(s -> s.syncs().advance(further))).isTrue();
        assertThat(world.<Boolean>write(s -> s.syncs().advance(further))).as("another node was quicker").isFalse();
        assertThat(find(world).position()).isEqualTo("id-7");
        assertThat(world.read((ReadSession s) -> s.syncs().unfinished())).extracting(SyncJob::stream)
                .contains(world.stream);
        begin(world, "inventory");
        assertThat(find(world).revision()).isEqualTo(3);
    }

    private static SyncJob job(OutboundWorld world, String phase, String position, long revision) {
        return new SyncJob(world.stream, "apply", phase, position, "", "{}", World.START, World.START,
                Optional.empty(), revision);
    }

    private static void begin(OutboundWorld world, String phase) {
        world.write(s -> {
            s.syncs().begin(job(world, phase, "", 0));
            return true;
        });
    }

    private static SyncJob find(OutboundWorld world) {
        return world.read((ReadSession s) -> s.syncs().find(world.stream)).orElseThrow();
    }

    @Test
    default void whatWasFoundAtTheTargetIsLookedUpByEachOfItsKeys() {
        OutboundWorld world = OutboundWorld.in(storage());
        SyncSeen ada = new SyncSeen("user", "ada@acme", "r1", "h1", Optional.of("x1"), false);
        SyncSeen byName = new SyncSeen("user", "ada", "r1", "h1", Optional.of("x1"), false);
        SyncSeen ben = new SyncSeen("user", "ben@acme", "r2", "h2", Optional.empty(), true);
        SyncSeen group = new SyncSeen("group", "staff", "r1", "h3", Optional.empty(), false);
        saw(world, ada, byName, ben, group);
        SyncSeen again = new SyncSeen("user", "ben@acme", "r2", "h4", Optional.of("x2"), false);
        saw(world, again);
        assertThat(world.read((ReadSession s) -> s.syncs().byMatchKey(world.stream, "user", "ada", 9)))
                .containsExactly(byName);
        assertThat(world.read((ReadSession s) -> s.syncs().byExternalId(world.stream, "user", "x2", 9)))
                .containsExactly(again);
        assertThat(world.read((ReadSession s) -> s.syncs().byRemoteId(world.stream, "user", "r1"))).contains(byName);
        assertThat(world.read((ReadSession s) -> s.syncs().seen(world.stream, "user", "r1", 9))).containsExactly(again);
        assertThat(world.read((ReadSession s) -> s.syncs().seen(world.stream, "group", "", 9))).containsExactly(group);
    }

    private static void saw(OutboundWorld world, SyncSeen... seen) {
        world.write(s -> {
            s.syncs().saw(world.stream, List.of(seen));
            return true;
        });
    }

    @Test
    default void whatIsToBeDoneIsWalkedThroughAndClearedInPieces() {
        OutboundWorld world = OutboundWorld.in(storage());
        List<SyncItem> items = List.of(new SyncItem("U a", "adopt", "{}", false),
                new SyncItem("U a", "update", "{\"emails\":1}", false), new SyncItem("U b", "create", "{}", false));
        world.write(s -> {
            s.syncs().put(world.stream, items);
            return true;
        });
        assertThat(world.read(
                (ReadSession s) -> s.syncs().items(world.stream, Optional.of(items.getFirst()), Optional.empty(), 9)))
                .isEqualTo(items.subList(1, 3));
        assertThat(world.<Boolean>write(s -> s.syncs().done(world.stream, items.get(1)))).isTrue();
        assertThat(
                world.read((ReadSession s) -> s.syncs().items(world.stream, Optional.empty(), Optional.of(false), 9)))
                .containsExactly(items.get(0), items.get(2));
        saw(world, new SyncSeen("user", "", "r1", "h", Optional.empty(), false));
        int pieces = 0;
        while (world.<Boolean>write(s -> s.syncs().clear(world.stream, 2))) {
            pieces++;
        }
        assertThat(pieces).isEqualTo(3);
        assertThat(world.read((ReadSession s) -> s.syncs().items(world.stream, Optional.empty(), Optional.empty(), 9)))
                .isEmpty();
        assertThat(world.read((ReadSession s) -> s.syncs().seen(world.stream, "user", "", 9))).isEmpty();
    }
}
