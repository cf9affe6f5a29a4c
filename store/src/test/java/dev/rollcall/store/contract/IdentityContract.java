package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** By which subjects people are known. */
interface IdentityContract extends StorageFixture {

    @Test
    default void theFirstWithASubjectKeepsItAndTheNextIsKnownByTheId() {
        World world = world();
        StoredResource first = person(world, "first", "X1");
        StoredResource second = person(world, "second", "X1");
        StoredResource otherCase = person(world, "third", "x1");
        StoredResource none = world.user("fourth");
        assertThat(subject(world, first)).isEqualTo("X1");
        assertThat(subject(world, second)).isEqualTo(second.id());
        assertThat(subject(world, otherCase)).as("compared exactly").isEqualTo("x1");
        assertThat(subject(world, none)).isEqualTo(none.id());
        assertThat(holder(world, "X1")).contains(first.id());
        assertThat(holder(world, "x1")).contains(otherCase.id());
        assertThat(holder(world, second.id())).contains(second.id());
        assertThat(holder(world, first.id())).as("the first has another").isEmpty();
        assertThat(holder(world(), "X1")).as("of another connection").isEmpty();
    }

    @Test
    default void aLaterChangeMovesNoSubject() {
        World world = world();
        StoredResource user = person(world, "u", "X1");
        storage().write(Share.HOUSE, user.id(), s -> {
            s.resources().find(world.connection, "User", user.id());
            s.resources().update(World.next(user, "renamed"), World.keys("renamed"));
            return user;
        });
        assertThat(subject(world, user)).isEqualTo("X1");
    }

    @Test
    default void aDeletedPersonsSubjectIsNobodyElses() {
        World world = world();
        StoredResource own = person(world, "own", "X1");
        StoredResource byId = world.user("by id");
        delete(world, own);
        delete(world, byId);
        StoredResource next = person(world, "own", "X1");
        assertThat(subject(world, next)).isEqualTo(next.id());
        assertThat(subject(world, person(world, "impostor", byId.id()))).isNotEqualTo(byId.id());
        assertThat(holder(world, "X1")).isEmpty();
    }

    @Test
    default void anIdAndAFurtherSubjectAreNobodyElsesEither() {
        World world = world();
        StoredResource known = world.user("known");
        storage().write(Share.HOUSE, known.id(), s -> s.identities().add(account(known), "sub-1"));
        assertThat(subject(world, person(world, "a", known.id()))).isNotEqualTo(known.id());
        assertThat(subject(world, person(world, "b", "sub-1"))).isNotEqualTo("sub-1");
        String free = "0190f5e0-0000-7000-8000-00000000abcd";
        assertThat(subject(world, person(world, "c", free))).as("of an id's form, but nobody's").isEqualTo(free);
    }

    @Test
    default void aTakenUniqueKeyIsToldWhateverTheSubjectIs() {
        World world = world();
        person(world, "same", "X1");
        for (String subject : List.of("X1", "X2")) {
            assertThatExceptionOfType(UniqueKeyTakenException.class).isThrownBy(() -> person(world, "same", subject));
        }
        assertThat(subject(world, person(world, "other", "X2"))).as("nothing was left behind").isEqualTo("X2");
    }

