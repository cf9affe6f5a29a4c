package dev.rollcall.store.contract;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeHistory;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface ChangeContract extends StorageFixture {

    @Test
    default void changesAreReadOnFromAPosition() {
        World world = world();
        StoredResource user = world.user("u");
        for (int i = 1; i <= 5; i++) {
            append(world, world.change("change-" + i, 0, true, user, i));
        }
        append(world(), world().change("elsewhere", 0, true, user, 1));

        ChangeFeedPage first = page(world, "", 2);
        ChangeFeedPage second = page(world, first.position(), 2);
        ChangeFeedPage third = page(world, second.position(), 2);
        assertThat(first.changes()).extracting(ChangeRecord::id).containsExactly("change-1", "change-2");
        assertThat(first.changes().getFirst()).usingRecursiveComparison()
                .ignoringFields("mapping", "place", "image")
                .isEqualTo(world.change("change-1", 0, true, user, 1));
        assertThat(first.changes().getFirst().mapping()).hasValue(0);
        assertThat(first.changes()).extracting(change -> change.place().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(second.changes()).extracting(ChangeRecord::id).containsExactly("change-3", "change-4");
        assertThat(third.changes()).extracting(ChangeRecord::id).containsExactly("change-5");
        assertThat(page(world, third.position(), 2)).isEqualTo(new ChangeFeedPage(List.of(), third.position()));
    }

    @Test
    default void aChangeInPartsIsReadOnceItIsComplete() {
        World world = world();
        StoredResource group = world.group("g");
        append(world, world.change("large", 0, false, group, 2));
        append(world, world.change("small", 0, true, group, 2));
        append(world, world.change("large", 1, false, group, 2));

        ChangeFeedPage before = page(world, "", 10);
        assertThat(before.changes()).extracting(ChangeRecord::id).containsExactly("small");
        append(world, world.change("large", 2, true, group, 3));
        assertThat(page(world, before.position(), 10).changes())
                .extracting(c -> c.id() + c.part())
                .containsExactly("large0", "large1", "large2");
    }

    @Test
    default void aChangeWithMorePartsThanAPageGoesOnInTheNextOne() {
        World world = world();
        StoredResource group = world.group("g");
        append(world, world.change("first", 0, true, group, 1));
        for (int part = 0; part < 5; part++) {
            append(world, world.change("large", part, part == 4, group, 2));
        }
        append(world, world.change("then", 0, true, group, 3));

        for (int limit = 1; limit <= 8; limit++) {
            List<String> read = new ArrayList<>();
            String position = "";
            ChangeFeedPage page = page(world, position, limit);
            while (!page.changes().isEmpty()) {
                assertThat(page.changes()).hasSizeLessThanOrEqualTo(limit);
                page.changes().forEach(c -> read.add(c.id() + c.part()));
                position = page.position();
                page = page(world, position, limit);
            }
            assertThat(read).as("pages of " + limit)
                    .containsExactly("first0", "large0", "large1", "large2", "large3", "large4", "then0");
            assertThat(page.position()).isEqualTo(position);
        }
    }

    @Test
    default void aPageOfLargePlansEndsEarly() {
        World world = world();
        StoredResource user = world.user("u");
        String plan = "[\"" + "x".repeat(3 << 20) + "\"]";
        for (int i = 0; i < 4; i++) {
            ChangeRecord small = world.change("c" + i, 0, true, user, i);
            append(world, new ChangeRecord(small.connection(), small.id(), 0, true, small.subject(), small.action(), i,
                    small.time(), small.cause(), plan));
        }
        ChangeFeedPage first = page(world, "", 100);
        assertThat(first.changes()).extracting(ChangeRecord::id).containsExactly("c0", "c1", "c2");
        assertThat(page(world, first.position(), 100).changes()).extracting(ChangeRecord::id).containsExactly("c3");
    }

    @Test
    default void theHistoryOfAResourceIsReadBackInBoundedLooks() {
        World world = world();
        World other = world();
        StoredResource user = world.user("u");
        StoredResource group = world.group("g");
        for (int i = 1; i <= 3; i++) {
            append(world, world.change("mine-" + i, 0, true, user, i));
            append(world, world.change("beside-" + i, 0, true, group, i));
            append(other, other.change("elsewhere-" + i, 0, true, user, i));
        }
        append(world, world.change("open", 0, false, user, 4));

        ChangeHistory first = history(world, user, "", 2, 1_000);
        assertThat(first.changes()).extracting(ChangeRecord::id).containsExactly("mine-3", "mine-2");
        assertThat(history(world, user, first.next().orElseThrow(), 2, 1_000).changes())
                .extracting(ChangeRecord::id)
                .containsExactly("mine-1");

        List<String> read = new ArrayList<>();
        String from = "";
        int looks = 0;
        while (read.size() < 3) {
            ChangeHistory look = history(world, user, from, 10, 2);
            assertThat(look.changes()).hasSizeLessThanOrEqualTo(1);
            look.changes().forEach(change -> read.add(change.id()));
            from = look.next().orElse("");
            looks++;
        }
        assertThat(read).containsExactly("mine-3", "mine-2", "mine-1");
        assertThat(looks).as("two of nine changes at a time, the last one of them mine").isEqualTo(5);
    }

    @Test
    default void aHistoryOfLargePlansEndsEarlyAndGoesOn() {
        World world = world();
        StoredResource user = world.user("u");
        String plan = "[\"" + "x".repeat(384 << 10) + "\"]";
        for (int i = 0; i < 4; i++) {
            ChangeRecord small = world.change("c" + i, 0, true, user, i);
            append(world, new ChangeRecord(small.connection(), small.id(), 0, true, small.subject(), small.action(), i,
                    small.time(), small.cause(), plan));
        }
        ChangeHistory first = history(world, user, "", 100, 1_000);
        assertThat(first.changes()).extracting(ChangeRecord::id).containsExactly("c3", "c2", "c1");
        assertThat(history(world, user, first.next().orElseThrow(), 100, 1_000).changes())
                .extracting(ChangeRecord::id)
                .containsExactly("c0");
    }

    private ChangeHistory history(World world, StoredResource resource, String from, int limit, int budget) {
        return storage().read(Share.HOUSE, session -> session.changes()
                .history(world.connection, resource.id(), from, limit, budget));
    }

    @Test
    default void allConnectionsAreFollowedAtOnce() {
        World one = world();
        World other = world();
        String start = storage().read(Share.HOUSE, s -> s.changes().end());
        append(one, one.change("a", 0, true, one.user("u"), 1));
        append(other, other.change("b", 0, false, other.group("g"), 1));
        append(one, one.change("c", 0, true, one.user("v"), 1));
        append(other, other.change("b", 1, true, other.group("h"), 1));

        List<String> read = new ArrayList<>();
        String position = start;
        ChangeFeedPage page = all(position);
        while (!page.changes().isEmpty()) {
            page.changes().forEach(c -> read.add(c.connection() + c.id() + c.part()));
            position = page.position();
            page = all(position);
        }
        assertThat(read).containsExactly(one.connection + "a0", one.connection + "c0", other.connection + "b0",
                other.connection + "b1");
    }

    private ChangeFeedPage all(String after) {
        return storage().read(Share.HOUSE, s -> s.changes().page(after, 1));
    }

    @Test
    default void whatWasUndoneIsNotInTheRecord() {
        World world = world();
        StoredResource user = world.user("u");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> storage().write(Share.HOUSE, user.id(), s -> {
                    s.changes().append(world.change("undone", 0, true, user, 2));
                    throw new IllegalStateException();
                }));
        append(world, world.change("done", 0, true, user, 2));

        assertThat(page(world, "", 10).changes()).extracting(ChangeRecord::id).containsExactly("done");
    }

    @Test
    default void aPositionOfSomethingElseIsRefused() {
        World world = world();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> page(world, "nonsense", 1))
                .withMessageContaining("Begin again");
    }

    @Test
    default void followingWhileManyWriteMissesNothing() throws Exception {
        World world = world();
        World other = world.through(another());
        List<Thread> writers = new ArrayList<>();
        int perWriter = 50;
        for (int t = 0; t < 4; t++) {
            World through = t % 2 == 0 ? world : other;
            StoredResource user = world.user("u" + t);
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 1; i <= perWriter; i++) {
                    append(through, through.change(user.id() + "-" + i, 0, true, user, i));
                }
            }));
        }
        List<String> followed = new ArrayList<>();
        String position = "";
        while (followed.size() < 4 * perWriter
                && (writers.stream().anyMatch(Thread::isAlive)
                        || !page(world, position, 7).changes().isEmpty())) {
            ChangeFeedPage page = page(world, position, 7);
            page.changes().forEach(c -> followed.add(c.id()));
            position = page.position();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(followed).hasSize(4 * perWriter).doesNotHaveDuplicates();
    }

    private static void append(World world, ChangeRecord change) {
        world.storage.write(Share.HOUSE, change.resourceId(), s -> {
            s.changes().append(change);
            return true;
        });
    }

    private static ChangeFeedPage page(World world, String after, int limit) {
        return world.storage.read(Share.HOUSE, s -> s.changes().page(world.connection, after, limit));
    }
}
