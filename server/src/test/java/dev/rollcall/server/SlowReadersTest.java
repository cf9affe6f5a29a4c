package dev.rollcall.server;

import dev.rollcall.server.limit.AnswerMemory;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.HeldReads;
import dev.rollcall.server.testing.Metered;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ask for much and read nothing hold a bounded number of bytes, and only their own connection suffers. */
@Timeout(300)
class SlowReadersTest {
    private static final int READERS = 12;
    private static final int MEMBERS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void answersThatNobodyTakesAreBoundedInBytesAndAnotherConnectionGetsItsOwn() throws IOException {
        try (Service service = Service.start(folder, options())) {
            Metered metered = new Metered(service);
            ScimClient slow = service.connect("slow");
            ScimClient bystander = service.connect("bystander");
            for (int i = 0; i < 6; i++) {
                large(slow, i);
            }
            large(bystander, 0);
            String small = bystander.user("anna");
            List<RawConnection> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(unread(service, slow, "/Users?count=6"));
            }
            // Each page has about 5 MiB; the second does not fit beside the first.
            metered.await("rollcall_answer_refused_total", refused -> refused >= READERS - 1);
            assertThat(metered.figure("rollcall_answer_memory_taken_bytes")).isBetween(4e6,
                    (double) AnswerMemory.MINIMUM);
            Answer refused = slow.get("/Users?count=6");
            assertThat(refused.error(503)).contains("limits.answer-memory");
            assertThat(refused.header("Retry-After")).contains("5");

            assertThat(bystander.get("/Users/" + small).status()).isEqualTo(200);
            // Its own pages come, at the price of the one who holds most.
            for (int i = 0; i < 3; i++) {
                Answer page = bystander.get("/Users?count=5");
                assertThat(page.status()).as("%s", page.status()).isEqualTo(200);
                assertThat(page.json().path("Resources").size()).isEqualTo(2);
            }
            assertThat(slow.patch("/Users/" + slow.user("written"), "[{'op':'replace','path':'title','value':'Dr'}]")
                    .status()).isEqualTo(200);
            for (RawConnection reader : readers) {
                reader.close();
            }
            metered.await("rollcall_answer_memory_taken_bytes", taken -> taken == 0);
        }
    }

    @Test
    void whoHoldsMostIsCutOffWhenAnotherNeedsTheRoom() throws IOException {
        try (Service service = Service.start(folder, options())) {
            Metered metered = new Metered(service);
            ScimClient slow = service.connect("slow");
            ScimClient bystander = service.connect("bystander");
            for (int i = 0; i < 6; i++) {
                large(slow, i);
                large(bystander, i);
            }
            try (RawConnection reader = unread(service, slow, "/Users?count=6")) {
                metered.await("rollcall_answer_memory_taken_bytes", taken -> taken > 4e6);
                assertThat(bystander.get("/Users?count=5").json().path("Resources").size()).isEqualTo(5);
                assertThat(metered.figure("rollcall_answer_cut_total")).isEqualTo(1);
                assertThat(reader.readAll().length).as("it has less than was promised").isLessThan(5_000_000);
            }
            metered.await("rollcall_answer_memory_taken_bytes", taken -> taken == 0);
        }
    }

    @Test
    void streamsThatNobodyTakesCountWithTheirStretch() throws IOException {
        HeldReads reads = new HeldReads();
        try (Service service = Service.start(folder, options(), reads)) {
            Metered metered = new Metered(service);
            ScimClient slow = service.connect("slow");
            StringBuilder members = new StringBuilder("{'displayName':'g','members':[");
            for (int i = 0; i < MEMBERS; i++) {
                members.append(i == 0 ? "" : ",")
                        .append("{'value':'%012d%s'}".formatted(i, "x".repeat(1_000)));
            }
            String group = slow.post("/Groups", members + "]}").json().path("id").stringValue();
            // All of them are there before the first one has a stretch, however late a client comes to send.
            int before = reads.count();
            reads.hold(slow.connection());
            List<RawConnection> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(unread(service, slow, "/Groups/" + group));
            }
            while (reads.count() - before < READERS) {
                Thread.onSpinWait();
            }
            reads.letGo();
            // A stretch of 1,000 members has more than a megabyte here.
            metered.await("rollcall_answer_memory_taken_bytes", taken -> taken > 3_000_000);
            assertThat(metered.figure("rollcall_answer_memory_taken_bytes")).isLessThanOrEqualTo(AnswerMemory.MINIMUM);
            // Two of them fit at a time; those that came before the others had their stretch are cut off, later ones refused.
            metered.await("rollcall_answer_cut_total", cut -> cut >= READERS / 4.0);
            assertThat(metered.figure("rollcall_answer_memory_taken_bytes")).isLessThanOrEqualTo(AnswerMemory.MINIMUM);
            for (RawConnection reader : readers) {
                reader.close();
            }
            metered.await("rollcall_answer_memory_taken_bytes", taken -> taken == 0);
        }
    }

    private static ServerOptions options() {
        return Metered.options().with(RequestSettings.ANSWER_MEMORY, Optional.of(AnswerMemory.MINIMUM));
    }

    private static RawConnection unread(Service service, ScimClient client, String path) throws IOException {
        return RawConnection.narrow(service.server().port())
                .send("GET /scim/v2/connections/" + client.connection() + path + " HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer " + client.token() + "\r\n\r\n");
    }

    /** A user of about 900,000 bytes. */
    private static void large(ScimClient client, int number) {
        String notes = ",'notes':'" + "n".repeat(900_000) + "'";
        assertThat(client.post("/Users", ScimClient.user("large-" + number, notes)).status()).isEqualTo(201);
    }
}
