package dev.rollcall.hardship;

import dev.rollcall.app.ProgramProcess;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.fault.FaultTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes on one PostgreSQL share the deliveries; one dies, or stands still past its lease and goes on. */
@Tag("long")
class OutboundTwoNodesTest {
    private static final int WRITES = 300;
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(23);

    @TempDir
    private Path folder;

    @Test
    void oneDiesAndTheOtherTakesOver() throws Exception {
        hardship((first, second) -> second.kill());
    }

    @Test
    void oneIsFrozenPastItsLeaseAndWakesUp() throws Exception {
        hardship((first, second) -> {
            signal(second, "STOP");
            Thread.sleep(PAST_THE_LEASE);
            signal(second, "CONT");
        });
    }

    private interface Accident {
        void happen(ProgramProcess first, ProgramProcess second) throws Exception;
    }

    private void hardship(Accident accident) throws Exception {
        Place place = Engine.POSTGRESQL.newPlace(folder);
        try (FaultTarget target = FaultTarget.start();
                HttpClient http = Site.newClient();
                Storage storage = place.open()) {
            Access access = Access.create(storage, "shared");
            OutboundWorld world = OutboundWorld.begin(storage, target, folder.resolve("key-file.json"));
            try (ProgramProcess first = serve(place); ProgramProcess second = serve(place)) {
                // Only the first one is written to, so that all that is lost is what the second had in hand.
                Tenant tenant = new Tenant(http, List.of(URI.create(first.url())), access);
                assertThat(second.url()).startsWith("http");
                CountDownLatch half = new CountDownLatch(WRITES);
                CountDownLatch all = new CountDownLatch(2 * WRITES);
                try (Crowd crowd = new Crowd()) {
                    crowd.add(new OutboundLoad(tenant, "a", new Random(1), half)::untilEnough);
                    crowd.add(new OutboundLoad(tenant, "b", new Random(2), all)::untilEnough);
                    crowd.go();
                    half.await();
                    accident.happen(first, second);
                    crowd.join();
                }
                world.requireEqual(first);
            }
        }
    }

    private static void signal(ProgramProcess process, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start().waitFor();
        assertThat(code).isZero();
    }

    private ProgramProcess serve(Place place) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--outbound-allowed-networks", "127.0.0.0/8",
                "--key-file", folder.resolve("key-file.json").toString(),
                "--data", folder.resolve("data-" + folder.toFile().list().length).toString()));
        arguments.addAll(place.serveArguments());
        return ProgramProcess.serve(folder, arguments.toArray(String[]::new));
    }
}
