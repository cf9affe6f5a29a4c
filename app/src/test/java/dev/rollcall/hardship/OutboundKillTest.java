package dev.rollcall.hardship;

import dev.rollcall.app.ProgramProcess;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process is killed at random moments while clients write and it delivers to a target that misbehaves. In the end the target has
 * what the source has, every event is accounted for, and nobody's order was broken.
 */
@Tag("long")
class OutboundKillTest {
    private static final int CLIENTS = 4;
    private static final int FEWEST_WRITES = 100;
    private static final int FURTHER_WRITES = 200;
    private static final int FEWEST_KILLS = 2;

    @TempDir
    private Path folder;

    private final Random random = new Random(20260328);

    /** How long it goes on; it is killed twice at least. */
    Duration length() {
        return Duration.ofSeconds(5);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whateverTheProcessWasAtTheTargetEndsEqualToTheSource(Engine engine) throws Exception {
        Place place = engine.newPlace(folder);
        try (FaultTarget target = FaultTarget.start();
                HttpClient http = Site.newClient();
                Storage storage = place.open()) {
            Access access = Access.create(storage, "killed");
            OutboundWorld world = OutboundWorld.begin(storage, target, folder.resolve("key-file.json"));
            long end = System.nanoTime() + length().toNanos();
            for (int round = 0; round < FEWEST_KILLS || System.nanoTime() < end; round++) {
                target.chance(round, 0.2, Fault.commitThenReset(), Fault.resetMidBody(), Fault.status(500),
                        Fault.busy(0));
                try (ProgramProcess serve = serve(place)) {
                    Tenant tenant = new Tenant(http, List.of(URI.create(serve.url())), access);
                    CountDownLatch untilKill = new CountDownLatch(FEWEST_WRITES + random.nextInt(FURTHER_WRITES));
                    try (Crowd crowd = new Crowd()) {
                        for (int i = 0; i < CLIENTS; i++) {
                            OutboundLoad load = new OutboundLoad(tenant, "r" + round + "-" + i,
                                    new Random(random.nextLong()), untilKill);
                            crowd.add(load::untilDeath);
                        }
                        crowd.go();
                        untilKill.await();
                        serve.kill();
                        crowd.join();
                    }
                }
            }
            target.heal();
            try (ProgramProcess serve = serve(place)) {
                serve.url();
                world.requireEqual(serve);
            }
        }
    }

    private ProgramProcess serve(Place place) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--port", "0", "--outbound-allowed-networks", "127.0.0.0/8",
                        "--key-file", folder.resolve("key-file.json").toString()));
        arguments.addAll(place.serveArguments());
        return ProgramProcess.serve(folder, arguments.toArray(String[]::new));
    }
}
