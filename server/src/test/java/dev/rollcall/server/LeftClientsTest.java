package dev.rollcall.server;

import dev.rollcall.directory.resource.TurnWait;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.limit.BodyMemoryOptions;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.HeldReads;
import dev.rollcall.server.testing.Metered;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that leaves while it waits for its turn keeps no place. */
@Timeout(120)
class LeftClientsTest {
    private static final String SCAN = "/Users?filter=title%20co%20%22zz%22";

    private final HeldReads reads = new HeldReads();

    @TempDir
    private Path folder;

    @Test
    void inTheLineForScans() throws IOException {
        try (Service service = Service.start(folder, Metered.options(), reads)) {
            Metered metered = new Metered(service);
            ScimClient client = service.connect("left");
            // From here on the token is known without a look into the store.
            assertThat(client.get("/Users").status()).isEqualTo(200);
            int before = reads.count();
            reads.hold(client.connection());
            try (RawConnection first = send(service, client, "GET", SCAN, "")) {
                metered.await("rollcall_scans_running", running -> running == 1);
                try (RawConnection second = send(service, client, "GET", SCAN, "")) {
                    metered.await("rollcall_scans_waiting", waiting -> waiting == 1);
                    assertThat(second).isNotNull();
                }
                metered.await("rollcall_scans_waiting", waiting -> waiting == 0);
                assertThat(metered.figure("rollcall_scans_running")).as("the first is still there").isEqualTo(1);
                reads.letGo();
                assertThat(first.read().status()).isEqualTo(200);
            }
            assertThat(reads.count() - before).as("a search that needs a turn reads once, in it").isEqualTo(1);
            assertThat(statuses(service, client)).containsExactlyInAnyOrder(200, 200, TurnWait.LEFT_STATUS);
        }
    }

    @Test
    void inTheLineOfAResource() throws IOException {
        try (Service service = Service.start(folder, Metered.options(), reads)) {
            Metered metered = new Metered(service);
            ScimClient client = service.connect("left");
            String path = "/Users/" + client.user("anna");
            String change = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                    + "[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Dr\"}]}";
            int before = reads.count();
            reads.hold(client.connection());
            try (RawConnection first = send(service, client, "PATCH", path, change)) {
                assertThat(first).isNotNull();
                while (reads.count() == before) {
                    Thread.onSpinWait();
                }
                try (RawConnection second = send(service, client, "PATCH", path, change)) {
                    metered.await("rollcall_turns_waiting", waiting -> waiting == 1);
                    assertThat(second).isNotNull();
                }
                metered.await("rollcall_turns_waiting", waiting -> waiting == 0);
                reads.letGo();
                assertThat(first.read().status()).isEqualTo(200);
            }
            assertThat(statuses(service, client)).containsExactlyInAnyOrder(201, 200, TurnWait.LEFT_STATUS);
        }
    }

    @Test
    void inTheLineForTheMemoryOfBodies() throws IOException {
        ServerOptions narrow = Metered.options()
                .with(RequestSettings.BODY_MEMORY, Optional.of(BodyMemoryOptions.MINIMUM));
        try (Service service = Service.start(folder, narrow, reads)) {
            Metered metered = new Metered(service);
            ScimClient client = service.connect("left");
            String path = "/Users/" + client.user("anna");
            int before = reads.count();
            reads.hold(client.connection());
            try (RawConnection first = send(service, client, "PUT", path, heavy())) {
                assertThat(first).isNotNull();
                while (reads.count() == before) {
                    Thread.onSpinWait();
                }
                try (RawConnection second = send(service, client, "PUT", path, heavy())) {
                    metered.await("rollcall_body_waiting", waiting -> waiting == 1);
                    assertThat(second).isNotNull();
                }
                metered.await("rollcall_body_waiting", waiting -> waiting == 0);
                assertThat(metered.figure("rollcall_body_refused_total")).isZero();
                reads.letGo();
            }
        }
    }

    /** How the three requests ended; nobody is told when the one is in the log whose client has left. */
    private static List<Integer> statuses(Service service, ScimClient client) {
        List<RequestLogEntry> rows = service.log(client);
        while (rows.size() < 3) {
            Thread.onSpinWait();
            rows = service.log(client);
        }
        return rows.stream().map(RequestLogEntry::status).toList();
    }

    /** Is received at once, and weighs more than half of what one connection may have. */
    private static String heavy() {
        String lists = ("[" + "[1.5],".repeat(4_499) + "[1.5]],").repeat(4);
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"anna\",\"x\":["
                + lists.substring(0, lists.length() - 1) + "]}";
    }

    private static RawConnection send(Service service, ScimClient client, String method, String path, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new RawConnection(service.server().port())
                .send(method + " /scim/v2/connections/" + client.connection() + path + " HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer " + client.token() + "\r\n"
                        + (bytes.length == 0 ? ""
                                : "Content-Type: application/scim+json\r\nContent-Length: "
                                        + bytes.length + "\r\n")
                        + "\r\n")
                .send(bytes);
    }
}
