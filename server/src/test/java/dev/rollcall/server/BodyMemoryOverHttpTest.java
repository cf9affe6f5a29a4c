package dev.rollcall.server;

import dev.rollcall.server.limit.BodyMemoryOptions;
import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that become large in memory wait for each other, and never let another connection wait. */
class BodyMemoryOverHttpTest {
    private static final int MEMORY = 32 << 20;
    private static final String TOKEN = "a token for the metrics";
    private static final int ATTACKERS = 2;
    private static final int EACH = 30;

    @TempDir
    private Path folder;

    @Test
    void bodiesThatBecomeLargeShareTheMemoryAndABystanderNotices() throws Exception {
        try (Service service = Service.start(folder, options(Duration.ofSeconds(60)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ScimClient bystander = service.connect("bystander");
            String id = bystander.user("anna");
            List<Future<Answer>> attack = new ArrayList<>();
            for (int a = 0; a < ATTACKERS; a++) {
                ScimClient attacker = service.connect("attacker-" + a);
                for (int i = 0; i < EACH; i++) {
                    attack.add(threads.submit(() -> attacker.call("POST", "/Users", heavy())));
                }
            }
            double most = 0;
            double waiting = 0;
            while (attack.stream().anyMatch(answer -> !answer.isDone())) {
                most = Math.max(most, figure(service, "rollcall_body_memory_taken_bytes"));
                waiting = Math.max(waiting, figure(service, "rollcall_body_waiting"));
                Answer small = bystander.patch("/Users/" + id, "[{'op':'replace','path':'title','value':'Dr'}]");
                assertThat(small.status()).as("%s", small.text()).isEqualTo(200);
            }
            assertThat(most).as("taken at most").isBetween(MEMORY / 8.0, (double) MEMORY);
            assertThat(waiting).as("waiting at most").isGreaterThan(ATTACKERS);
            int served = 0;
            for (Future<Answer> answer : attack) {
                Answer given = answer.get();
                served += given.status() == 503 ? 0 : 1;
                assertThat(given.status()).as("%s", given.text()).isIn(201, 409, 413, 503);
                assertThat(given.header("Retry-After").isPresent()).isEqualTo(given.status() == 503);
            }
            assertThat(served).isPositive();
            await(service, "rollcall_body_memory_taken_bytes", taken -> taken == 0);
            await(service, "rollcall_body_waiting", count -> count == 0);
        }
    }

    @Test
    void slowSendersHoldTheirOwnConnectionUpAndNoOther() throws IOException {
        try (Service service = Service.start(folder, options(Duration.ofMillis(200)))) {
            ScimClient slow = service.connect("slow");
            ScimClient other = service.connect("other");
            RawConnection sender = new RawConnection(service.server().port());
            sender.send(head(slow, 1_000_000)).send(new byte[900_000]);
            await(service, "rollcall_body_memory_taken_bytes", taken -> taken > 900_000);
            Answer late = slow.call("POST", "/Users", user(900_000));
            assertThat(late.error(503)).contains("limits.body-memory");
            assertThat(late.header("Retry-After")).isEqualTo(Optional.of("5"));
            assertThat(slow.get("/Users").status()).isEqualTo(200);
            assertThat(slow.post("/Users", ScimClient.user("small", "")).status()).isEqualTo(201);
            assertThat(other.call("POST", "/Users", user(900_000)).status()).isEqualTo(201);
            sender.close();
            await(service, "rollcall_body_memory_taken_bytes", taken -> taken == 0);
            assertThat(slow.call("POST", "/Users", user(900_000)).status()).isEqualTo(201);
        }
    }

    @Test
    void aBodyThatFitsIntoNoMemoryIsToldSoAtOnce() {
        ServerOptions narrow = ServerOptions.defaults()
                .with(RequestSettings.BODY_MEMORY, Optional.of(BodyMemoryOptions.MINIMUM));
        try (Service service = Service.start(folder, narrow)) {
            ScimClient client = service.connect("large");
            StringBuilder members = new StringBuilder("{'displayName':'g','members':[");
            for (int i = 0; i < 60_000; i++) {
                members.append(i == 0 ? "" : ",").append("{'value':'0192aaaa-bbbb-7ccc-8ddd-%012d'}".formatted(i));
            }
            assertThat(client.post("/Groups", members + "]}").error(413)).contains("limits.body-memory");
            assertThat(client.post("/Users", ScimClient.user("small", "")).status()).isEqualTo(201);
        }
    }

    private static ServerOptions options(Duration patience) {
        return ServerOptions.defaults()
                .with(RequestSettings.BODY_MEMORY, Optional.of((long) MEMORY))
                .with(RequestSettings.BODY_WAIT, patience)
                .with(MetricsSettings.TOKEN, Optional.of(TOKEN));
    }

    /** A user of less than a megabyte whose tree has 90,000 nodes. */
    private static byte[] heavy() {
        // Many small lists in lists, each no longer than one may be.
        String lists = ("[" + "[1.5],".repeat(4_499) + "[1.5]],").repeat(10);
        return ("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"m1\",\"x\":["
                + lists.substring(0, lists.length() - 1) + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** A user of about so many bytes. */
    private static byte[] user(int size) {
        return ("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"large\",\"x\":\""
                + "x".repeat(size) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static String head(ScimClient client, int length) {
        return "POST /scim/v2/connections/" + client.connection()
                + "/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + client.token() + "\r\nContent-Type: application/scim+json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static void await(Service service, String name, DoublePredicate enough) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        double value = figure(service, name);
        while (!enough.test(value)) {
            assertThat(System.nanoTime() - deadline).as("%s is still %s", name, value).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            value = figure(service, name);
        }
    }

    private static double figure(Service service, String name) throws IOException {
        try (RawConnection connection = new RawConnection(service.server().port())) {
            String text = connection
                    .send("GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n")
                    .read()
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No " + name + " in " + text));
        }
    }
}
