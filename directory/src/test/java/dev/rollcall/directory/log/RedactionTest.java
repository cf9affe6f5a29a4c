package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.tolerance.Tolerance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @ParameterizedTest
    @DisplayName("7644-7.5.1-01 no secret is left in a body that is logged")
    @ValueSource(
            strings = {
                "{\"userName\":\"a\",\"password\":\"s3cret\"}",
                "{\"PassWord\":\"s3cret\"}",
                "{\"urn:ietf:params:scim:schemas:core:2.0:User:password\":\"s3cret\"}",
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"password\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"Path\":\" urn:ietf:params:scim:schemas:core:2.0:User:Password\","
                        + "\"VALUE\":[{\"value\":\"s3cret\"}]}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"password\":{\"value\":\"s3cret\"}}}]}",
                "{\"schemas\":[\"x\"],\"Filter\":\"userName eq \\\"a\\\" and Password eq \\\"s3cret\\\"\"}",
                "{\"a\":[[{\"b\":{\"client_secret\":\"s3cret\"}}]]}",
                "{\"filter\":\"Password eq \\\"s3cret\\\"\"}",
                "{\"Operations\":[{\"path\":\"password.value\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"path\":\"password[value eq \\\"a:s3cret\\\"].value\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"path\":\"emails[password eq \\\"s3cret\\\"].value\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"path\":[\"password\"],\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"path\":\"urn:acme:password:value\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"path\":\"/password\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"name\":\"password\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"value\":\"{\\\"password\\\":\\\"s3cret\\\"}\"}]}",
                "{\"Operations\":[{\"value\":{\"password.value\":\"s3cret\"}}]}",
                "{\"Operations\":[{\"value\":\"password=s3cret\"}]}",
                "{\"pa\u017f\u017fword\":\"s3cret\",\"newPassword\":\"s3cret\",\"password \":\"s3cret\"}"
            })
    void noSecretIsLeftInABody(String body) {
        ObjectNode parsed = (ObjectNode) MAPPER.readTree(body);
        assertThat(BodyRedaction.redact(parsed, 10_000)).doesNotContain("s3cret").contains("[redacted]");
        assertThat(parsed.toString()).as("the request itself is left alone").contains("s3cret");
    }

    @Test
    void whatIsNoSecretStays() {
        ObjectNode parsed = (ObjectNode) MAPPER.readTree("{\"userName\":\"a\",\"emails\":[{\"value\":\"b\"}],"
                + "\"title\":\"Password Manager\",\"secretary\":\"Ann: no\",\"note\":\"pin: it\",\"postalCode\":\"1\",\"urn:acme:token:2.0:User\":{\"level\":\"1\"}}");
        assertThat(BodyRedaction.redact(parsed, 10_000)).isEqualTo(parsed.toString());
    }

    @Test
    void aBodyIsCut() {
        ObjectNode parsed = MAPPER.createObjectNode().put("userName", "x".repeat(100));
        assertThat(BodyRedaction.redact(parsed, 50)).hasSize(50);
    }

    @Test
    void noCredentialIsLeftInAQuery() {
        assertThat(PathRedaction.redact("/Users?access_token=s3cret&count=1"))
                .isEqualTo("/Users?access_token=[redacted]&count=1");
        assertThat(PathRedaction.redact("/Users?filter=Password+eq+%22s3cret%22")).doesNotContain("s3cret");
        assertThat(PathRedaction.redact("/Users?filter=userName+eq+%22a%22"))
                .isEqualTo("/Users?filter=userName+eq+%22a%22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Users?access%5Ftoken=s3cret",
                "/Users?x=1&%61ccess_TOKEN=s3cret",
                "/Users?authorization=Bearer%20s3cret",
                "/Users?filter=pass%77ord%20eq%20%22s3cret%22",
                "/Users?f%69lter=title+pr+and+password+eq+%22s3cret%22",
                "/Users?pa%73sword=s3cret&x",
                "/Users?filter=password%2520eq%2520%2522s3cret%2522",
                "/Users?filter=p%252561ssword%252520eq%252520%252522s3cret%252522",
                "/Users?filter=%EF%BD%90assword%20eq%20%22s3cret%22",
                "/Users?fil%2574er=jwt%20eq%20%22s3cret%22",
                "/Users?api_key=s3cret",
                "/Users?Api-Key=s3cret",
                "/Users?jwt=s3cret",
                "/Users?code=s3cret&state=1",
                "/Users?sig=s3cret",
                "/Users?x=%252525252525252561s3cret",
                "/Users/password=s3cret"
            })
    void noCredentialIsLeftInAnEncodedQuery(String pathAndQuery) {
        assertThat(PathRedaction.redact(pathAndQuery)).doesNotContain("s3cret").contains("[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Users/%s", "/%s/Users", "/Users?bearer=%s", "/Users?%s", "/Users?x=Bearer%%20%s&y"})
    void aTokenIsNowhereLeft(String form) {
        String secret = "0123456789abcdef".repeat(4);
        for (String dot : List.of(".", "%2E")) {
            for (String id : List.of("tok_ABCDEFGHabcdefgh", "sec_ABCDEFGHabcdefgh")) {
                assertThat(PathRedaction.redact(form.formatted(id + dot + secret))).doesNotContain(secret).contains(id);
            }
        }
        ObjectNode body = MAPPER.createObjectNode().put("externalId", "tok_ABCDEFGHabcdefgh." + secret);
        assertThat(BodyRedaction.redact(body, 1_000)).doesNotContain(secret);
        for (String signing : List.of("whsec_0123456789abcdef+/0123456789abcdef=", "whsec_0123456789abcdef-_01=")) {
            assertThat(PathRedaction.redact(form.formatted(signing))).doesNotContain("0123456789").contains("whsec_");
            assertThat(BodyRedaction.redact(MAPPER.createObjectNode().put("title", "with " + signing), 1_000))
                    .doesNotContain("0123456789");
        }
        String basic = "Y2xpX0FCQ0RFRkdIYWJjZGVmZ2g6c2VjXw==";
        assertThat(PathRedaction.redact("/Users/Basic%20" + basic)).doesNotContain("Y2xpX0");
        assertThat(BodyRedaction.redact(MAPPER.createObjectNode().put("title", "Basic " + basic), 1_000))
                .doesNotContain("Y2xpX0");
        assertThat(
                BodyRedaction.redact(MAPPER.createObjectNode().put("title", "Basic research in organisations"), 1_000))
                .contains("Basic research in organisations");
        String jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl";
        assertThat(PathRedaction.redact(form.formatted(jwt))).doesNotContain("eyJzdWIi", "c2lnbmF0");
        assertThat(BodyRedaction.redact(MAPPER.createObjectNode().put("displayName", jwt), 1_000))
                .doesNotContain("eyJzdWIi", "c2lnbmF0");
    }

    @Test
    void errorsAndIdsOfARowHoldNoSecret() {
        String secret = "0123456789abcdef".repeat(4);
        RequestTrace trace = new RequestTrace("id", Instant.EPOCH, 0, "192.0.2.1", "GET", "/");
        trace.connection(new ConnectionId("con_0000000000000000"));
        trace.resource("User", "tok_ABCDEFGHabcdefgh." + secret);
        trace.error("The path \"password[value eq \"s3cret\"]\" is wrong, tok_ABCDEFGHabcdefgh." + secret);
        assertErrorWithout("The name password%20eq%20%22s3cret%22 is no attribute.");
        assertErrorWithout("The name jwt%2520eq%2520%2522s3cret is no attribute.");
        RequestLogEntry entry = trace.entry(404, true).orElseThrow();
        assertThat(entry.resourceId().orElseThrow()).doesNotContain(secret);
        assertThat(entry.error().orElseThrow()).doesNotContain(secret).doesNotContain("s3cret").startsWith("The path");
    }

    private static void assertErrorWithout(String detail) {
        RequestTrace trace = new RequestTrace("id", Instant.EPOCH, 0, "192.0.2.1", "GET", "/");
        trace.connection(new ConnectionId("con_0000000000000000"));
        trace.error(detail);
        assertThat(trace.entry(400, true).orElseThrow().error().orElseThrow()).doesNotContain("s3cret")
                .contains("name");
    }

    @Test
    void aPlanAndThePlacesOfTolerancesHoldNoSecret() {
        RequestTrace trace = new RequestTrace("id", Instant.EPOCH, 0, "192.0.2.1", "PATCH", "/");
        trace.connection(new ConnectionId("con_0000000000000000"));
        String harmless = "{\"change\":\"assign\",\"path\":\"title\",\"before\":1.50,\"after\":\"b\"}";
        trace.plan("[" + harmless
                + ",{\"change\":\"assign\",\"path\":\"urn:x:y:2.0:User:newPassword\",\"before\":\"s3cret\","
                + "\"after\":{\"a\":\"s3cret\"}},{\"change\":\"assign\",\"path\":\"x\",\"after\":{\"apiKey\":\"s3cret\"}}]");
        trace.tolerances().fired(Tolerance.PATH_KEY, "Operations[0].value.x[jwt eq \"s3cret\"]");
        RequestLogEntry entry = trace.entry(200, true).orElseThrow();
        assertThat(entry.plan().orElseThrow()).doesNotContain("s3cret").contains(harmless, "newPassword", "apiKey");
        assertThat(entry.tolerances().orElseThrow()).doesNotContain("s3cret").contains("Operations[0]");
    }

    @Test
    void aPathIsCut() {
        assertThat(PathRedaction.redact("/" + "x".repeat(5_000))).hasSize(PathRedaction.LIMIT);
    }
}
