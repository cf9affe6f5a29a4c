package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.AccountLink;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.KeptUser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.RetiredSubject;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface PersonCopyContract extends StorageFixture {

    @Test
    default void anOwnSubjectIsRestoredUnlessItIsSomebodyElses() {
        World world = world();
        PersonKey ada = key(world.user("ada"));
        PersonKey bob = key(world.user("bob"));
        PersonKey gone = new PersonKey(world.connection, World.newId());
        write(s -> {
            s.personCopies().retire(world.connection, List.of(new RetiredSubject("gone", gone.id())));
            return s;
        });
        assertThat(this.<Boolean>write(s -> s.personCopies().restore(ada, "a"))).isTrue();
        assertThat(this.<Boolean>write(s -> s.personCopies().restore(ada, "a"))).isTrue();
        for (String taken : List.of("a", ada.id(), "gone")) {
            assertThat(this.<Boolean>write(s -> s.personCopies().restore(bob, taken))).as(taken).isFalse();
        }
        assertThat(this.<Boolean>write(s -> s.personCopies().restore(gone, "b"))).isFalse();
        assertThat(storage().<Map<String, String>>read(Share.HOUSE, s -> s.identities()
                .subjects(world.connection, List.of(ada.id(), bob.id()))))
                .isEqualTo(Map.of(ada.id(), "a", bob.id(), bob.id()));
        assertThat(this.<Boolean>write(s -> s.personCopies().restore(ada, ada.id()))).isTrue();
        assertThat(this.<Boolean>write(s -> s.personCopies().restore(bob, "a"))).isTrue();
    }

    @Test
    default void everyLinkThatAConnectionHasPartInIsWalkedOnce() {
        World world = world();
        World other = world();
        PersonKey primary = key(world.user("primary"));
        PersonKey own = key(world.user("own"));
        PersonKey abroad = key(world.user("abroad"));
        List<PersonKey> foreign = List.of(key(other.user("f1")), key(other.user("f2")), key(other.user("f3")));
        PersonKey host = key(other.user("host"));
        write(s -> {
            s.identities().link(primary, own, World.START);
            s.identities().link(host, abroad, World.START);
            foreign.forEach(account -> s.identities().link(primary, account, World.START.plusSeconds(1)));
            s.identities().add(own, "s2");
            s.identities().add(own, "s1");
            return s;
        });
        List<AccountLink> linked = storage().read(Share.HOUSE, s -> s.personCopies().linked(world.connection, "", 9));
        assertThat(linked).containsExactly(new AccountLink(primary, own, World.START),
                new AccountLink(host, abroad, World.START));
        assertThat(storage().<List<AccountLink>>read(Share.HOUSE, s -> s.personCopies()
                .linked(world.connection, own.id(), 9))).containsExactly(linked.getLast());
        List<AccountLink> two = storage().read(Share.HOUSE, s -> s.personCopies()
                .linkedFromElsewhere(world.connection, Optional.empty(), 2));
        List<AccountLink> rest = storage().read(Share.HOUSE, s -> s.personCopies()
                .linkedFromElsewhere(world.connection, Optional.of(two.getLast()), 2));
        assertThat(two).extracting(AccountLink::linked).containsExactly(foreign.get(0), foreign.get(1));
        assertThat(rest).extracting(AccountLink::linked).containsExactly(foreign.get(2));
        assertThat(storage().<Map<String, List<String>>>read(Share.HOUSE, s -> s.personCopies()
                .furtherSubjects(world.connection, List.of(own.id(), primary.id()))))
                .isEqualTo(Map.of(own.id(), List.of("s1", "s2")));
    }

    @Test
    default void whoIsKeptIsWalkedOnceAndCanBeKeptAnew() {
        World world = world();
        List<KeptUser> users = List.of("k1", "k2", "k3")
                .stream()
                .map(name -> new KeptUser(World.newId(), new KeptSubject("externalId", name), name, World.START))
                .toList();
        users.forEach(user -> assertThat(this.<Boolean>write(s -> s.personCopies().keep(world.connection, user)))
                .isTrue());
        assertThat(this.<Boolean>write(s -> s.personCopies().keep(world.connection, users.getFirst()))).isFalse();
        List<KeptUser> two = storage().read(Share.HOUSE, s -> s.personCopies().kept(world.connection, "", 2));
        List<KeptUser> rest = storage().read(
                Share.HOUSE, s -> s.personCopies().kept(world.connection, two.getLast().id(), 2));
        assertThat(two).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(two).doesNotContainAnyElementsOf(rest);
        assertThat(users).containsAll(two).containsAll(rest);
        PersonKey first = new PersonKey(world.connection, users.getFirst().id());
        assertThat(storage().<Boolean>read(Share.HOUSE, s -> s.personCopies().isKept(first))).isTrue();
        assertThat(storage().<Boolean>read(Share.HOUSE, s -> s.personCopies()
                .isKept(new PersonKey(world().connection, first.id())))).isFalse();
    }

    private static PersonKey key(StoredResource user) {
        return new PersonKey(user.connection(), user.id());
    }

    private <T> T write(Function<WriteSession, T> work) {
        return storage().write(Share.HOUSE, "copy", work);
    }
}
