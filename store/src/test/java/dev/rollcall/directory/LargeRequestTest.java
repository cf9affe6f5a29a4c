package dev.rollcall.directory;

import dev.rollcall.directory.resource.Effort;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a large request computes is computed in a turn, and no turn is kept by who waits for the store. */
class LargeRequestTest {
    @TempDir
    Path folder;

    private Storage storage;
    private House house;

    @BeforeEach
    void open() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
        house = new House(storage, 1);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aLargeRequestThatGetsNoTurnIsRefusedAndSmallOnesGoOn() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMillis(20));
        String id = create(house.call(), "anna");
        House other = house.neighbour();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            threads.submit(() -> large(other, turns).effort().spend(() -> {
                taken.countDown();
                return await(end);
            }));
            taken.await();
            try {
                refused(() -> create(large(house, turns), "otto"));
                refused(() -> replace(large(house, turns), id));
                refused(() -> patch(large(house, turns), id));
                patch(small(house, turns), id);
                replace(small(house, turns), id);
                create(small(house, turns), "ida");
            } finally {
                end.countDown();
            }
        }
        assertThatExceptionOfType(ScimException.class).isThrownBy(() -> create(small(house, turns), "ida"))
                .as("the small one is there")
                .matches(e -> e.status() == 409);
        create(small(house, turns), "otto");
    }

    @Test
    void whoWaitsForTheWriterHasNoTurn() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMinutes(1));
        House other = house.neighbour();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            threads.submit(() -> storage.write(Share.of(other.connection().id()), "lane", session -> {
                writing.countDown();
                return await(end);
            }));
            writing.await();
            Future<String> waiting = threads.submit(() -> create(large(house, turns), "anna"));
            while (storage.health().waitingWrites() == 0) {
                Thread.onSpinWait();
            }
            try {
                assertThat(turns.running()).isZero();
                assertThat(large(other, turns).effort().spend(() -> "computed")).isEqualTo("computed");
                assertThat(waiting.isDone()).isFalse();
            } finally {
                end.countDown();
            }
            assertThat(waiting.get()).isNotEmpty();
        }
    }

    /** An {@link Effort} refuses to compute on a thread that is not the request's own. */
    @Test
    void nothingLargeIsComputedByTheWriter() {
        ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMinutes(1));
        String anna = create(house.call(), "anna");
        String otto = create(house.call(), "otto");
        String group = id(house.resources.create(large(house, turns), House.GROUP,
                House.json("{'displayName':'Crew','members':[{'value':'" + anna + "'}]}"), Projection.everything()));
        house.resources.patch(large(house, turns), House.GROUP, group,
                House.json("{'Operations':[{'op':'Replace','path':'displayName','value':'Band'},"
                        + "{'op':'Add','path':'members','value':[{'value':'" + otto + "'}]}]}"),
                Precondition.none(), new PatchAnswer(Projection.everything(), false));
        house.resources.replace(large(house, turns), House.GROUP, group,
                House.json("{'displayName':'Cast','members':[{'value':'" + otto + "'}]}"), Precondition.none(),
                Projection.everything());
        Representation cast = house.resources.get(house.call(), House.GROUP, group, Projection.everything());
        assertThat(House.json(cast).path("displayName").stringValue()).isEqualTo("Cast");
        assertThat(House.json(cast).path("members").size()).isEqualTo(1);
        assertThat(cast.version()).isEqualTo(3);
    }

    private static ScimCall small(House house, ProcessorTurns turns) {
        ScimCall call = house.call();
        return new ScimCall(call.caller(), call.baseUrl(), call.trace(), Presence.ASSUMED,
                turns.effort(call.connection(), Presence.ASSUMED));
    }

    /** A request that came with so much that it is large, whatever of it is left. */
    private static ScimCall large(House house, ProcessorTurns turns) {
        ScimCall call = small(house, turns);
        call.effort().body(Effort.LARGE);
        return call;
    }

    private String create(ScimCall call, String userName) {
        return id(house.resources
                .create(call, House.USER, House.json("{'userName':'" + userName + "'}"), Projection.everything()));
    }

    private static String id(Representation created) {
        return created.location().substring(created.location().lastIndexOf('/') + 1);
    }

    private Representation replace(ScimCall call, String id) {
        return house.resources.replace(call, House.USER, id, House.json("{'userName':'anna','title':'replaced'}"),
                Precondition.none(), Projection.everything());
    }

    private Representation patch(ScimCall call, String id) {
        return house.resources.patch(call, House.USER, id,
                House.json("{'Operations':[{'op':'Replace','path':'title','value':'patched'}]}"), Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
    }

    private static void refused(Runnable request) {
        assertThatExceptionOfType(ScimException.class).isThrownBy(request::run)
                .matches(e -> e.status() == 503)
                .withMessageContaining("limits.large-request-wait");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
