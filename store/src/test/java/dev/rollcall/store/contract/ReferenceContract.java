package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.type.IndexColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface ReferenceContract extends StorageFixture {

    @Test
    default void referencesAreLiveResourcesWithTheirNamesAsTheyCame() {
        World world = world();
        StoredResource user = world.user("Ada");
        StoredResource group = world.group("Team");
        StoredResource nameless = world.put(new StoredResource(world.connection, "User", World.newId(), 1, World.START,
                World.START, 0, "{\"a\":{\"displayName\":\"inner\"},\"b\":[1]}".getBytes(StandardCharsets.UTF_8)),
                World.keys("nameless"));
        StoredResource stranger = world().user("stranger");

        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.resources()
                .references(world.connection,
                        List.of(user.id(), group.id(), nameless.id(), stranger.id(), "nobody"))))
                .containsOnlyKeys(user.id(), group.id(), nameless.id())
                .containsEntry(user.id(), new Reference(user.id(), "User", Optional.of("Name of Ada")))
                .containsEntry(group.id(), new Reference(group.id(), "Group", Optional.of("Name of Team")))
                .containsEntry(nameless.id(), new Reference(nameless.id(), "User", Optional.empty()));
    }

    @Test
    default void groupsOfAreTheLiveOnesInOrder() {
        World world = world();
        StoredResource one = world.group("one");
        StoredResource two = world.group("two");
        world.add(two, "a", "b");
        world.add(one, "a");

        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.members().groupsOf(world.connection, List.of("a", "b", "c"), 1_000)))
                .containsOnlyKeys("a", "b")
                .hasEntrySatisfying("a", groups -> assertThat(groups).extracting(Reference::id)
                        .containsExactly(one.id(), two.id()))
                .hasEntrySatisfying("b", groups -> assertThat(groups).extracting(Reference::id)
                        .containsExactly(two.id()));
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, "a", 1)))
                .containsExactly(one.id());
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world().connection, "a", 1)))
                .isEmpty();
    }

    @Test
    default void noMoreGroupsAreReadThanWereAskedFor() {
        World world = world();
        for (int i = 0; i < 12; i++) {
            world.add(world.group("g" + i), "a", "b");
        }
        assertThat(groupsOf(world, 24)).isEqualTo(24);
        assertThat(groupsOf(world, 7)).isEqualTo(7);
    }

    private int groupsOf(World world, int limit) {
        return storage()
                .read(Share.HOUSE, (ReadSession s) -> s.members().groupsOf(world.connection, List.of("a", "b"), limit))
                .values()
                .stream()
                .mapToInt(List::size)
                .sum();
    }

    @Test
    default void aTombstoneHidesAMemberUntilItsMembershipsAreGone() {
        World world = world();
        StoredResource user = world.user("leaving");
        StoredResource group = world.group("g");
        world.add(group, user.id(), "other");
        Tombstone tombstone = new Tombstone(world.connection, "User", user.id());
        storage().write(Share.HOUSE, user.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "User", user.id()).orElseThrow(), true);
            return true;
        });

        assertThat(world.memberValues(group)).containsExactly("other");
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.members().count(group))).isEqualTo(1);
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.members().which(group, List.of(user.id(), "other"))))
                .hasSize(1);
        assertThat(list(world, "Group", new Condition.HasMember(user.id()))).isEmpty();
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, user.id(), 10)))
                .containsExactly(group.id());
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.resources().tombstones("", 1000)))
                .contains(tombstone);

        storage().write(Share.HOUSE, group.id(), s -> {
            s.members().remove(world.connection, group.id(), 0, List.of(user.id()));
            s.resources().clear(tombstone);
            return true;
        });
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.resources().tombstones("", 1000)))
                .doesNotContain(tombstone);
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.members().count(group))).isEqualTo(1);
    }

    @Test
    default void groupsAreFoundByMemberAndMembersByGroup() {
        World world = world();
        StoredResource user = world.user("in");
        world.user("out");
        StoredResource group = world.group("g");
        world.group("empty");
        world.add(group, user.id());

        assertThat(list(world, "Group", new Condition.HasMember(user.id()))).containsExactly(group.id());
        assertThat(list(world, "User", new Condition.MemberOf(group.id()))).containsExactly(user.id());
        assertThat(list(world, "User", new Condition.Not(new Condition.MemberOf(group.id())))).hasSize(1)
                .doesNotContain(user.id());
        assertThat(list(world, "User", new Condition.MemberOf("nobody"))).isEmpty();
    }

    @Test
    default void aManagerIsFoundByItsValue() {
        World world = world();
        StoredResource report = world.put(world.resource("User", "report"), new IndexKeys("report", Optional.empty(),
                Optional.empty(), true, Optional.of("boss"), List.of()));
        Condition both = new Condition.And(List.of(
                new Condition.Text(IndexColumn.ID, Condition.Comparator.EQ, report.id()),
                new Condition.Text(IndexColumn.MANAGER, Condition.Comparator.EQ, "boss")));

        assertThat(list(world, "User", both)).containsExactly(report.id());
        assertThat(list(world, "User",
                new Condition.Text(IndexColumn.MANAGER, Condition.Comparator.EQ, "Boss"))).isEmpty();
    }

    private List<String> list(World world, String type, Condition condition) {
        ResourceQuery query = new ResourceQuery(world.connection, type, condition, IndexColumn.ID, false,
                Optional.empty(), 0, 100);
        assertThat(storage().<Long>read(Share.HOUSE,
                s -> s.resources().count(world.connection, type, condition, 1_000_000)))
                .isEqualTo(
                        storage().read(Share.HOUSE, s -> s.resources().list(query, Long.MAX_VALUE).resources()).size());
        return storage().read(Share.HOUSE, s -> s.resources().list(query, Long.MAX_VALUE).resources())
                .stream()
                .map(StoredResource::id)
                .toList();
    }
}
