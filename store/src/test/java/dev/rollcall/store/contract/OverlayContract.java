package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.EndingBlock;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What only the product has of people. */
interface OverlayContract extends StorageFixture {

    /** How many rows of a table belong to a connection, asked of the database itself. */
    long rows(String table, String connection);

    @Test
    default void anOverlayIsReadAsItWasWrittenAndMovesNothingOfTheResource() {
        World world = world();
        StoredResource ada = world.user("ada");
        StoredResource bob = world.user("bob");
        assertThat(find(ada)).isEmpty();
        StoredOverlay first = overlay(ada, 1, false, Optional.empty(),
                "{\"app_metadata\":{\"plan\":\"größe \\\"L\\\"\"}}");
        assertThat(put(first)).isTrue();
        assertThat(find(ada)).contains(first);
        StoredOverlay second = overlay(ada, 2, true, Optional.of(World.START.plusSeconds(60)), "{}");
        assertThat(put(second)).isTrue();
        assertThat(find(ada)).contains(second);
        assertThat(of(world.connection, List.of(ada.id(), bob.id(), "nobody")))
                .containsOnlyKeys(ada.id())
                .containsValue(second);
        assertThat(of(world().connection, List.of(ada.id()))).as("of another connection")
                .isEmpty();
        assertThat(world.get(ada)).usingRecursiveComparison().isEqualTo(ada);
    }

    @Test
    default void aStretchEndsWithTheOverlayThatReachesTheBytes() {
        World world = world();
        List<String> ids = new ArrayList<>();
        for (String name : List.of("d", "c", "b", "a")) {
            StoredResource user = world.user(name);
            ids.add(user.id());
            if (!name.equals("c")) {
                put(overlay(user, 1, false, Optional.empty(), "{\"n\":\"" + "ü".repeat(496) + "\"}"));
            }
        }
        for (List<String> order : List.of(ids, ids.reversed())) {
            OverlayStretch two = stretch(world.connection, order, 1_001);
            assertThat(two.people()).isEqualTo(order == ids ? 3 : 2);
            assertThat(two.overlays()).hasSize(2).containsKey(order.getFirst());
            assertThat(stretch(world.connection, order, 1_000).overlays()).containsOnlyKeys(order.getFirst());
            assertThat(stretch(world.connection, order, 1).people()).isEqualTo(1);
            assertThat(stretch(world.connection, order, 0)).isEqualTo(new OverlayStretch(Map.of(), 0));
        }
        assertThat(stretch(world.connection, List.of(ids.getFirst()), 1).overlays()).hasSize(1);
        assertThat(stretch(world.connection, List.of(), 1).people()).isZero();
        assertThat(revisions(world.connection, ids)).hasSize(3).containsEntry(ids.getFirst(), 1L);
        assertThat(revisions(world.connection, List.of())).isEmpty();
    }

