package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.type.IndexColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface ResourceContract extends StorageFixture {

    @Test
    default void aDocumentComesBackToTheByte() {
        World world = world();
        byte[] document = "{\"userName\":\"a\",\"nickName\":\"\\u00e9 é 😀 \\\"\\\\ \uFFFF\"}"
                .getBytes(StandardCharsets.UTF_8);
        StoredResource user = new StoredResource(world.connection, "User", World.newId(), 1, World.START,
                World.START.plusMillis(7), 0, document);
        world.put(user, World.keys("a"));

        StoredResource found = world.get(user);
        assertThat(found).usingRecursiveComparison().isEqualTo(user);
        assertThat(found.document()).isEqualTo(document);
    }

    @Test
    default void aResourceIsFoundOnlyByItsOwnConnectionAndType() {
        World world = world();
        StoredResource user = world.user("ada");

        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.resources().find(world.connection, "Group", user.id())))
                .isEmpty();
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.resources().find(world().connection, "User", user.id())))
                .isEmpty();
    }

    @Test
    default void theUniqueKeyIsPerConnectionAndType() {
        World world = world();
        StoredResource ada = world.user("ada");

        assertThatExceptionOfType(UniqueKeyTakenException.class).isThrownBy(() -> world.user("Ada"));
        world.group("ada");
        world().user("ada");
        world.storage.write(Share.HOUSE, "x", s -> {
            s.resources().delete(s.resources().find(world.connection, "User", ada.id()).orElseThrow(), false);
            return true;
        });
        world.user("ada");
        assertThat(count(world, "User")).isEqualTo(1);
    }

    @Test
    default void anUpdateReplacesDocumentAndKeys() {
        World world = world();
        StoredResource user = world.put(world.resource("User", "bob"), keys("bob", "bob@work", "old-external"));

        StoredResource next = World.next(user, "rob");
        update(world, next, keys("rob", "rob@work", "new-external"));

        assertThat(world.get(user)).usingRecursiveComparison().isEqualTo(next);
        assertThat(matching(world, text(IndexColumn.UNIQUE_KEY, "rob"))).isEqualTo(1);
        assertThat(matching(world, text(IndexColumn.UNIQUE_KEY, "bob"))).isZero();
        assertThat(matching(world, text(IndexColumn.EXTERNAL_ID, "new-external"))).isEqualTo(1);
        assertThat(matching(world, entry("rob@work"))).isEqualTo(1);
        assertThat(matching(world, entry("bob@work"))).isZero();
    }

    @Test
    default void anUpdateToATakenKeyIsRefusedAndChangesNothing() {
        World world = world();
        world.user("first");
        StoredResource second = world.user("second");

        assertThatExceptionOfType(UniqueKeyTakenException.class)
                .isThrownBy(() -> update(world, World.next(second, "first"), World.keys("first")));
        assertThat(world.get(second)).usingRecursiveComparison().isEqualTo(second);
    }

    @Test
    default void aWriteOfAVersionThatIsGoneIsRefusedInTheEnd() {
        World world = world();
        StoredResource user = world.user("stale");
        update(world, World.next(user, "once"), World.keys("stale"));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> update(world, World.next(user, "twice"), World.keys("stale")))
                .withMessageContaining("Send the request again");
        assertThat(world.get(user).document()).isEqualTo(World.document("once"));
    }

    @Test
    default void aDeletedResourceIsGoneFromEveryLookup() {
        World world = world();
        StoredResource user = world.put(world.resource("User", "gone"), keys("gone", "gone@work", "e"));
        storage().write(Share.HOUSE, user.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "User", user.id()).orElseThrow(), false);
            return true;
        });

        assertThat(world.find(user)).isEmpty();
        assertThat(count(world, "User")).isZero();
        assertThat(matching(world, entry("gone@work"))).isZero();
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.resources().references(world.connection, List.of(user.id()))))
                .isEmpty();
    }

    @Test
    default void touchingAGroupMovesItsVersionAndNeverItsTimeBackwards() {
        World world = world();
        StoredResource group = world.group("team");

        assertThat(touch(world, group, 5)).isEqualTo(2);
        assertThat(touch(world, group, 3)).isEqualTo(3);
        StoredResource touched = world.get(group);
        assertThat(touched.version()).isEqualTo(3);
        assertThat(touched.lastModified()).isEqualTo(World.START.plusSeconds(5));
        assertThat(touched.document()).isEqualTo(group.document());
    }

    @Test
    default void keysOfAnyLengthAndScriptAreTaken() {
        World world = world();
        for (String unit : List.of("a", "é", "語", "😀")) {
            String key = unit.repeat(1_024 / unit.length());
            StoredResource user = world.put(world.resource("User", "long"), new IndexKeys(key, Optional.of(key),
                    Optional.of(key), true, Optional.of(key), List.of(new Entry("emails.value", key, key))));
            assertThat(matching(world, text(IndexColumn.UNIQUE_KEY, key))).isEqualTo(1);
            assertThat(matching(world, new Condition.Entry("emails.value", Condition.Comparator.EQ, key,
                    List.of(key)))).isEqualTo(1);
            update(world, World.next(user, "x"), World.keys("short " + unit));
        }
    }

    private long touch(World world, StoredResource group, int seconds) {
        return storage().write(Share.HOUSE, group.id(), s -> s.resources()
                .touchGroup(world.connection, group.id(), 0,
                        World.START.plusSeconds(seconds)));
    }

    private static void update(World world, StoredResource next, IndexKeys keys) {
        world.storage.write(Share.HOUSE, next.id(), s -> {
            s.resources().find(world.connection, next.type(), next.id());
            s.resources().update(next, keys);
            return true;
        });
    }

    private static IndexKeys keys(String unique, String email, String externalId) {
        return new IndexKeys(unique, Optional.of(externalId), Optional.of(unique), true, Optional.of("manager"),
                List.of(new Entry("emails.value", email, "work"), new Entry("emails.value", "same@home", "home"),
                        new Entry("emails.value", "same@home", "home")));
    }

    private static Condition text(IndexColumn column, String value) {
        return new Condition.Text(column, Condition.Comparator.EQ, value);
    }

    private static Condition entry(String value) {
        return new Condition.Entry("emails.value", Condition.Comparator.EQ, value, List.of("work"));
    }

    private static long matching(World world, Condition condition) {
        return world.storage.read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", condition, 1_000_000));
    }

    private static long count(World world, String type) {
        return world.storage.read(Share.HOUSE,
                s -> s.resources().count(world.connection, type, new Condition.All(), 1_000_000));
    }
}
