package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface SwapContract extends StorageFixture {

    @Test
    default void aNewGenerationIsInvisibleUntilTheGroupNamesIt() {
        World world = world();
        StoredResource group = world.group("g");
        world.add(group, "a", "b");
        long membership = stage(world, group, "b", "c");

        assertThat(world.memberValues(group)).containsExactly("a", "b");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, "c", 10)))
                .isEmpty();
        swap(world, group, membership);
        assertThat(world.memberValues(group)).containsExactly("b", "c");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, "c", 10)))
                .containsExactly(group.id());
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, "a", 10)))
                .isEmpty();
        assertThat(
                storage().<Long>read(Share.HOUSE,
                        s -> s.members()
                                .count(s.resources()
                                        .find(world.connection, "Group", group.id())
                                        .orElseThrow())))
                .isEqualTo(2);
    }

    @Test
    default void generationsAreNeverTheSame() {
        World world = world();
        StoredResource group = world.group("g");
        long first = stage(world, group, "a");
        long second = stage(world, group, "b");

        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
    }

    @Test
    default void aChangeToAGenerationThatWasSwappedAwayIsRunAgainOnTheNewOne() {
        World world = world();
        StoredResource group = world.group("g");
        long membership = stage(world, group, "b");
        List<Long> seen = new ArrayList<>();
        // The first attempt works on the generation that it remembers from before the swap.
        long[] remembered = {0};
        swap(world, group, membership);
        storage().write(Share.HOUSE, group.id(), s -> {
            long current = seen.isEmpty() ? remembered[0]
                    : s.resources().find(world.connection, "Group", group.id()).orElseThrow().membership();
            seen.add(current);
            s.members().add(world.connection, group.id(), current, World.members("late"));
            return s.resources().touchGroup(world.connection, group.id(), current, World.START);
        });

        assertThat(seen).containsExactly(0L, membership);
        assertThat(world.memberValues(group)).containsExactly("b", "late");
    }

    @Test
    default void touchingAGroupThatIsGoneIsStale() {
        World world = world();
        StoredResource group = world.resource("Group", "never");

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage().write(Share.HOUSE, "x",
                        s -> s.resources().touchGroup(world.connection, group.id(), 0, World.START)))
                .withCauseInstanceOf(StaleVersionException.class);
    }

    @Test
    default void membersThatAreAddedDuringSwapsAreNeverLost() throws Exception {
        World world = world();
        World other = world.through(another());
        StoredResource group = world.group("g");
        int perThread = 40;
        Set<String> expected = new TreeSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                World through = t % 2 == 0 ? world : other;
                String prefix = "m" + t + "-";
                for (int i = 0; i < perThread; i++) {
                    expected.add(prefix + i);
                }
                futures.add(threads.submit(() -> {
                    for (int i = 0; i < perThread; i++) {
                        through.add(group, prefix + i);
                    }
                }));
            }
            // A swap keeps who is there at that moment: read and written in one work.
            futures.add(threads.submit(() -> {
                for (int i = 0; i < 10; i++) {
                    copySwap(other, group);
                }
            }));
            for (Future<?> future : futures) {
                future.get();
            }
        }
        assertThat(world.memberValues(group)).containsExactlyElementsOf(expected);
    }

    @Test
    default void aGenerationThatUpkeepTookForAbandonedCannotComeIntoForce() {
        World world = world();
        StoredResource group = world.group("g");
        long membership = stage(world, group, "b");
        clock().advance(Duration.ofHours(25));
        Tidy.up(storage());

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> swap(world, group, membership));
        assertThat(world.get(group).membership()).isZero();
    }

    @Test
    default void aGenerationThatWasGivenUpCannotComeIntoForceBeforeItIsSwept() {
        World world = world();
        StoredResource group = world.group("g");
        world.add(group, "a");
        long membership = stage(world, group, "b");
        world.storage.write(Share.of(world.connection), group.id(), s -> {
            s.generations().abandon(world.connection, group.id(), membership);
            return true;
        });

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> swap(world, group, membership));
        assertThat(world.get(group).membership()).isZero();
        Tidy.up(storage());
        assertThat(world.memberValues(group)).containsExactly("a");
    }

    @Test
    default void whoGivesUpAfterACommitOfUnknownOutcomeDoesNotCondemnTheMembersInForce() {
        World world = world();
        StoredResource group = world.group("g");
        long membership = stage(world, group, "b", "c");
        swap(world, group, membership);

        world.storage.write(Share.HOUSE, group.id(), s -> {
            s.generations().abandon(world.connection, group.id(), membership);
            return true;
        });
        Tidy.up(storage());

        assertThat(world.memberValues(group)).containsExactly("b", "c");
    }

    private static void copySwap(World world, StoredResource group) {
        world.storage.write(Share.HOUSE, group.id(), s -> {
            StoredResource current = s.resources().find(world.connection, "Group", group.id()).orElseThrow();
            List<String> values = new ArrayList<>();
            s.members().of(current, Optional.empty(), 1_000_000).forEach(m -> values.add(m.member().value()));
            long membership = s.generations().create(world.connection, group.id());
            s.members().add(world.connection, group.id(), membership, World.members(values.toArray(String[]::new)));
            s.resources().update(World.next(current, membership, current.document()), World.keys("g"));
            return true;
        });
    }

    private static long stage(World world, StoredResource group, String... values) {
        long membership = world.storage.write(Share.HOUSE, group.id(),
                s -> s.generations().create(world.connection, group.id()));
        world.storage.write(Share.HOUSE, group.id(),
                s -> s.members().add(world.connection, group.id(), membership, World.members(values)));
        return membership;
    }

    private static void swap(World world, StoredResource group, long membership) {
        world.storage.write(Share.HOUSE, group.id(), s -> {
            StoredResource current = s.resources().find(world.connection, "Group", group.id()).orElseThrow();
            s.resources().update(World.next(current, membership, current.document()), World.keys("g"));
            return true;
        });
    }
}
