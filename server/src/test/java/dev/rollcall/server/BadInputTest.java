package dev.rollcall.server;

import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No input gets a 5xx, and what is refused changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static final String START = "{\"schemas\":[\"" + USER + "\"],\"userName\":\"hostile\"";

    private Service service;
    private ScimClient client;
    private String user;
    private String group;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("hostile");
        user = client.user("anna");
        group = client.group("Staff");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static Stream<Arguments> hostileBodies() {
        return Stream.of(
                body("nothing", ""),
                body("blanks", "   "),
                body("no object", "[]"),
                body("a text", "\"x\""),
                body("null", "null"),
                body("truncated", START),
                body("truncated text", START + ",\"title\":\"ab"),
                body("trailing", START + "} {}"),
                body("comment", START + "/* */}"),
                body("single quotes", "{'userName':'x'}"),
                body("unquoted name", "{userName:\"x\"}"),
                body("NaN", START + ",\"x\":NaN}"),
                body("Infinity", START + ",\"x\":-Infinity}"),
                body("huge number", START + ",\"x\":" + "9".repeat(100_000) + "}"),
                body("huge exponent", START + ",\"x\":1e999999999}"),
                body("duplicate key", START + ",\"title\":\"a\",\"title\":\"b\"}"),
                body("duplicate key in other case", START + ",\"USERNAME\":\"b\"}"),
                body("NUL escaped", START + ",\"title\":\"a\\u0000b\"}"),
                body("lone surrogate escaped", START + ",\"title\":\"a\\ud800b\"}"),
                body("lone low surrogate", START + ",\"title\":\"\\udc00\"}"),
                body("NUL in a name", START + ",\"a\\u0000\":\"b\"}"),
                body("10,000 arrays", START + ",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
                body("10,000 objects", START + ",\"x\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}"),
                body("100,000 open arrays", "[".repeat(100_000)),
                bytes("invalid UTF-8", START + ",\"title\":\"", "ff", "\"}"),
                bytes("overlong UTF-8", START + ",\"title\":\"", "c080", "\"}"),
                bytes("surrogate in UTF-8", START + ",\"title\":\"", "eda080", "\"}"),
                bytes("raw NUL", START + ",\"title\":\"", "00", "\"}"),
                bytes("UTF-16", "", "fffe7b007d00", ""),
                bytes("byte order mark", "", "efbbbf", START + "}"),
                body("a text over the limit", START + ",\"title\":\"" + "a".repeat(1_100_000) + "\"}"),
                body("a body over the limit", START + ",\"x\":[" + "1,".repeat(600_000) + "1]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileBodies")
    void hostileBodiesAreRefused(String name, byte[] body) {
        String before = state();
        for (String[] call : new String[][]{
            {"POST", "/Users"}, {"PUT", "/Users/" + user}, {"PATCH", "/Users/" + user}, {"POST", "/Groups"},
            {"PUT", "/Groups/" + group}, {"PATCH", "/Groups/" + group}, {"POST", "/Users/.search"}, {"POST", "/.search"}
        }) {
            Answer answer = client.call(call[0], call[1], body);
            assertThat(answer.status()).as("%s %s: %s", call[0], call[1], answer.text()).isBetween(400, 499);
            answer.error(answer.status());
        }
        assertThat(state()).isEqualTo(before);
    }

    static Stream<Arguments> hostileUsers() {
        return Stream.of("'active':'maybe'", "'active':2", "'userName':5", "'userName':null", "'userName':['a','b']",
                "'emails':'x'",
                "'emails':[{'value':{'a':1}}]", "'name':[[]]", "'name':{'givenName':{'a':[]}}", "'emails':[[[]]]")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("hostileUsers")
    void valuesOfOtherFormsAreNeverA5xx(String member) {
        Answer posted = client.post("/Users", "{'schemas':['" + USER + "']," + member + "}");
        assertThat(posted.status()).as(posted.text()).isLessThan(500);
        Answer patched = client.patch("/Users/" + user, "[{'op':'replace','value':{" + member + "}}]");
        assertThat(patched.status()).as(patched.text()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{'Operations':5}", "{'Operations':[5]}", "{'Operations':[{}]}", "{'Operations':[{'op':'jump'}]}",
        "{'Operations':[{'op':'add'}]}", "{'Operations':[{'op':'remove'}]}",
        "{'Operations':[{'op':'add','path':5,'value':1}]}",
        "{'Operations':[{'op':'add','path':'emails[','value':1}]}",
        "{'Operations':[{'op':'add','path':'id','value':'x'}]}",
        "{'Operations':[{'op':'replace','path':'emails[type eq \\'work\\']..value','value':'x'}]}",
        "{'Operations':[{'op':5,'path':'title','value':'x'}]}"
    })
    void hostilePatchesAreRefused(String body) {
        String before = state();
        String message = body.replace("\\'", "\\\"")
                .replace("{'Operations'", "{'schemas':['" + PATCH + "'],'Operations'");
        byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Answer answer = client.call("PATCH", "/Users/" + user, bytes);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        answer.error(answer.status());
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void tooManyOperationsAreRefused() {
        String before = state();
        String operation = "{'op':'add','path':'title','value':'x'},";
        Answer answer = client.patch(
                "/Users/" + user, "[" + operation.repeat(5_000) + "{'op':'add','path':'title','value':'y'}]");
        assertThat(answer.status()).isIn(400, 413);
        assertThat(answer.error(answer.status())).contains("operations");
        assertThat(state()).isEqualTo(before);
    }

    static Stream<Arguments> hostileFilters() {
        return Stream.of(
                "(".repeat(100_000),
                "userName eq \"" + "a".repeat(100_000) + "\"",
                "not (".repeat(2_000) + "id pr" + ")".repeat(2_000),
                "id pr and ".repeat(3_000) + "id pr",
                "userName eq",
                "userName",
                "eq",
                "userName eq \"a",
                "emails[",
                "emails[type eq \"work\"",
                "nothing eq 1",
                "userName zz 1",
                "password eq \"x\"",
                "]]]",
                "\"")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("hostileFilters")
    void hostileFiltersAreRefused(String filter) throws IOException {
        String target = client.baseUrl().substring(service.server().uri().toString().length()) + "/Users?filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        try (RawConnection connection = new RawConnection(service.server().port())) {
            RawAnswer answer = connection
                    .send("GET " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + client.token()
                            + "\r\n\r\n")
                    .read();
            assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
            assertThat(answer.body()).contains("urn:ietf:params:scim:api:messages:2.0:Error");
        }
        String escaped = filter.replace("\\", "\\\\").replace("\"", "\\\"");
        String body = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],\"filter\":\"" + escaped
                + "\"}";
        Answer answer = client.call("POST", "/Users/.search", body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"count=x", "startIndex=x", "count=99999999999999999999", "startIndex=1.5", "sortBy=",
        "sortBy=nothing", "sortOrder=up"})
    void oddPagingIsNeverA5xx(String query) {
        assertThat(client.get("/Users?" + query).status()).isLessThan(500);
        assertThat(client.get("/Groups?" + query).status()).isLessThan(500);
    }

    @Test
    void bodiesOf50MegabytesAreRefusedOnEveryRoute() throws IOException {
        String before = state();
        byte[] block = new byte[1 << 16];
        for (String path : List.of("/Users", "/Groups", "/Users/.search")) {
            for (String framing : List.of("Content-Length: " + 50 * (1 << 20), "Transfer-Encoding: chunked")) {
                try (RawConnection connection = new RawConnection(service.server().port())) {
                    connection.send(
                            "POST " + target(path) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + client.token()
                                    + "\r\n" + framing + "\r\n\r\n");
                    connection.sendUntilClosed(framing.startsWith("C") ? block : chunk(block), 800);
                    RawAnswer answer = connection.read();
                    assertThat(answer.status()).as("%s %s", path, framing).isEqualTo(413);
                    assertThat(answer.body()).contains("limits.");
                }
            }
        }
        assertThat(state()).isEqualTo(before);
        assertThat(service.log(client)).anyMatch(row -> row.status() == 413 && row.path().endsWith("/Groups"));
    }

    @Test
    void anOrdinaryClientReadsTheRefusalOf50Megabytes() {
        byte[] body = new byte[50 * (1 << 20)];
        for (String path : List.of("/Users", "/Groups")) {
            assertThat(client.call("POST", path, body).error(413)).contains("limits.");
        }
        client.withToken("tok_x.y").call("POST", "/Users", body).error(401);
    }

    @Test
    void aLargeBodyOfAStrangerIsNotReadAtAll() throws IOException {
        try (RawConnection connection = new RawConnection(service.server().port())) {
            connection.send("POST " + target("/Groups")
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody.x\r\nContent-Length: 30000000\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(401);
        }
    }

    @Test
    void theLimitNamesItsSetting(@TempDir Path folder) {
        try (Service small = Service.start(folder, ServerOptions.defaults()
                .with(RequestSettings.BODY, 300)
                .with(RequestSettings.GROUP_BODY, 600))) {
            ScimClient other = small.connect("small");
            String fill = ",'title':'" + "a".repeat(300) + "'";
            assertThat(other.post("/Users", ScimClient.user("u", fill)).error(413)).contains("300", "limits.body");
            assertThat(other.post("/Groups", ScimClient.user("u", fill + ",'x':'" + "a".repeat(400) + "'")).error(413))
                    .contains("600", "limits.group-body");
        }
    }

    private String target(String path) {
        return client.baseUrl().substring(service.server().uri().toString().length()) + path;
    }

    private String state() {
        return client.get("/Users?count=1000").text() + client.get("/Groups?count=1000").text();
    }

    private static byte[] chunk(byte[] block) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write((Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.write(block);
        chunk.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private static Arguments body(String name, String text) {
        return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments bytes(String name, String before, String hex, String after) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return Arguments.of(name, body.toByteArray());
    }
}
