package dev.rollcall.check;

import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Something that is no SCIM endpoint gets one sentence; whatever a permissive one answers, there is a report. */
class FirstContactTest {
    private static final String URL = "https://a.example/scim";

    @Test
    void aLoginPageIsNamed() {
        refused(URL, answer(302, "text/html", "", "Location", "https://login.example/?next=%2Fscim"), "redirects to"
                + " https://login.example/?next=%2Fscim");
    }

    @Test
    void aPageOfHtmlIsNoEndpoint() {
        refused(URL, answer(200, "text/html", "<html>Hi</html>"), "answered with 200 and a page of HTML");
        refused(URL, answer(403, "text/html", "<html>No</html>"), "refuses the token: it answers 403");
    }

    @Test
    void textThatIsNoJsonIsNoEndpoint() {
        refused(URL, answer(200, "text/plain", "OK"), "a body that is no JSON, \"OK\"");
        refused(URL, answer(204, "text/plain", ""), "answered with 204 and no body");
    }

    @Test
    void nothingThereSaysWhichUrlIsWanted() {
        refused(URL, answer(404, "application/json", "{\"error\":\"not found\"}"),
                "Give the base URL that /Users follows");
    }

    @Test
    void aServerThatFailsAlwaysHasALog() {
        refused(URL, answer(500, "application/json", "{}"), "answers every request with 500");
    }

    @Test
    void aPathOfScimIsNoBaseUrl() {
        refused(URL + "/Users", answer(404, "application/scim+json", "{\"status\":\"404\"}"), "without its last part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "<html>", "[]", "[1,null,{}]", "null", "17", "\"text\"", "{}", "{\"id\":null}",
        "{\"Resources\":{},\"totalResults\":[]}", "{\"id\":{\"a\":1},\"schemas\":7,\"Resources\":[null,[],7]}", ""})
    void whateverIsAnsweredWithSuccessThereIsAReport(String body) {
        ScimTransport permissive = request -> request.target().equals("/ServiceProviderConfig")
                ? answer(200, "application/scim+json", "{\"schemas\":[]}")
                : answer(request.method().equals("POST") ? 201 : 200, "application/scim+json", body);
        CheckReport report = CheckRun.of(endpoint(URL, permissive), CheckOptions.defaults()
                .withKeep()
                .withRateTime(Duration.ofMillis(80))).run(CheckSelection.all());

        assertThat(report.results()).extracting(result -> result.check().id())
                .containsExactlyElementsOf(CheckCatalog.standard()
                        .checks()
                        .stream()
                        .map(Check::id)
                        .filter(id -> !id.startsWith("entra.oauth-"))
                        .toList());
        assertThat(report.causes()).isNotEmpty();
        assertThat(report.results()).noneMatch(result -> result.message().contains("could not go on"));
        assertThat(report.ended(CheckOutcome.FAILED)).allMatch(result -> report.cause(result).isPresent());
    }

    @Test
    void whatIsNotDeletedIsProvedBeforeMoreIsMade() {
        List<String> made = new ArrayList<>();
        ScimTransport keeper = request -> {
            if (request.method().equals("POST")) {
                made.add(request.target());
            }
            return request.method().equals("DELETE") ? answer(405, "application/scim+json", "")
                    : answer(request.method().equals("POST") ? 201 : 200, "application/scim+json", "{\"id\":\"u1\"}");
        };
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> CheckRun.of(endpoint(URL, keeper), CheckOptions.defaults()).run(CheckSelection.all()))
                .withMessageContaining("DELETE /Users/u1 is answered with 405")
                .withMessageContaining("--keep");
        assertThat(made).filteredOn("/Users"::equals).hasSize(1);
    }

    /** An endpoint may delete users and keep groups. */
    @Test
    void theDeletionOfGroupsIsProvedToo() {
        List<String> made = new ArrayList<>();
        ScimTransport keeper = request -> {
            if (request.method().equals("POST")) {
                made.add(request.target() + " " + request.body().orElse(""));
            }
            boolean user = request.target().startsWith("/Users");
            return switch (request.method()) {
                case "POST" -> answer(201, "application/scim+json", "{\"id\":\"x1\"}");
                case "DELETE" -> answer(user ? 204 : 501, "application/scim+json", "");
                default -> answer(request.target().equals("/Users/x1") ? 404 : 200, "application/scim+json", "{}");
            };
        };
        CheckRun run = CheckRun.of(endpoint(URL, keeper), CheckOptions.defaults());
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> run.run(CheckSelection.all()))
                .withMessageContaining("DELETE /Groups/x1 is answered with 501")
                .withMessageContaining("as the group " + run.prefix() + "proof does now")
                .withMessageEndingWith("begin with " + run.prefix() + ".");
        assertThat(made).filteredOn(post -> post.startsWith("/Groups "))
                .singleElement()
                .asString()
                .contains("\"displayName\":\"" + run.prefix());
    }

    @Test
    void checksThatMakeNothingNeedNoDelete() {
        Set<String> methods = new TreeSet<>();
        ScimTransport reader = request -> {
            methods.add(request.method() + " " + request.target().split("\\?", 2)[0]);
            return answer(200, "application/scim+json", "{\"totalResults\":0,\"Resources\":[]}");
        };
        CheckRun.of(endpoint(URL, reader), CheckOptions.defaults()).run(CheckSelection.only("entra.probe-users"));
        assertThat(methods).doesNotContain("POST /Users");
    }

    private static void refused(String url, ScimAnswer always, String words) {
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> CheckRun.of(endpoint(url, request -> always), CheckOptions.defaults())
                        .run(CheckSelection.all()))
                .withMessageContaining(url)
                .withMessageContaining(words);
    }

    private static CheckEndpoint endpoint(String url, ScimTransport transport) {
        return new CheckEndpoint(url, transport, transport, EntraDialect.DEFAULT);
    }

    private static ScimAnswer answer(int status, String type, String body, String... header) {
        List<ScimHeader> headers = new ArrayList<>();
        headers.add(new ScimHeader("Content-Type", type));
        if (header.length > 0) {
            headers.add(new ScimHeader(header[0], header[1]));
        }
        return new ScimAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1));
    }
}
