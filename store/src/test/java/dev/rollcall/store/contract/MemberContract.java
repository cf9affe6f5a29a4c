package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface MemberContract extends StorageFixture {

    @Test
    default void onlyThoseWhoAreNewAreAdded() {
        World world = world();
        StoredResource group = world.group("g");

        assertThat(world.add(group, "b", "a", "b")).containsExactly("a", "b");
        assertThat(world.add(group, "c", "b")).containsExactly("c");
        assertThat(world.memberValues(group)).containsExactly("a", "b", "c");
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.members().count(group))).isEqualTo(3);
    }

    @Test
    default void onlyThoseWhoAreThereAreRemoved() {
        World world = world();
        StoredResource group = world.group("g");
        world.add(group, "a", "b", "c");

        assertThat(storage().write(Share.HOUSE, group.id(),
                (WriteSession s) -> s.members().remove(world.connection, group.id(), 0, List.of("z", "c", "a", "a"))))
                .containsExactly("a", "c");
        assertThat(storage().write(Share.HOUSE, group.id(),
                (WriteSession s) -> s.members().remove(world.connection, group.id(), 0, List.of())))
                .isEmpty();
        assertThat(world.memberValues(group)).containsExactly("b");
    }

    @Test
    default void membersAreInTheOrderOfCodePoints() {
        World world = world();
        StoredResource group = world.group("g");

        assertThat(world.add(group, "😀", "\uFFFD", "z", "Z", "é"))
                .containsExactly("Z", "z", "é", "\uFFFD", "😀");
        assertThat(world.memberValues(group)).containsExactly("Z", "z", "é", "\uFFFD", "😀");
    }

    @Test
    default void membersKeepWhatTheClientSaidAndResolveWhenTheyCan() {
        World world = world();
        StoredResource group = world.group("g");
        StoredResource user = world.user("Ada");
        Member known = new Member(user.id(), Optional.of("{\"display\":\"it's \\\"A\\\"\"}"));
        storage().write(Share.HOUSE, group.id(), s -> s.members()
                .add(world.connection, group.id(), 0,
                        List.of(known, new Member("nobody", Optional.empty()))));

        List<ResolvedMember> members = new ArrayList<>();
        storage().read(Share.HOUSE, s -> {
            s.members().of(group, Optional.empty(), 1_000_000).forEach(members::add);
            return true;
        });
        assertThat(members).containsExactly(
                new ResolvedMember(known,
                        Optional.of(new Reference(user.id(), "User", Optional.of("Name of Ada")))),
                new ResolvedMember(new Member("nobody", Optional.empty()), Optional.empty()));
    }

    @Test
    default void membersAreReadInStretchesThatFollowEachOther() {
        World world = world();
        StoredResource group = world.group("g");
        StoredResource ada = world.user("Ada");
        world.add(group, "😀", "\uFFFD", "z", "Z", ada.id());
        world.add(world.group("another"), "a", "zz");

        assertThat(stretch(group, Optional.empty(), 2)).containsExactly(
                new ResolvedMember(new Member(ada.id(), Optional.empty()),
                        Optional.of(new Reference(ada.id(), "User", Optional.of("Name of Ada")))),
                new ResolvedMember(new Member("Z", Optional.empty()), Optional.empty()));
        assertThat(stretch(group, Optional.of("Z"), 2)).extracting(m -> m.member().value())
                .containsExactly("z", "\uFFFD");
        assertThat(stretch(group, Optional.of("\uFFFD"), 2)).extracting(m -> m.member().value()).containsExactly("😀");
        assertThat(stretch(group, Optional.of("😀"), 2)).isEmpty();
    }

    @Test
    default void aStretchPassesOverMembersThatAreBeingDeletedWithoutBecomingShorter() {
        World world = world();
        StoredResource group = world.group("g");
        StoredResource ada = world.user("Ada");
        StoredResource ben = world.user("Ben");
        StoredResource cid = world.user("Cid");
        world.add(group, ada.id(), ben.id(), cid.id());
        storage().write(Share.HOUSE, ada.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "User", ada.id()).orElseThrow(), true);
            return true;
        });

        assertThat(stretch(group, Optional.empty(), 2)).extracting(m -> m.member().value())
                .containsExactly(ben.id(), cid.id());
    }

    private List<ResolvedMember> stretch(StoredResource group, Optional<String> after, int limit) {
        return storage().read(Share.HOUSE, (ReadSession s) -> s.members().of(group, after, limit));
    }

    @Test
    default void aValueOfAnotherConnectionDoesNotResolve() {
        World world = world();
        StoredResource stranger = world().user("stranger");
        StoredResource group = world.group("g");
        world.add(group, stranger.id());

        List<ResolvedMember> members = new ArrayList<>();
        storage().read(Share.HOUSE, s -> {
            s.members().of(group, Optional.empty(), 1_000_000).forEach(members::add);
            return true;
        });
        assertThat(members).singleElement().extracting(ResolvedMember::target).isEqualTo(Optional.empty());
    }

    @Test
    default void membershipOfSomeIsAskedWithoutReadingAll() {
        World world = world();
        StoredResource group = world.group("g");
        world.add(group, "a", "b", "c");

        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.members().which(group, List.of("c", "x", "a", "\"'"))))
                .extracting(Member::value)
                .containsExactly("a", "c");
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().which(group, List.of()))).isEmpty();
    }

    @Test
    default void aDeletedGroupHasNoMembersAndIsNobodysGroup() {
        World world = world();
        StoredResource group = world.group("g");
        world.add(group, "a");
        storage().write(Share.HOUSE, group.id(), s -> {
            s.resources().delete(s.resources().find(world.connection, "Group", group.id()).orElseThrow(), true);
            return true;
        });

        assertThat(world.memberValues(group)).isEmpty();
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.members().groupIdsOf(world.connection, "a", 10)))
                .isEmpty();
        assertThat(storage().read(Share.HOUSE,
                (ReadSession s) -> s.members().groupsOf(world.connection, List.of("a"), 1_000)))
                .isEmpty();
    }
}