    @Test
    default void nobodysWriteIsWrittenOver() throws Exception {
        World world = world();
        StoredResource ada = world.user("ada");
        put(overlay(ada, 1, false, Optional.empty(), "{}"));
        assertThat(put(overlay(ada, 1, true, Optional.empty(), "{}"))).as("there is one by now").isFalse();
        assertThat(put(overlay(ada, 3, true, Optional.empty(), "{}"))).as("not the one after").isFalse();
        assertThat(find(ada).orElseThrow().blocked()).isFalse();
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String content = "{\"n\":" + i + "}";
            writes.add(() -> put(overlay(ada, 2, false, Optional.empty(), content)));
        }
        int done = 0;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> write : clients.invokeAll(writes)) {
                done += write.get() ? 1 : 0;
            }
        }
        assertThat(done).isEqualTo(1);
        assertThat(find(ada).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    default void blocksAreFoundByConnectionAndByTheirEnd() {
        World world = world();
        List<StoredResource> users = List.of(world.user("a"), world.user("b"), world.user("c"), world.user("d"));
        Instant end = World.START.minus(Duration.ofDays(3_000));
        put(overlay(users.get(0), 1, true, Optional.of(end.plusSeconds(2)), "{}"));
        put(overlay(users.get(1), 1, true, Optional.of(end.plusSeconds(1)), "{}"));
        put(overlay(users.get(2), 1, true, Optional.empty(), "{}"));
        put(overlay(users.get(3), 1, false, Optional.empty(), "{}"));
        assertThat(blocked(world.connection, "", 9))
                .containsExactly(users.get(0).id(), users.get(1).id(), users.get(2).id());
        assertThat(blocked(world.connection, users.get(0).id(), 1))
                .containsExactly(users.get(1).id());
        assertThat(ending(end, 9)).isEmpty();
        assertThat(ending(end.plusSeconds(2), 9))
                .containsExactly(account(users.get(1)), account(users.get(0)));
        assertThat(ending(end.plusSeconds(2), 1)).containsExactly(account(users.get(1)));
        assertThat(connectionsOfEnding(end, "")).isEmpty();
        assertThat(connectionsOfEnding(end.plusSeconds(2), "")).containsExactly(world.connection);
        assertThat(connectionsOfEnding(end.plusSeconds(2), world.connection.value())).isEmpty();
        List<EndingBlock> own = endingIn(world.connection, end.plusSeconds(2), Optional.empty());
        assertThat(own).extracting(EndingBlock::person).containsExactly(account(users.get(1)), account(users.get(0)));
        assertThat(endingIn(world.connection, end.plusSeconds(1), Optional.empty())).containsExactly(own.getFirst());
        assertThat(endingIn(world.connection, end.plusSeconds(2), Optional.of(own.getFirst())))
                .containsExactly(own.getLast());
        put(overlay(users.get(0), 2, false, Optional.empty(), "{}"));
        assertThat(ending(end.plusSeconds(2), 9)).containsExactly(account(users.get(1)));
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        assertThat(ending(end.plusSeconds(2), 9)).as("its connection is gone").isEmpty();
    }

    @Test
    default void nothingIsLeftOfADeletedPersonNorOfADeletedConnection() {
        World world = world();
        StoredResource ada = world.user("ada");
        StoredResource bob = world.user("bob");
        put(overlay(ada, 1, true, Optional.empty(), "{}"));
        put(overlay(bob, 1, true, Optional.empty(), "{}"));
        storage().write(Share.HOUSE, ada.id(), s -> {
            s.identities().retire(account(ada));
            s.resources().delete(s.resources().find(world.connection, "User", ada.id()).orElseThrow(), false);
            return ada;
        });
        assertThat(find(ada)).isEmpty();
        assertThat(find(bob)).isPresent();
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        clock().advance(Duration.ofHours(2));
        Tidy.up(storage());
        for (String table : List.of("overlay", "retired_subject", "identity", "linked_identity")) {
            assertThat(rows(table, world.connection.value())).as(table).isZero();
        }
    }

    @Test
    default void nothingIsLeftOfLinksToAConnectionThatIsGone() {
        World world = world();
        World other = world();
        PersonKey primary = account(world.user("primary"));
        PersonKey linked = account(other.user("linked"));
        storage().write(Share.HOUSE, "l", s -> s.identities().link(primary, linked, World.START));
        assertThat(rows("linked_identity", other.connection.value())).isEqualTo(1);
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        clock().advance(Duration.ofHours(2));
        Tidy.up(storage());
        assertThat(rows("linked_identity", other.connection.value())).isZero();
    }

    private static StoredOverlay overlay(
            StoredResource person, long revision, boolean blocked, Optional<Instant> until, String content) {
        return new StoredOverlay(account(person), revision, blocked, until, content);
    }

    private static PersonKey account(StoredResource person) {
        return new PersonKey(person.connection(), person.id());
    }

    private List<PersonKey> ending(Instant time, int limit) {
        return read(s -> s.overlays().ending(time, limit));
    }

    private List<ConnectionId> connectionsOfEnding(Instant time, String after) {
        return read(s -> s.overlays().connectionsOfEnding(time, after, 9));
    }

    private List<EndingBlock> endingIn(ConnectionId connection, Instant time, Optional<EndingBlock> after) {
        return read(s -> s.overlays().ending(connection, time, after, 9));
    }

    private List<String> blocked(ConnectionId connection, String after, int limit) {
        return read(s -> s.overlays().blocked(connection, after, limit));
    }

    private Map<String, StoredOverlay> of(ConnectionId connection, List<String> ids) {
        OverlayStretch all = stretch(connection, ids, Long.MAX_VALUE);
        assertThat(all.people()).isEqualTo(ids.size());
        return all.overlays();
    }

    private Map<String, Long> revisions(ConnectionId connection, List<String> ids) {
        return read(s -> s.overlays().revisions(connection, ids));
    }

    private OverlayStretch stretch(ConnectionId connection, List<String> ids, long maxBytes) {
        return read(s -> s.overlays().of(connection, ids, maxBytes));
    }

    private Optional<StoredOverlay> find(StoredResource person) {
        return read(s -> s.overlays().find(account(person)));
    }

    private boolean put(StoredOverlay overlay) {
        return storage().write(Share.HOUSE, overlay.person().id(), s -> s.overlays().put(overlay));
    }

    private <T> T read(Function<ReadSession, T> work) {
        return storage().read(Share.HOUSE, work);
    }
}
