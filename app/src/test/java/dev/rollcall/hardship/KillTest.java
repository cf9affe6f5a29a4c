package dev.rollcall.hardship;

import dev.rollcall.app.PostgresServer;
import dev.rollcall.app.ProgramProcess;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The process is killed in the middle of a load. What it had acknowledged is there afterwards; nothing is half there. */
@Tag("long")
class KillTest {
    private static final int CLIENTS = 8;
    private static final int GROUPS = 3;
    private static final int FEWEST_WRITES = 150;
    private static final int FURTHER_WRITES = 250;
    private static final long SEED = 20260301;

    @TempDir
    Path folder;

    /** How often the server is killed. */
    int rounds() {
        return 2;
    }

    private final Random random = new Random(SEED);
    private final List<Known> users = new ArrayList<>();
    private List<String> groups = List.of();
    private int marks;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyAcknowledgedWriteSurvivesTheDeathOfTheServer(Engine engine) throws Exception {
        Place place = engine.newPlace(folder);
        try (HttpClient http = Site.newClient()) {
            Access access = access(place);
            for (int round = 0; round < rounds(); round++) {
                try (ProgramProcess serve = serve(place)) {
                    Tenant tenant = new Tenant(http, List.of(URI.create(serve.url())), access);
                    inspect(tenant, place);
                    loadUntilKilled(tenant, serve, round);
                }
                place.awaitQuiet();
            }
            try (ProgramProcess serve = serve(place)) {
                inspect(new Tenant(http, List.of(URI.create(serve.url())), access), place);
                serve.terminate();
                assertThat(serve.exitCode()).isZero();
            }
        }
    }

    @Test
    void everyAcknowledgedWriteSurvivesTheDeathOfPostgresql() throws Exception {
        Place.Database place = (Place.Database) Engine.POSTGRESQL.newPlace(folder);
        try (HttpClient http = Site.newClient()) {
            Access access = access(place);
            try (ProgramProcess serve = serve(place)) {
                Tenant tenant = new Tenant(http, List.of(URI.create(serve.url())), access);
                inspect(tenant, place);
                loadWhileBackendsDie(tenant, place);
                inspect(tenant, place);
            }
        }
    }

    private static Access access(Place place) {
        try (Storage storage = place.open()) {
            return Access.create(storage, "killed");
        }
    }

    private ProgramProcess serve(Place place) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--port", "0"));
        arguments.addAll(place.serveArguments());
        return ProgramProcess.serve(folder, arguments.toArray(String[]::new));
    }

    private void loadUntilKilled(Tenant tenant, ProgramProcess serve, int round) throws Exception {
        CountDownLatch untilKill = new CountDownLatch(FEWEST_WRITES + random.nextInt(FURTHER_WRITES));
        List<Load> loads = loads(tenant, "round" + round, untilKill);
        try (Crowd crowd = new Crowd()) {
            loads.forEach(load -> crowd.add(load::untilDeath));
            crowd.go();
            untilKill.await();
            serve.kill();
            crowd.join();
        }
        loads.forEach(load -> users.addAll(load.users()));
    }

    /** When one backend is killed, PostgreSQL ends all others and recovers from its log. */
    private void loadWhileBackendsDie(Tenant tenant, Place.Database place) throws Exception {
        CountDownLatch untilKill = new CountDownLatch(FEWEST_WRITES);
        CountDownLatch untilEnd = new CountDownLatch(2 * FEWEST_WRITES + FURTHER_WRITES);
        List<Load> loads = loads(tenant, "backend", untilKill);
        try (Crowd crowd = new Crowd()) {
            loads.forEach(load -> crowd.add(() -> load.through(untilEnd)));
            crowd.go();
            untilKill.await();
            long backend = PostgresServer.backends(place.url()).getLast();
            assertThat(ProcessHandle.of(backend).orElseThrow().destroyForcibly()).isTrue();
            crowd.join();
        }
        loads.forEach(load -> users.addAll(load.users()));
    }

    private List<Load> loads(Tenant tenant, String name, CountDownLatch acknowledged) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Load(tenant, name + "-" + i, groups, new Random(random.nextLong()), acknowledged))
                .toList();
    }

    private void inspect(Tenant tenant, Place place) throws Exception {
        if (groups.isEmpty()) {
            groups = IntStream.range(0, GROUPS)
                    .mapToObj(i -> tenant.post("/Groups", Bodies.group("group-" + i, List.of())).expect(201).id())
                    .toList();
        }
        try (Storage storage = place.open()) {
            // What a deletion could not finish before the death is finished after the start, with its changes.
            while (!storage.read(Share.HOUSE, session -> session.resources().tombstones("", 1)).isEmpty()) {
                Thread.sleep(20);
            }
            marks++;
            Inspection inspection = new Inspection(tenant, storage, "mark-" + marks);
            long there = inspection.users(users);
            inspection.groups(groups, users);
            inspection.total(there + marks);
        }
        place.requireSound();
    }
}
