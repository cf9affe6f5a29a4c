package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.type.IndexColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A page deep in a list is the right one, whatever came and went before it. */
interface DeepPageContract extends StorageFixture {
    /** Enough for several ranges. */
    int USERS = 8_000;

    /** How many rows of a table belong to a connection, asked of the database itself. */
    long rows(String table, String connection);

    @Test
    default void pagesAreRightWhereverTheyBeginAndWhateverComesAndGoes() {
        World world = world();
        Random random = new Random(20261127);
        List<StoredResource> users = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            users.add(world.resource("User", "u" + i));
        }
        // Some come late, into the middle of the list, as from a node whose clock is behind.
        List<StoredResource> late = new ArrayList<>(users.subList(2_000, 6_000));
        Collections.shuffle(late, random);
        late = new ArrayList<>(late.subList(0, 3_500));
        List<StoredResource> first = new ArrayList<>(users);
        first.removeAll(new java.util.HashSet<>(late));
        TreeSet<String> ids = new TreeSet<>();

        insert(world, first, ids);
        pagesAreRight(world, ids, random);
        settle(world);
        pagesAreRight(world, ids, random);
        assertThat(rows("resource_range", world.connection.value())).isBetween(1L, 4L);
        insert(world, late, ids);
        pagesAreRight(world, ids, random);
        settle(world);
        pagesAreRight(world, ids, random);
        assertThat(rows("resource_range", world.connection.value())).isGreaterThanOrEqualTo(3);

        List<StoredResource> gone = new ArrayList<>(users.subList(500, 7_800));
        delete(world, gone, ids);
        pagesAreRight(world, ids, random);
        settle(world);
        pagesAreRight(world, ids, random);
        delete(world, users.stream().filter(u -> ids.contains(u.id())).toList(), ids);
        settle(world);
        assertThat(world.storage.<Long>read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000))).isZero();
        pagesAreRight(world, ids, random);
    }

    private void settle(World world) {
        Tidy.up(storage());
        // Nobody walks further than this, wherever a page begins.
        String id = world.connection.value();
        assertThat(rows("(SELECT * FROM resource_range WHERE n > 3000) too_long", id)).isZero();
        assertThat(rows("(SELECT * FROM resource_count WHERE n - ranged > 3000) too_long", id)).isZero();
    }

    private static void insert(World world, List<StoredResource> users, TreeSet<String> ids) {
        for (int from = 0; from < users.size(); from += 500) {
            List<StoredResource> some = users.subList(from, Math.min(users.size(), from + 500));
            world.storage.write(Share.HOUSE, "seed", s -> {
                some.forEach(user -> s.resources().insert(user, World.keys(user.id())));
                return some;
            });
        }
        users.forEach(user -> ids.add(user.id()));
    }

    private static void delete(World world, List<StoredResource> users, TreeSet<String> ids) {
        for (int from = 0; from < users.size(); from += 500) {
            List<StoredResource> some = users.subList(from, Math.min(users.size(), from + 500));
            world.storage.write(Share.HOUSE, "seed", s -> {
                some.forEach(user -> s.resources().delete(user, false));
                return some;
            });
        }
        users.forEach(user -> ids.remove(user.id()));
    }

    private static void pagesAreRight(World world, TreeSet<String> ids, Random random) {
        List<String> ascending = List.copyOf(ids);
        List<String> descending = List.copyOf(ids.descendingSet());
        List<Integer> offsets = new ArrayList<>(List.of(0, 1_499, 1_500, 1_501, 3_000, 3_001, ids.size() - 1,
                ids.size(), ids.size() + 5, Integer.MAX_VALUE));
        for (int i = 0; i < 12; i++) {
            offsets.add(random.nextInt(USERS));
        }
        for (int offset : offsets) {
            if (offset >= 0) {
                assertThat(page(world, offset, false)).as("from " + offset).isEqualTo(window(ascending, offset));
                assertThat(page(world, offset, true)).as("back from " + offset)
                        .isEqualTo(window(descending, offset));
            }
        }
    }

    private static List<String> window(List<String> ids, int offset) {
        return ids.stream().skip(offset).limit(7).toList();
    }

    private static List<String> page(World world, int offset, boolean descending) {
        return world.storage
                .read(Share.HOUSE, (ReadSession s) -> s.resources()
                        .list(new ResourceQuery(world.connection, "User",
                                new Condition.All(), IndexColumn.ID, descending, Optional.empty(), offset, 7),
                                Long.MAX_VALUE))
                .resources()
                .stream()
                .map(StoredResource::id)
                .toList();
    }
}
