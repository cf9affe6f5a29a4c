package dev.rollcall.directory;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.resource.HeldDepartureException;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.Urns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import static dev.rollcall.directory.House.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The guard against accidental deletion, on every engine and over several nodes. */
@Timeout(120)
abstract class DepartureContract {
    private static final String GONE = "[{'op':'replace','path':'active','value':false}]";

    private WatchedStorage watched;
    private House house;
    private List<String> users;

    abstract Storage store();

    @BeforeEach
    void openHouse(TestInfo test) {
        watched = new WatchedStorage(store());
        house = new House(watched.storage(), test.getDisplayName().hashCode());
        users = IntStream.range(0, 40).mapToObj(i -> house.user("u" + i)).toList();
    }

    @Test
    void thoseWhoLeaveAtTheSameTimeOnSeveralNodesAreCountedOneByOne() throws Exception {
        guard(10);
        List<House> nodes = List.of(house, house.withIndexRows(1), house.through(store()));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> requests = IntStream.range(0, users.size())
                    .mapToObj(i -> (Callable<Boolean>) () -> left(nodes.get(i % nodes.size()), users.get(i)))
                    .toList();
            int left = 0;
            for (Future<Boolean> request : clients.invokeAll(requests)) {
                left += request.get() ? 1 : 0;
            }
            assertThat(left).isEqualTo(10);
        }
        assertThat(stored().guard().orElseThrow().holding()).isTrue();
    }

    private static boolean left(House node, String user) {
        try {
            node.delete(USER, user);
            return true;
        } catch (HeldDepartureException held) {
            return false;
        }
    }

    @Test
    void thoseWhoLeftBeforeARestartCount() {
        guard(2);
        house.delete(USER, users.get(0));
        House restarted = house.withIndexRows(2);
        restarted.delete(USER, users.get(1));
        held(() -> house.through(store()).delete(USER, users.get(2)));
    }

    @Test
    void whatFailsDoesNotCount() {
        guard(1);
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.resources.delete(
                        house.call(), USER, users.get(0), Precondition.ofTags(List.of("7"))));
        watched.listen(method -> {
            if (method.equals("retire")) {
                throw new StorageException("It failed.");
            }
        });
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> house.delete(USER, users.get(0)));
        watched.listen(method -> {});
        assertThatCode(() -> house.delete(USER, users.get(0))).doesNotThrowAnyException();
        held(() -> house.delete(USER, users.get(1)));
    }

    /** Then it is planned for in the resource's turn, and looked at there as well. */
    @Test
    void whoKeepsChangingIsHeldAllTheSame() {
        guard(1);
        house.delete(USER, users.get(0));
        House node = house.through(store());
        AtomicInteger writes = new AtomicInteger();
        watched.listen(method -> {
            if (method.equals(WatchedStorage.WRITE) && writes.incrementAndGet() <= 4) {
                node.patch(USER, users.get(1), "[{'op':'replace','path':'title','value':'T" + writes + "'}]");
            }
        });
        held(() -> house.delete(USER, users.get(1)));
        assertThat(writes).as("beyond the attempts without a turn").hasValueGreaterThan(4);
    }

    @Test
    void everyWayOfLeavingCounts() {
        guard(5);
        house.put(USER, users.get(0), "{'schemas':['" + Urns.USER + "'],'userName':'u0','active':false}");
        house.patch(USER, users.get(1), GONE);
        house.patch(USER, users.get(2), "[{'op':'replace','value':{'active':false}}]");
        house.patch(USER, users.get(3), "[{'op':'Replace','path':'active','value':'False'}]");
        house.delete(USER, users.get(4));
        held(() -> house.put(USER, users.get(5),
                "{'schemas':['" + Urns.USER + "'],'userName':'u5','active':false}"));
        held(() -> house.patch(USER, users.get(5), GONE));
        held(() -> house.patch(USER, users.get(5), "[{'op':'replace','value':{'active':false}}]"));
        held(() -> house.patch(USER, users.get(5), "[{'op':'Replace','path':'active','value':'False'}]"));
        held(() -> house.patch(USER, users.get(5), "[{'op':'replace','value':{'active':'False'}}]"));
        held(() -> house.delete(USER, users.get(5)));
        assertThat(house.get(USER, users.get(5)).path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
    }

    @Test
    void whoeverIsNotThereOrNotActiveIsNotHeldAndDoesNotCount() {
        house.patch(USER, users.get(0), GONE);
        house.patch(USER, users.get(1), GONE);
        guard(1);
        house.delete(USER, users.get(0));
        house.delete(USER, users.get(2));
        held(() -> house.delete(USER, users.get(3)));
        house.delete(USER, users.get(1));
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> house.delete(USER, users.get(0)))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
        house.patch(USER, users.get(3), "[{'op':'replace','path':'title','value':'T'}]");
        house.user("somebody new");
    }

    @Test
    void whatTheOperatorHasSetMeanwhileIsLeftAlone() {
        for (Optional<DepartureGuard> newer : List.of(
                Optional.<DepartureGuard>empty(), Optional.of(DepartureGuard.set(50, 99, Instant.EPOCH)))) {
            guard(1);
            house.delete(USER, house.user("first"));
            AtomicInteger writes = new AtomicInteger();
            watched.listen(method -> {
                // The first is the one that is refused, the second is to make the guard hold.
                if (method.equals(WatchedStorage.WRITE) && writes.incrementAndGet() == 2) {
                    set(newer);
                }
            });
            held(() -> house.delete(USER, users.get(0)));
            watched.listen(method -> {});
            assertThat(writes).hasValue(2);
            assertThat(stored().guard()).isEqualTo(newer);
        }
    }

    /** It is not the provider who deletes then. */
    @Test
    void theHouseItselfIsNotHeld() {
        guard(1);
        house.delete(USER, users.get(0));
        held(() -> house.delete(USER, users.get(1)));
        new PersonEdits(house.people())
                .delete(house.caller(), house.userId(users.get(1)));
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> house.get(USER, users.get(1)));
    }

    private static void held(Runnable request) {
        assertThatExceptionOfType(HeldDepartureException.class).isThrownBy(request::run);
    }

    private void guard(int atLeast) {
        set(Optional.of(DepartureGuard.set(1, atLeast, Instant.now().truncatedTo(ChronoUnit.MILLIS))));
    }

    private void set(Optional<DepartureGuard> guard) {
        store().write(Share.HOUSE, "guard",
                session -> session.connections().setGuard(house.connection().id(), guard));
    }

    private Connection stored() {
        return house.connections.find(house.connection().id().value()).orElseThrow();
    }
}
