package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.ScimType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTest {
    /** A refusal in the source: its status or keyword, and what stands of its sentence up to the first value. */
    private static final Pattern REFUSAL = Pattern.compile(
            "ScimException\\s*\\.of\\(\\s*(ScimType\\.(\\w+)|\\d{3})\\s*,\\s*((?:[^\";]|\"(?:[^\"\\\\]|\\\\.)*\")*?)\\)\\s*[;,)]");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private record Refusal(String place, int status, String sentence) {}

    @Test
    void everyRefusalInTheSourceHasAnExplanation() throws IOException {
        List<Refusal> refusals = refusals();
        assertThat(refusals).as("the scan finds them").hasSizeGreaterThan(60);
        assertThat(refusals).extracting(Refusal::status)
                .contains(400, 403, 404, 405, 406, 408, 409, 412, 413, 415, 429,
                        501, 503);
        for (Refusal refusal : refusals) {
            for (String method : List.of("GET", "PATCH")) {
                RequestLogEntry entry = entry(method, refusal.status(), refusal.sentence());
                assertThat(LogCause.of(entry) == LogCause.FAILED).as("%s", refusal).isEqualTo(refusal.status() == 500);
                for (Strategy strategy : Strategy.values()) {
                    assertThat(Explanation.of(entry, strategy).next()).as("%s for %s", refusal, strategy).isNotEmpty();
                }
            }
        }
    }

    @Test
    void noStatusOfAFailureIsLeftWithoutAnExplanation() {
        for (int status = 400; status < 600; status++) {
            for (Strategy strategy : Strategy.values()) {
                Explanation explanation = Explanation.of(entry("PATCH", status, "Something."), strategy);
                assertThat(explanation.cause()).contains("Something.");
                assertThat(explanation.next()).as("%s", status).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DELETE | 429 | it: PATCH the connection's scim-configuration with {\"accidental_deletion_guard\": | HELD",
        "PATCH  | 429 | This connection sends more requests than the operator allows. | TOO_FAST",
        "GET    | 403 | \"password\" is never answered, so it cannot be filtered by. | NEVER_ANSWERED",
        "GET    | 403 | Discovery endpoints take no filter. | DISCOVERY",
        "POST   | 403 | The token lacks the scope post:users. | SCOPE",
        "GET    | 400 | The filter ends where a value is expected. | SEARCH",
        "GET    | 400 | It is too broad. Filter by, or add with \"and\", one of userName. | TOO_BROAD",
        "GET    | 400 | The path stands behind the question mark of the URL. | URL_OUT_OF_ORDER",
        "POST   | 400 | The body is not valid JSON at line 1. | NOT_JSON",
        "POST   | 400 | The connection was closed before the whole body had arrived. | ON_THE_WAY",
        "POST   | 408 | The body did not arrive in time. | ON_THE_WAY",
        "PATCH  | 499 | The client closed its connection. | ON_THE_WAY",
        "PATCH  | 400 | id is readOnly. | CANNOT_BE_SET",
        "PATCH  | 400 | The value of emails cannot be read. | REQUEST",
        "PATCH  | 404 | The connection was deleted. | DELETED_CONNECTION",
        "PATCH  | 404 | There is no User with the id. | GONE",
        "POST   | 409 | Another User has the userName already. | TAKEN",
        "POST   | 503 | Provisioning is paused by the operator. | PAUSED",
        "POST   | 507 | The disk is full. | BUSY"})
    void aRefusalHasItsOwnCause(String method, int status, String sentence, String cause) {
        assertThat(LogCause.of(entry(method, status, sentence))).hasToString(cause);
    }

    /** Whoever searches by a cause looks at no other statuses. */
    @ParameterizedTest
    @ValueSource(strings = {"", "paused", "never answered", "take no filter", "accidental_deletion_guard",
        "connection was deleted", "behind the question mark", "transfer coding", "valid JSON", "filter by", "readOnly"})
    void aCauseHasNoOtherStatusThanItSays(String error) {
        for (String method : List.of("GET", "POST")) {
            for (int status = 200; status < 600; status++) {
                LogCause cause = LogCause.of(entry(method, status, error));
                assertThat(status).as("%s", cause).isBetween(cause.lowestStatus(), cause.highestStatus());
                assertThat(LogCause.named(cause.keyword())).contains(cause);
            }
        }
        assertThat(LogCause.named("nothing")).isEmpty();
    }

    private static RequestLogEntry entry(String method, int status, String error) {
        return new RequestLogEntry(new ConnectionId("con_AAAAAAAAAAAAAAAA"), "1", Instant.EPOCH, "::1", method,
                "/Users/1",
                status, 1, Optional.of("tok_1"), Optional.of("User"), Optional.of("1"), Optional.empty(),
                Optional.empty(),
                Optional.of(error), Optional.empty(), Optional.empty());
    }

    private static List<Refusal> refusals() throws IOException {
        List<Refusal> refusals = new ArrayList<>();
        for (String module : List.of("scim", "directory", "server")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                    Matcher matcher = REFUSAL.matcher(Files.readString(file));
                    while (matcher.find()) {
                        int status = matcher.group(2) == null
                                ? Integer.parseInt(matcher.group(1))
                                : ScimType.valueOf(matcher.group(2)).status();
                        StringBuilder sentence = new StringBuilder();
                        LITERAL.matcher(matcher.group(3)).results().forEach(part -> sentence.append(part.group(1)));
                        refusals.add(
                                new Refusal(file.getFileName() + ":" + matcher.start(), status, sentence.toString()));
                    }
                }
            }
        }
        return refusals;
    }
}
