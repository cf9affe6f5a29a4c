package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

interface UndeclaredNameContract extends StorageFixture {
    UndeclaredNameLimit MANY = new UndeclaredNameLimit(1_000, 1 << 20);

    private static void remember(World world, String type, UndeclaredNameLimit limit, String... names) {
        remember(world.storage, world, type, limit, List.of(names));
    }

    private static void remember(Storage storage, World world, String type, UndeclaredNameLimit limit,
            List<String> names) {
        storage.write(Share.of(world.connection), "names of " + names, s -> {
            s.undeclaredNames().remember(world.connection, type, names, limit);
            return true;
        });
    }

    private static Set<String> known(World world, String type, String... names) {
        return world.storage.read(Share.HOUSE, (ReadSession s) -> s.undeclaredNames()
                .known(world.connection, type, List.of(names)));
    }

    private static boolean overflowed(World world) {
        return world.storage.<Boolean>read(Share.HOUSE, s -> s.undeclaredNames().overflowed(world.connection));
    }

    @Test
    default void aNameIsKnownFromThenOnOfItsConnectionAndType() {
        World world = world();
        World other = world();
        assertThat(known(world, "User", "a", "b")).isEmpty();
        remember(world, "User", MANY, "a", "urn:x ü", "b");
        remember(world, "User", MANY, "b", "c");
        assertThat(known(world, "User", "a", "b", "c", "d", "A", "urn:x ü")).containsOnly("a", "b", "c", "urn:x ü");
        assertThat(known(world, "User")).isEmpty();
        assertThat(known(world, "Group", "a")).isEmpty();
        assertThat(known(other, "User", "a")).isEmpty();
        assertThat(known(world.through(another()), "User", "a")).containsOnly("a");
        assertThat(overflowed(world)).isFalse();
    }

    @Test
    default void aWorkThatFailsLeavesNoName() {
        World world = world();
        assertThatThrownBy(() -> storage().write(Share.HOUSE, "names", s -> {
            s.undeclaredNames().remember(world.connection, "User", List.of("a"), MANY);
            throw new IllegalStateException("no");
        })).hasMessage("no");
        assertThat(known(world, "User", "a")).isEmpty();
        remember(world, "User", new UndeclaredNameLimit(1, 9), "b");
        assertThat(known(world, "User", "b")).as("and the bound is not used up").containsOnly("b");
    }

    @Test
    default void namesAreRememberedUpToTheirNumberInAllTypesTogether() {
        World world = world();
        UndeclaredNameLimit three = new UndeclaredNameLimit(3, 1 << 20);
        remember(world, "User", three, "a", "b");
        remember(world, "Group", three, "a");
        assertThat(overflowed(world)).isFalse();
        remember(world, "User", three, "b", "a");
        assertThat(overflowed(world)).as("what is known takes no place").isFalse();
        remember(world, "User", three, "a", "c");
        assertThat(overflowed(world)).isTrue();
        assertThat(known(world, "User", "a", "b", "c")).containsOnly("a", "b");
        remember(world, "User", MANY, "c");
        assertThat(known(world, "User", "c")).as("with a higher bound").containsOnly("c");
        assertThat(overflowed(world())).isFalse();
    }

    @Test
    default void namesAreRememberedUpToTheirBytes() {
        World world = world();
        UndeclaredNameLimit ten = new UndeclaredNameLimit(1_000, 10);
        remember(world, "User", ten, "12345", "üü", "1", "22");
        assertThat(known(world, "User", "12345", "üü", "1", "22")).containsOnly("12345", "üü", "1");
        assertThat(overflowed(world)).isTrue();
    }

    @Test
    default void veryManyNamesAreWrittenAtOnce() {
        World world = world();
        List<String> names = IntStream.range(0, 1_234).mapToObj(i -> "name " + i).toList();
        remember(storage(), world, "User", MANY, names);
        assertThat(known(world, "User", names.toArray(String[]::new))).containsOnly(
                names.subList(0, 1_000).toArray(String[]::new));
    }

    @Test
    default void whoeverWritesAtTheSameTimeTheBoundIsKept() throws InterruptedException, ExecutionException {
        World world = world();
        UndeclaredNameLimit limit = new UndeclaredNameLimit(20, 1 << 20);
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int writer = i;
            Storage node = i % 2 == 0 ? storage() : another();
            writers.add(() -> {
                for (int j = 0; j < 5; j++) {
                    remember(node, world, "User", limit, List.of("shared" + j, "own " + writer + " " + j));
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add("shared" + i);
            for (int j = 0; j < 16; j++) {
                all.add("own " + j + " " + i);
            }
        }
        assertThat(known(world, "User", all.toArray(String[]::new))).hasSize(20);
        assertThat(overflowed(world)).isTrue();
    }
}
