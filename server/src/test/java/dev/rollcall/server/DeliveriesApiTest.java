package dev.rollcall.server;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.PlacedDeliveries;
import dev.rollcall.server.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What became of each event is seen over HTTP, in both shapes of Auth0's clients, and dead letters are delivered again or given up. */
class DeliveriesApiTest {
    private static final String CAUSE = "POST 400 invalidValue";

    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private PlacedDeliveries placed;
    private StreamId scim = new StreamId("est_0123456789abcdefghijkl");
    private String one = "";

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        placed = new PlacedDeliveries(service.storage(), service.clock());
        scim = make("crm", "{'type':'scim','configuration':{'base_url':'https://scim.example/v2','authorization':"
                + "{'method':'bearer','token':'t'}}}");
        one = "/event-streams/" + scim;
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void everyStatusIsListedAndNarrowed() {
        placed.fail(scim, 1, CAUSE);
        service.clock().advance(Duration.ofSeconds(10));
        placed.fail(scim, 2, "PUT 404");
        placed.pending(scim, 3);
        placed.skipped(scim, 4);
        JsonNode all = client.get(one + "/deliveries").is(200).json().path("deliveries");
        assertThat(all).hasSize(4);
        assertThat(all.get(0).path("status").stringValue()).isEqualTo("skipped");
        assertThat(all.get(0).path("reason").stringValue()).contains("does not take events of this connection");
        assertThat(all.get(1).path("status").stringValue()).isEqualTo("pending");
        assertThat(all.get(1).path("next_attempt_at").stringValue()).isNotBlank();
        assertThat(all.get(3).path("attempts").get(0).path("error_message").stringValue()).isEqualTo("It said no.");
        assertThat(all.get(3).path("attempts").get(0).has("request")).as("what was sent is in the history").isFalse();
        for (String query : List.of("statuses=failed", "statuses=failed&statuses=failed&take=50",
                "statuses=failed,superseded")) {
            assertThat(listed(query)).as(query).isEqualTo(2);
        }
        assertThat(listed("statuses=pending,skipped")).isEqualTo(2);
        assertThat(listed("event_types=user.deleted")).isZero();
        assertThat(listed("cause=PUT%20404")).isEqualTo(1);
        assertThat(listed("subject=U%20con_0123456789abcdef%203")).isEqualTo(1);
        assertThat(listed("date_from=" + service.clock().instant())).as("from inclusive").isEqualTo(3);
        assertThat(listed("date_to=" + service.clock().instant())).as("to exclusive").isEqualTo(1);
        client.get(one + "/deliveries?statuses=lost").error(400, "invalid_query_string");
        client.get(one + "/deliveries?subject=me").error(400, "invalid_query_string");
        client.get("/event-streams/" + new StreamId("est_9999999999999999999999") + "/deliveries")
                .error(404, "inexistent_event_stream");
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        for (int i = 1; i <= 5; i++) {
            placed.pending(scim, i);
        }
        JsonNode first = client.get(one + "/deliveries?take=2").is(200).json();
        assertThat(first.path("deliveries").get(0).path("id").stringValue()).isEqualTo(PlacedDeliveries.id(5).text());
        JsonNode second = client.get(one + "/deliveries?take=2&from=" + first.path("next").stringValue())
                .is(200)
                .json();
        assertThat(second.path("deliveries").get(0).path("id").stringValue()).isEqualTo(PlacedDeliveries.id(3).text());
        JsonNode last = client.get(one + "/deliveries?take=2&from=" + second.path("next").stringValue()).is(200).json();
        assertThat(last.path("deliveries")).hasSize(1);
        assertThat(last.has("next")).as("an empty cursor makes Auth0's Java client ask for ever").isFalse();
        assertThat(client.get(one + "/deliveries?take=1&order=asc")
                .json()
                .path("deliveries")
                .get(0)
                .path("id")
                .stringValue()).isEqualTo(PlacedDeliveries.id(1).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "- | - | false",
        "com.auth0.fern:api-sdk | - | true",
        "com.auth0.fern:api-sdk | {\"name\":\"node-auth0\",\"version\":\"7.1.0\"} | false",
        "- | {\"name\":\"auth0-java\",\"version\":\"3.3.0\"} | true",
        "- | {\"name\":\"auth0-java\",\"version\":\"4.1.9\"} | true",
        "com.auth0.fern:api-sdk | {\"name\":\"auth0-java\",\"version\":\"4.2.0\"} | false",
        "- | {\"name\":\"auth0-java\",\"version\":\"10.0.0\"} | false",
        "- | nonsense | false"})
    void theOldJavaClientIsAnsweredAnArray(String fern, String auth0, boolean array) {
        placed.pending(scim, 1);
        String[] headers = Stream.of(
                Optional.ofNullable(fern).map(name -> List.of("X-Fern-SDK-Name", name)),
                Optional.ofNullable(auth0)
                        .map(json -> List.of("Auth0-Client",
                                Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)))))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .toArray(String[]::new);
        JsonNode answer = client.call("GET", one + "/deliveries", null, headers).is(200).tree();
        assertThat(answer.isArray()).isEqualTo(array);
        assertThat(array ? answer : answer.path("deliveries")).hasSize(1);
    }

    @Test
    void oneDeliveryHasItsHistory() {
        placed.fail(scim, 1, CAUSE);
        JsonNode history = client.get(one + "/deliveries/" + PlacedDeliveries.id(1)).is(200).json();
        assertThat(history.path("cause").stringValue()).isEqualTo(CAUSE);
        JsonNode attempt = history.path("attempts").get(0);
        assertThat(attempt.path("request").stringValue()).isEqualTo("POST /Users");
        assertThat(attempt.path("response").stringValue()).isEqualTo("400");
        assertThat(attempt.path("status_code").intValue()).isEqualTo(400);
        client.get(one + "/deliveries/" + PlacedDeliveries.id(2)).error(404, "inexistent_delivery");
        client.get(one + "/deliveries/nonsense").error(404, "inexistent_delivery");
    }

    @Test
    void deadLettersAreDeliveredAgain() {
        for (int i = 1; i <= 4; i++) {
            placed.fail(scim, i, i == 4 ? "PUT 404" : CAUSE);
        }
        placed.pending(scim, 9);
        JsonNode causes = client.get(one + "/causes").is(200).json().path("causes");
        assertThat(causes.get(0).path("cause").stringValue()).isEqualTo(CAUSE);
        assertThat(causes.get(0).path("count").intValue()).isEqualTo(3);
        JsonNode dry = client.post(one + "/redeliver", "{'cause':'PUT 404','dry_run':true}").is(202).json();
        assertThat(dry.path("matched").intValue()).isEqualTo(1);
        assertThat(listed("statuses=failed")).as("a dry run moves nothing").isEqualTo(4);

        client.post(one + "/redeliver/" + PlacedDeliveries.id(1), null).is(202);
        JsonNode again = client.get(one + "/deliveries/" + PlacedDeliveries.id(1)).json();
        assertThat(again.path("status").stringValue()).isEqualTo("pending");
        assertThat(again.path("late").booleanValue()).isTrue();
        assertThat(service.storage()
                .read(Share.HOUSE, session -> session.deliveries().head(scim, PlacedDeliveries.subject(1)))
                .orElseThrow()
                .intent()).as("a SCIM application is sent the current state").isEqualTo(HeadIntent.REPLACE);
        client.post(one + "/redeliver/" + PlacedDeliveries.id(1), null).is(202);
        client.post(one + "/redeliver/" + PlacedDeliveries.id(7), null).error(404, "not_found");

        JsonNode echo = client.post(one + "/redeliver", "{'statuses':['failed'],'cause':'" + CAUSE + "'}")
                .is(202)
                .json();
        assertThat(echo.path("matched").intValue()).isEqualTo(2);
        assertThat(echo.path("statuses").toString()).isEqualTo("[\"failed\"]");
        assertThat(client.post(one + "/redeliver", null).is(202).json().path("matched").intValue()).isEqualTo(1);
        assertThat(listed("statuses=failed")).isZero();
        assertThat(client.post(one + "/redeliver", "{'statuses':['delivered']}").error(400)).contains("failed");
        assertThat(client.post(one + "/redeliver", "{'status':['failed']}").error(400)).contains("no field");
        assertThat(service.storage().read(Share.HOUSE, session -> session.audit().before("", 100)).toString())
                .contains("event_deliveries", "redelivered");
    }

    @Test
    void aWebhooksLetterIsSentAgainOnlyWhileItsEventIsKept() {
        StreamId hook = make("hook", "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h'}}");
        placed.fail(hook, 1, "POST 500");
        assertThat(client.post("/event-streams/" + hook + "/redeliver/" + PlacedDeliveries.id(1), null)
                .error(409, "conflict"))
                .contains("not kept any more", "Discard");
        assertThat(client.post("/event-streams/" + hook + "/redeliver", "{}").is(202).json().path("matched").intValue())
                .isZero();
    }

    @Test
    void deadLettersAreGivenUpForAReason() {
        placed.fail(scim, 1, CAUSE);
        placed.fail(scim, 2, CAUSE);
        assertThat(client.post(one + "/discard", "{}").error(400)).contains("reason");
        assertThat(client.post(one + "/discard", "{'reason':' '}").error(400)).contains("reason");
        assertThat(client.post(one + "/discard", "{'reason':'test users','subject':'U con_0123456789abcdef 2'}")
                .is(202)
                .json()
                .path("matched")
                .intValue()).isEqualTo(1);
        JsonNode gone = client.get(one + "/deliveries/" + PlacedDeliveries.id(2)).json();
        assertThat(gone.path("status").stringValue()).isEqualTo("skipped");
        assertThat(gone.path("note").stringValue()).isEqualTo("test users");
        assertThat(listed("statuses=failed")).isEqualTo(1);
    }

    @Test
    void aTestEventGoesItsWay() {
        StreamId hook = make("hook", "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h'}}");
        JsonNode sent = client.post("/event-streams/" + hook + "/test", "{'event_type':'user.created'}").is(202).json();
        assertThat(sent.path("status").stringValue()).isEqualTo("pending");
        assertThat(sent.path("event").path("a0purpose").stringValue()).isEqualTo("test");
        assertThat(sent.path("event").path("data").isString()).as("Auth0's Java client reads nothing else").isTrue();
        JsonNode read = client.get("/event-streams/" + hook + "/deliveries/" + sent.path("id").stringValue())
                .is(200)
                .json();
        assertThat(read.path("event")).isEqualTo(sent.path("event"));
        JsonNode own = client.post("/event-streams/" + hook + "/test",
                "{'event_type':'group.created','data':{'object':{'id':'mine'}}}").is(202).json();
        assertThat(own.path("event").path("data").stringValue()).isEqualTo("{\"object\":{\"id\":\"mine\"}}");
        JsonNode skipped = client.post(one + "/test", "{'event_type':'user.created'}").is(202).json();
        assertThat(skipped.path("status").stringValue()).as("nobody may be made of a test").isEqualTo("skipped");
        assertThat(skipped.path("cause").stringValue()).isEqualTo("test");
        JsonNode report = client.post(one + "/test", "{'mode':'connection'}").is(200).json();
        assertThat(report.path("ok").booleanValue()).isFalse();
        assertThat(report.path("steps")).hasSize(2);
        client.post(one + "/pause", null).is(200);
        assertThat(client.post(one + "/test", "{'event_type':'user.created'}").error(400)).contains("paused");
        client.post(one + "/test", "{'mode':'connection'}").is(200);
        assertThat(client.post(one + "/test", "{'event_type':'user.made'}").error(400)).contains("user.made");
        assertThat(client.post(one + "/test", "{'mode':'x'}").error(400)).contains("event or connection");
    }

    @Test
    void anEventIsPreviewed() {
        JsonNode preview = client.post(one + "/preview",
                "{'event':{'type':'user.created','data':{'object':{'user_id':'x'}}}}").is(200).json();
        assertThat(preview.path("requests").get(0).path("method").stringValue()).isEqualTo("POST");
        assertThat(client.post(one + "/preview", "{'event':{}}").error(400)).contains("no type");
        client.post(one + "/preview", "{}").error(400);
        client.post(one + "/preview", "{'last_event_of':'waad|acme|nobody'}").error(404, "inexistent_user");
        String ann = service.connect("acme").user("ann@acme.example");
        String userId = client.get("/users?q=upn:ann*%20OR%20preferred_username:ann*")
                .tree()
                .get(0)
                .path("user_id")
                .stringValue();
        JsonNode state = client.post(one + "/preview", "{'last_event_of':'" + userId + "'}").is(200).json();
        assertThat(state.path("requests").get(0).path("body").path("user_id").stringValue()).as(ann).isEqualTo(userId);
        assertThat(service.manage("cli_other", Set.of("read:event_streams"))
                .post(one + "/preview", "{'last_event_of':'" + userId + "'}")
                .error(403, "insufficient_scope")).contains("read:users");
    }

    @Test
    void figuresAreShown() {
        placed.fail(scim, 1, CAUSE);
        JsonNode stats = client.get(one + "/stats").is(200).json();
        assertThat(stats.path("window").path("bucket_interval").path("scale_factor").intValue()).isEqualTo(3600);
        JsonNode failed = stats.path("metrics").get(1);
        assertThat(failed.path("name").stringValue()).isEqualTo("auth0.event_streams.failed_deliveries");
        assertThat(failed.path("window_total").intValue()).isEqualTo(1);
        assertThat(failed.path("data")).hasSameSizeAs(stats.path("buckets"));
        client.get(one + "/stats?date_from=2020-01-01T00:00:00Z&date_to=2026-01-01T00:00:00Z").error(400);
        JsonNode status = client.get(one + "/status").is(200).json();
        assertThat(status.path("backlog").path("failed").intValue()).isEqualTo(1);
        service.storage().write(Share.OUTBOUND, "test", session -> {
            session.remotes().learn(scim, new TargetQuirk("no-patch", "", "501", service.clock().instant()));
            return scim;
        });
        assertThat(client.get(one + "/quirks").is(200).json().path("quirks").get(0).path("name").stringValue())
                .isEqualTo("no-patch");
        client.delete(one + "/quirks/no-patch").is(204);
        client.delete(one + "/quirks/no-patch").error(404, "inexistent_quirk");
    }

    @Test
    void aSynchronisationIsBegunOnce() {
        client.get(one + "/sync").error(404, "inexistent_sync");
        JsonNode begun = client.post(one + "/sync", "{'mode':'dry-run','max_departures_percent':5}").is(202).json();
        assertThat(begun.path("status").stringValue()).isEqualTo("running");
        assertThat(begun.path("report").path("max_departures_percent").intValue()).isEqualTo(5);
        assertThat(client.get(one + "/sync").is(200).json()).isEqualTo(begun);
        client.post(one + "/sync", "{'mode':'apply'}").error(409, "conflict");
        assertThat(client.post(one + "/sync", "{'mode':'do it'}").error(400)).contains("dry-run, apply, verify");
        assertThat(client.post(one + "/sync", "{'mode':'apply','max_departures_percent':101}").error(400))
                .contains("100");
        StreamId hook = make("hook", "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h'}}");
        assertThat(client.post("/event-streams/" + hook + "/sync", "{'mode':'verify'}").error(400)).contains("webhook");
    }

    private int listed(String query) {
        return client.get(one + "/deliveries?" + query).is(200).json().path("deliveries").size();
    }

    private StreamId make(String name, String destination) {
        return new StreamId(client.post("/event-streams", "{'name':'" + name
                + "','subscriptions':[{'event_type':'user.created'}],'destination':" + destination + "}")
                .is(201)
                .json()
                .path("id")
                .stringValue());
    }
}
