package dev.rollcall.check;

import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.http.TransportException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a run does whatever the endpoint answers. */
class CheckRunTest {
    private final List<ScimRequest> sent = new ArrayList<>();

    @Test
    void anEndpointThatIsNotThereIsSaid() {
        ScimTransport nobody = request -> {
            throw new TransportException("connection refused", Kind.NOT_SENT, new IllegalStateException());
        };
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> CheckRun.of(endpoint(nobody), options()).run(CheckSelection.all()))
                .withMessage("There is no answer from https://a.example/scim: connection refused");
    }

    @Test
    void aTokenThatIsRefusedIsSaid() {
        ScimTransport stern = request -> answer(401, "{}");
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> CheckRun.of(new CheckEndpoint("https://a.example/scim", stern, stern,
                        EntraDialect.DEFAULT), options()).run(CheckSelection.all()))
                .withMessageContaining("refuses the token");
    }

    @Test
    void secretsAreNotShown() {
        ScimTransport echo = request -> answer(500, "your token was s3cret-token");
        CheckReport report = CheckRun.of(endpoint(echo), options())
                .run(CheckSelection.only("entra.wrong-token",
                        "entra.create-user"));
        assertThat(report.results()).hasSize(2).allMatch(result -> result.outcome() == CheckOutcome.FAILED);
        assertThat(report.results().toString()).doesNotContain("s3cret-token", "rollcall-check-wrong-token");
        assertThat(report.causes()).isNotEmpty();
        assertThat(report.causes().toString()).doesNotContain("s3cret-token");
        assertThat(report.results().getFirst().exchanges().getFirst().request().header("Authorization"))
                .contains("[hidden]");
        assertThat(report.results().getLast().exchanges().getFirst().answer().orElseThrow().text())
                .isEqualTo("your token was [hidden]");
    }

    @Test
    void shortSecretsDoNotMakeAReportUnreadable() {
        CheckReport report = CheckRun.of(endpoint(request -> answer(500, "1234567 12345678")),
                options().withSecrets(Set.of("1234567", "12345678", "")))
                .run(CheckSelection.only("entra.create-user"));
        assertThat(report.results().getFirst().exchanges().getFirst().answer().orElseThrow().text())
                .isEqualTo("1234567 [hidden]");
    }

    @Test
    void secretsAreNotShownInHeadlines() {
        CheckReport report = CheckRun.of(endpoint(request -> answer(200, "s3cret-token")), options().withKeep())
                .run(CheckSelection.only("entra.probe-users", "entra.read-json-document"));
        assertThat(report.causes()).singleElement().satisfies(cause -> {
            assertThat(cause.headline()).contains("begins with \"[hidden]\"");
            assertThat(cause.checks()).containsExactly("entra.probe-users", "entra.read-json-document");
        });
    }

    @Test
    void answersToManyRequestsAtOnceAreLeftOutOfTheLatency() {
        ScimTransport all = request -> answer(request.method().equals("POST") ? 201 : 200,
                "{\"id\":\"1\",\"totalResults\":0,\"Resources\":[]}");
        CheckReport report = CheckRun.of(endpoint(all), options().withKeep())
                .run(CheckSelection.only("entra.probe-users", "entra.parallel-members"));
        assertThat(report.requests()).isGreaterThan(12);
        assertThat(report.latency().answers()).isEqualTo(1);
    }

    @Test
    void whatCannotBeMadeIsAnErrorAndNothingIsSound() {
        CheckReport report = CheckRun.of(endpoint(request -> answer(500, "{}")), options())
                .run(CheckSelection.only("entra.match-user-name"));
        CheckResult result = report.results().getFirst();
        assertThat(result.outcome()).isEqualTo(CheckOutcome.ERROR);
        assertThat(result.message()).startsWith("What the check needs could not be made: POST /Users {\"externalId\":")
                .endsWith(": should be answered with 201 or 200 but is answered with 500.");
        assertThat(report.breaksNothing()).isFalse();
    }

    @Test
    void whatWasMadeIsRemovedEvenAfterAFailureAndNothingElse() {
        ScimTransport creator = request -> {
            sent.add(request);
            return request.method().equals("POST") && request.target().equals("/Users")
                    ? answer(201, "{\"id\":\"u" + sent.size() + "\"}")
                    : answer(404, "{}");
        };
        CheckReport report = CheckRun.of(endpoint(creator), options())
                .run(CheckSelection.only("entra.match-external-id"));
        assertThat(report.results().getFirst().outcome()).isEqualTo(CheckOutcome.ERROR);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (sent.get(i).method().equals("POST") && sent.get(i).target().equals("/Users")) {
                made.add("/Users/u" + (i + 1));
            }
        }
        assertThat(made).isNotEmpty();
        assertThat(sent.stream().filter(r -> r.method().equals("DELETE")).map(ScimRequest::target))
                .containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void whatCannotBeRemovedIsReported() {
        List<String> made = new ArrayList<>();
        ScimTransport keeper = request -> {
            boolean creates = request.method().equals("POST") && request.target().equals("/Users");
            if (creates) {
                made.add(Json.parse(request.body().orElse("")).path("userName").asString(""));
            }
            return creates ? answer(201, "{\"id\":\"u1\",\"userName\":\"x\"}")
                    : answer(request.method().equals("DELETE") ? 403 : 404, "{}");
        };
        CheckReport report = CheckRun.of(endpoint(keeper), options().withKeep())
                .run(CheckSelection.only("entra.read-user"));
        assertThat(report.leftOver()).containsExactly("/Users/u1");
        assertThat(made).isNotEmpty().allMatch(name -> name.startsWith(report.prefix()));
    }

    @Test
    void aCheckThatTakesTooLongIsStopped() {
        Clock hasty = new Clock() {
            private Instant now = Instant.EPOCH;

            @Override
            public Instant instant() {
                now = now.plusSeconds(25);
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        CheckReport report = CheckRun.of(endpoint(request -> answer(201, "{\"id\":\"u1\",\"userName\":\"x\"}")),
                options().with(hasty, new Random(7))).run(CheckSelection.only("entra.match-external-id"));
        assertThat(report.results().getFirst().outcome()).isEqualTo(CheckOutcome.ERROR);
        assertThat(report.results().getFirst().message()).contains("took longer than 60 s");
        CheckReport later = CheckRun.of(endpoint(request -> answer(200, "{}")), options().with(hasty, new Random(7))
                .withTimes(Duration.ofSeconds(60), Duration.ofSeconds(40))).run(CheckSelection.only("entra.read-user"));
        assertThat(later.results().getFirst().message()).contains("40 s, is used up");
    }

    @Test
    void whatAnEndpointLacksIsNotApplicable() {
        CheckReport report = CheckRun.of(endpoint(request -> answer(404, "{}")), options())
                .run(CheckSelection.only("entra.create-group", "entra.probe-groups"));
        assertThat(report.results()).extracting(CheckResult::outcome)
                .containsExactly(CheckOutcome.FAILED, CheckOutcome.NOT_APPLICABLE);
        assertThat(report.results().getLast().message()).contains("has no groups", "404");
    }

    private static CheckOptions options() {
        return CheckOptions.defaults().withSecrets(Set.of("s3cret-token"));
    }

    private static CheckEndpoint endpoint(ScimTransport transport) {
        ScimTransport described = request -> request.target().equals("/ServiceProviderConfig")
                ? answer(200, "{\"schemas\":[]}")
                : transport.send(request);
        return new CheckEndpoint("https://a.example/scim", described, described, EntraDialect.DEFAULT);
    }

    private static ScimAnswer answer(int status, String body) {
        return new ScimAnswer(status, List.of(new ScimHeader("Content-Type", "application/scim+json")),
                body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(1));
    }
}
