package dev.rollcall.directory;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Links beside other links and beside deletions, on every engine. */
@Timeout(120)
abstract class LinkContract {
    private WatchedStorage watched;
    private House house;
    private LinkedAccounts accounts;
    /** Of another node. */
    private LinkedAccounts others;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        accounts = new LinkedAccounts(house.people());
        others = new LinkedAccounts(house.withIndexRows(1).people());
    }

    @Test
    void twoLinksAtATimeMakeNoCircle() {
        UserId ada = person("ada");
        UserId bob = person("bob");
        beforeTheNextWrite(() -> others.link(house.caller(), bob, ada));
        refused("linked", () -> accounts.link(house.caller(), ada, bob));
        assertThat(profile(bob).path("identities")).hasSize(2);
        assertThat(profile(bob).has("linked_to")).isFalse();
        assertThat(profile(ada).path("linked_to").stringValue()).isEqualTo(bob.toString());
    }

    @Test
    void manyLinksAtATimeLeaveOneLevel() throws Exception {
        House other = house.withConnection(Strategy.OKTA);
        List<UserId> people = IntStream.range(0, 6)
                .mapToObj(i -> i % 2 == 0 ? person("p" + i) : other.userId(other.user("p" + i)))
                .toList();
        List<Callable<Boolean>> works = new ArrayList<>();
        for (UserId primary : people) {
            for (UserId linked : people) {
                works.add(() -> {
                    try {
                        return accounts.link(house.caller(), primary, linked).isPresent();
                    } catch (DirectoryException refused) {
                        return false;
                    }
                });
            }
        }
        int made = 0;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> work : clients.invokeAll(works)) {
                made += work.get() ? 1 : 0;
            }
        }
        List<ObjectNode> linked = people.stream()
                .map(this::profile)
                .filter(profile -> profile.has("linked_to"))
                .toList();
        assertThat(linked).hasSize(made).hasSizeGreaterThan(2);
        assertThat(linked).allSatisfy(profile -> {
            assertThat(profile.path("identities")).hasSize(1);
            assertThat(profile(UserId.parse(profile.path("linked_to").stringValue()).orElseThrow()).has("linked_to"))
                    .isFalse();
        });
    }

    @Test
    void noMoreThanTheBoundAreLinkedAtATime() {
        UserId primary = person("primary");
        for (int i = 0; i < LinkedAccounts.MOST - 1; i++) {
            accounts.link(house.caller(), primary, person("u" + i));
        }
        UserId last = person("last");
        UserId tooMany = person("tooMany");
        beforeTheNextWrite(() -> others.link(house.caller(), primary, last));
        refused("cannot have more", () -> accounts.link(house.caller(), primary, tooMany));
        assertThat(profile(primary).path("identities")).hasSize(LinkedAccounts.MOST + 1);
    }

    @Test
    void whoIsDeletedMeanwhileIsNotLinked() {
        House node = house.withIndexRows(1);
        String gone = house.user("gone");
        UserId goneId = house.userId(gone);
        UserId primary = person("primary");
        beforeTheNextWrite(() -> node.delete(USER, gone));
        refused("no user", () -> accounts.link(house.caller(), primary, goneId));
        String deleted = house.user("deleted");
        UserId deletedId = house.userId(deleted);
        UserId linked = person("linked");
        beforeTheNextWrite(() -> node.delete(USER, deleted));
        assertThat(accounts.link(house.caller(), deletedId, linked)).isEmpty();
        assertThat(accounts.link(house.caller(), primary, linked)).isPresent();
    }

    @Test
    void aLinkToAConnectionThatIsGoneStandsInNobodysWay() {
        House other = house.withConnection(Strategy.OKTA);
        UserId primary = other.userId(other.user("primary"));
        UserId linked = person("linked");
        UserId later = person("later");
        assertThat(accounts.link(house.caller(), primary, linked)).isPresent();
        house.connections.delete(other.connection().id(), Actor.COMMAND_LINE);
        assertThat(profile(linked).has("linked_to")).isFalse();
        assertThat(accounts.link(house.caller(), later, linked).orElseThrow()).hasSize(2);
    }

    private void beforeTheNextWrite(Runnable other) {
        AtomicBoolean armed = new AtomicBoolean(true);
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && armed.getAndSet(false)) {
                other.run();
            }
        });
    }

    private UserId person(String name) {
        return house.userId(house.user(name));
    }

    private ObjectNode profile(UserId userId) {
        return new PersonSearch(house.people()).find(house.caller(), userId).orElseThrow();
    }

    private static void refused(String word, Runnable edit) {
        assertThatExceptionOfType(DirectoryException.class).isThrownBy(edit::run).withMessageContaining(word);
    }
}