    @Test
    default void ofManyAtTheSameMomentOneHasTheSubject() throws Exception {
        World world = world();
        List<Callable<StoredResource>> creations = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String name = "u" + i;
            World through = i % 2 == 0 ? world : world.through(another());
            creations.add(() -> person(through, name, "X1"));
        }
        List<String> subjects = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<StoredResource> created : clients.invokeAll(creations)) {
                subjects.add(subject(world, created.get()));
            }
        }
        assertThat(subjects).doesNotHaveDuplicates().contains("X1");
    }

    /** While a person is deleted and another one comes with the same subject, in any order. */
    @Test
    default void aSubjectDoesNotSlipThroughWhileItIsRetired() throws Exception {
        World world = world();
        for (int round = 0; round < 20; round++) {
            String subject = "slip-" + round;
            StoredResource first = person(world, "first" + round, subject);
            String name = "second" + round;
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> deletion = clients.submit(() -> delete(world, first));
                Future<StoredResource> creation = clients.submit(() -> person(world, name, subject));
                deletion.get();
                StoredResource second = creation.get();
                assertThat(subject(world, second)).isEqualTo(second.id());
            }
        }
    }

    @Test
    default void furtherSubjectsFindOnePersonUntilTheyAreRemovedOrThePersonIs() {
        World world = world();
        StoredResource ada = world.user("ada");
        StoredResource bob = world.user("bob");
        assertThat(write(s -> s.identities().add(account(ada), "sub-1"))).isTrue();
        assertThat(write(s -> s.identities().add(account(ada), "sub-1"))).as("again").isTrue();
        assertThat(write(s -> s.identities().add(account(bob), "sub-1"))).as("somebody else's").isFalse();
        write(s -> s.identities().add(account(ada), "sub-0"));
        assertThat(signedInAs(world, "sub-1")).contains(ada.id());
        assertThat(signedInAs(world(), "sub-1")).isEmpty();
        assertThat(furtherSubjects(world, ada, 9))
                .containsExactly("sub-0", "sub-1");
        assertThat(furtherSubjects(world, ada, 1)).hasSize(1);
        write(s -> {
            s.identities().remove(account(bob), "sub-0");
            s.identities().remove(account(ada), "sub-1");
            return true;
        });
        assertThat(signedInAs(world, "sub-1")).isEmpty();
        assertThat(signedInAs(world, "sub-0")).contains(ada.id());
        delete(world, ada);
        assertThat(signedInAs(world, "sub-0")).isEmpty();
    }

    @Test
    default void anAccountIsPartOfOnePrimaryAndStandsByItselfWhenThatIsGone() {
        World world = world();
        World other = world();
        PersonKey primary = account(world.user("primary"));
        PersonKey second = account(other.user("second"));
        PersonKey third = account(world.user("third"));
        assertThat(write(s -> s.identities().link(primary, second, World.START))).isTrue();
        assertThat(write(s -> s.identities().link(primary, third, World.START.plus(Duration.ofSeconds(1))))).isTrue();
        assertThat(write(s -> s.identities().link(third, second, World.START))).as("it is linked").isFalse();
        assertThat(linked(primary, 9)).containsExactly(second, third);
        assertThat(linked(primary, 1)).containsExactly(second);
        assertThat(primary(second)).contains(primary);
        assertThat(write(s -> s.identities().unlink(second, third))).as("of another").isFalse();
        assertThat(write(s -> s.identities().unlink(primary, third))).isTrue();
        assertThat(linked(primary, 9)).containsExactly(second);
        storage().write(Share.HOUSE, primary.id(), s -> {
            s.identities().retire(primary);
            s.resources().delete(s.resources().find(world.connection, "User", primary.id()).orElseThrow(), false);
            return primary;
        });
        assertThat(primary(second)).isEmpty();
        assertThat(write(s -> s.identities().link(third, second, World.START))).isTrue();
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        assertThat(primary(second)).as("its connection is gone").isEmpty();
        PersonKey fourth = account(other.user("fourth"));
        assertThat(write(s -> s.identities().link(fourth, second, World.START))).as("at once").isTrue();
        assertThat(primary(second)).contains(fourth);
    }

    /** Puts a person with a subject there. */
    private static StoredResource person(World world, String name, String subject) {
        StoredResource resource = world.resource("User", name);
        return world.storage.write(Share.HOUSE, resource.id(), s -> {
            s.resources().insert(resource, World.keys(name), Optional.of(subject));
            return resource;
        });
    }

    private void delete(World world, StoredResource person) {
        storage().write(Share.HOUSE, person.id(), s -> {
            s.identities().retire(account(person));
            s.resources().delete(s.resources().find(world.connection, "User", person.id()).orElseThrow(), false);
            return person;
        });
    }

    private static PersonKey account(StoredResource person) {
        return new PersonKey(person.connection(), person.id());
    }

    private String subject(World world, StoredResource person) {
        return read(s -> s.identities().subjects(world.connection, Set.of(person.id(), "nobody"))).get(person.id());
    }

    private Optional<String> holder(World world, String subject) {
        ConnectionId connection = world.connection;
        return read(s -> s.identities().holder(connection, subject));
    }

    private Optional<String> signedInAs(World world, String subject) {
        return read(s -> s.identities().signedInAs(world.connection, subject));
    }

    private List<String> furtherSubjects(World world, StoredResource person, int limit) {
        return read(s -> s.identities().furtherSubjects(world.connection, person.id(), limit));
    }

    private List<PersonKey> linked(PersonKey primary, int limit) {
        return read(s -> s.identities().linked(primary, limit));
    }

    private Optional<PersonKey> primary(PersonKey linked) {
        return read(s -> s.identities().primary(linked));
    }

    private <T> T read(Function<ReadSession, T> work) {
        return storage().read(Share.HOUSE, work);
    }

    private boolean write(Function<WriteSession, Boolean> work) {
        return storage().write(Share.HOUSE, "identity", work);
    }
}
