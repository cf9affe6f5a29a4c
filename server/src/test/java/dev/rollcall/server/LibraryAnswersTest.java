package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever makes an answer, it has the form and the headers of its surface, and a request's id that the log knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LibraryAnswersTest {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

    private Service service;
    private ScimClient client;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Service.start(folder, ServerOptions.defaults().with(RequestSettings.REQUEST_LINE, 2_000));
        client = service.connect("raw");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ours       | GET /scim/v2/nothing HTTP/1.1%Host: x%%                                 | 404
        malformed  | GARBAGE%%                                                               | 400
        header     | GET SCIM/Users HTTP/1.1%Host: x%Bad Header: y%%                          | 400
        framing    | POST SCIM/Users HTTP/1.1%Host: x%Content-Length: x%%                     | 400
        too large  | POST SCIM/Users HTTP/1.1%Host: x%AUTH%Content-Length: 99999999%%         | 413
        too long   | GET SCIM/Users?filter=LONG HTTP/1.1%Host: x%%                            | 414
        compressed | POST SCIM/Users HTTP/1.1%Host: x%Content-Encoding: gzip%Content-Length: 2%%hi | 415
        coding     | POST SCIM/Users HTTP/1.1%Host: x%Transfer-Encoding: gzip, chunked%%      | 501
        version    | GET SCIM/Users HTTP/3.0%Host: x%%                                        | 505
        """)
    void scimErrorsHaveOneForm(String name, String sent, int status) throws IOException {
        RawAnswer answer = send(sent);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/scim+json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("X-Request-Id").orElseThrow()).matches(UUID);
        assertThat(answer.header("Date")).isPresent();
        assertThat(answer.body())
                .startsWith("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:Error\"]")
                .contains("\"status\":\"" + status + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST /health/live HTTP/1.1%Host: x%Content-Length: x%%  | 400
        GET /health/live HTTP/3.0%Host: x%%                     | 505
        POST /health/live HTTP/1.1%Host: x%%                    | 405
        """)
    void errorsBelowHealthHaveItsForm(String sent, int status) throws IOException {
        RawAnswer answer = send(sent);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).startsWith("{\"status\":");
    }

    @Test
    void aRequestsIdIsTheOneOfItsLogRowAndTheClientsOwnStandsBesideIt() {
        Answer answer = client.get("/Users", "X-Request-Id", "idp-4711");
        String id = answer.header("X-Request-Id").orElseThrow();
        RequestLogEntry row = row(id);
        assertThat(row.status()).isEqualTo(200);
        assertThat(row.clientRequestId()).contains("idp-4711");
        String refused = client.get("/Users/none", "X-Request-Id", "<script>").header("X-Request-Id").orElseThrow();
        assertThat(row(refused).status()).isEqualTo(404);
        assertThat(row(refused).clientRequestId()).isEmpty();
    }

    @Test
    void aTokenInTheClientsIdIsNotKept() {
        String id = client.get("/Users", "X-Request-Id", client.token()).header("X-Request-Id").orElseThrow();
        String secret = client.token().substring(client.token().indexOf('.') + 1);
        assertThat(row(id).clientRequestId().orElse("")).doesNotContain(secret);
    }

    @Test
    void aResourceTellsItsLocation() {
        String id = client.user("anna");
        Answer answer = client.get("/Users/" + id);
        assertThat(answer.header("Location")).contains(client.baseUrl() + "/Users/" + id);
        assertThat(answer.header("Content-Location")).isEqualTo(answer.header("Location"));
    }

    private RequestLogEntry row(String id) {
        return service.log(client).stream().filter(entry -> entry.id().equals(id)).findFirst().orElseThrow();
    }

    private RawAnswer send(String sent) throws IOException {
        String request = sent.replace("SCIM", "/scim/v2/connections/" + client.connection())
                .replace("AUTH", "Authorization: Bearer " + client.token())
                .replace("LONG", "a".repeat(3_000))
                .replace("%", "\r\n");
        try (RawConnection connection = new RawConnection(service.server().port())) {
            return connection.send(request).read();
        }
    }
}
