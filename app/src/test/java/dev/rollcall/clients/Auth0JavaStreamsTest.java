package dev.rollcall.clients;

import com.auth0.client.mgmt.EventStreamsClient;
import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.core.ObjectMappers;
import com.auth0.client.mgmt.core.SyncPage;
import com.auth0.client.mgmt.errors.BadRequestError;
import com.auth0.client.mgmt.errors.ConflictError;
import com.auth0.client.mgmt.errors.NotFoundError;
import com.auth0.client.mgmt.eventstreams.types.CreateEventStreamRedeliveryRequestContent;
import com.auth0.client.mgmt.eventstreams.types.ListEventStreamDeliveriesRequestParameters;
import com.auth0.client.mgmt.types.CreateEventStreamRedeliveryResponseContent;
import com.auth0.client.mgmt.types.CreateEventStreamTestEventRequestContent;
import com.auth0.client.mgmt.types.CreateEventStreamTestEventResponseContent;
import com.auth0.client.mgmt.types.EventStreamDelivery;
import com.auth0.client.mgmt.types.EventStreamResponseContent;
import com.auth0.client.mgmt.types.EventStreamsCreateRequest;
import com.auth0.client.mgmt.types.GetEventStreamDeliveryHistoryResponseContent;
import com.auth0.client.mgmt.types.ListEventStreamsRequestParameters;
import com.auth0.client.mgmt.types.UpdateEventStreamRequestContent;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Auth0's own Java SDK 3.2.0, unpatched and by its public settings alone, makes, lists, reads, changes, tests and deletes event streams,
 * lists their deliveries and delivers again. It has no field for a secret; a request that is read from JSON keeps one.
 */
class Auth0JavaStreamsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private RollcallService service;
    private EventStreamsClient streams;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new WebhookReceiver();
        service = serve();
        JsonNode client = MAPPER.readTree(Files.readString(folder.resolve("data/bootstrap-client.json")));
        streams = ManagementApi.builder()
                .url(service.url() + "/api/v2")
                .clientCredentials(client.get("client_id").stringValue(), client.get("client_secret").stringValue())
                .maxRetries(0)
                .build()
                .eventStreams();
    }

    @AfterEach
    void stop() {
        service.close();
        receiver.close();
    }

    @Test
    void streamsAreMadeListedReadChangedAndDeleted() throws Exception {
        String hook = id(streams.create(webhook("hook", "bearer\",\"token\":\"PLANTED")).toString());
        String scim = id(streams.create(read("""
            {"name":"crm","subscriptions":[{"event_type":"user.updated"},{"event_type":"user.created"}],
             "destination":{"type":"scim","configuration":{"base_url":"https://crm.example/scim","upsert":true,
              "authorization":{"method":"bearer","token":"PLANTED"}}},"filter":{"changed":["email"]}}""",
                EventStreamsCreateRequest.class)).toString());
        for (int i = 0; i < 3; i++) {
            streams.create(webhook("other-" + i, "bearer\",\"token\":\"PLANTED"));
        }
        Set<String> names = new TreeSet<>();
        streams.list().forEach(one -> names.add(json(one).path("name").stringValue()));
        assertThat(names).containsExactly("crm", "hook", "other-0", "other-1", "other-2");
        SyncPage<EventStreamResponseContent> page = streams.list(
                ListEventStreamsRequestParameters.builder().take(2).build());
        int pages = 1;
        List<EventStreamResponseContent> walked = new ArrayList<>(page.getItems());
        while (page.hasNext()) {
            page = page.nextPage();
            walked.addAll(page.getItems());
            pages++;
        }
        assertThat(walked).hasSize(5);
        assertThat(pages).isEqualTo(3);

        JsonNode readBack = json(streams.get(scim));
        assertThat(readBack.path("destination").path("configuration").path("base_url").stringValue())
                .isEqualTo("https://crm.example/scim");
        assertThat(readBack.path("destination").path("configuration").path("upsert").booleanValue()).isTrue();
        assertThat(readBack.path("filter").path("changed").toString()).isEqualTo("[\"email\"]");
        assertThat(readBack.path("subscriptions").get(0).path("event_type").stringValue()).isEqualTo("user.updated");
        assertThat(readBack.toString() + json(streams.get(hook))).doesNotContain("PLANTED");

        JsonNode changed = json(streams.update(hook, read("{\"name\":\"hook 2\",\"destination\":"
                + "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"" + receiver.address() + "\","
                + "\"webhook_authorization\":{\"method\":\"bearer\"}}}}", UpdateEventStreamRequestContent.class)));
        assertThat(changed.path("name").stringValue()).isEqualTo("hook 2");
        streams.delete(scim);
        refused(404, "inexistent_event_stream", NotFoundError.class, () -> streams.get(scim));
        refused(409, "conflict", ConflictError.class,
                () -> streams.create(webhook("HOOK 2", "bearer\",\"token\":\"t")));
    }

    @Test
    void aStreamBuiltByItsBuildersLacksTheTokenAndIsToldSo() throws Exception {
        ManagementApiException refused = refused(400, "invalid_body", BadRequestError.class,
                () -> streams.create(webhook("hook", "bearer")));
        assertThat(refused.body().toString()).contains("token");
        ManagementApiException bridge = refused(400, "invalid_body", BadRequestError.class,
                () -> streams.create(read("""
                    {"name":"aws","subscriptions":[{"event_type":"user.created"}],"destination":{"type":"eventbridge",
                     "configuration":{"aws_account_id":"123456789012","aws_region":"us-east-1"}}}""",
                        EventStreamsCreateRequest.class)));
        assertThat(bridge.body().toString()).contains("EventBridge", "webhook");
    }

    @Test
    void anEventIsTestedListedAndDeliveredAgain() throws Exception {
        String hook = id(streams.create(webhook("hook", "bearer\",\"token\":\"PLANTED")).toString());
        receiver.answer(400);
        CreateEventStreamTestEventResponseContent sent = streams.test(hook,
                read("{\"event_type\":\"user.created\"}", CreateEventStreamTestEventRequestContent.class));
        assertThat(sent.getEventStreamId()).isEqualTo(hook);
        assertThat(sent.getStatus().toString()).isEqualTo("pending");
        assertThat(sent.getEvent().orElseThrow().getData().orElseThrow()).startsWith("{");
        await(hook, sent.getId(), "failed");

        List<EventStreamDelivery> failed = streams.deliveries()
                .list(hook, ListEventStreamDeliveriesRequestParameters
                        .builder()
                        .statuses("failed")
                        .eventTypes("user.created")
                        .take(10)
                        .build());
        assertThat(failed).singleElement().satisfies(one -> {
            assertThat(one.getId()).isEqualTo(sent.getId());
            assertThat(one.getAttempts()).isNotEmpty();
        });
        GetEventStreamDeliveryHistoryResponseContent history = streams.deliveries().getHistory(hook, sent.getId());
        assertThat(history.getAttempts().getFirst().getErrorMessage()).isPresent();
        assertThat(history.getEvent().orElseThrow().getType()).contains("user.created");

        receiver.answer(204);
        CreateEventStreamRedeliveryResponseContent many = streams.redeliveries()
                .create(hook,
                        read("{\"event_types\":[\"user.created\"]}", CreateEventStreamRedeliveryRequestContent.class));
        assertThat(many.getAdditionalProperties().get("matched")).isEqualTo(1);
        await(hook, sent.getId(), "delivered");
        assertThat(receiver.authorization()).isEqualTo("Bearer PLANTED");
        refused(409, "conflict", ConflictError.class, () -> streams.redeliveries().createById(hook, sent.getId()));
        assertThat(json(streams.redeliveries().create(hook)).path("matched").intValue()).isZero();
    }

    private void await(String stream, String event, String status) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String now = "";
        while (!now.equals(status) && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            now = streams.deliveries().getHistory(stream, event).getStatus().toString();
        }
        assertThat(now).as("%s received %d", streams.deliveries().getHistory(stream, event), receiver.count())
                .isEqualTo(status);
    }

    private EventStreamsCreateRequest webhook(String name, String method) throws Exception {
        return read("{\"name\":\"" + name + "\",\"subscriptions\":[{\"event_type\":\"user.created\"}],\"destination\":"
                + "{\"type\":\"webhook\",\"configuration\":{\"webhook_endpoint\":\"" + receiver.address() + "\","
                + "\"webhook_authorization\":{\"method\":\"" + method + "\"}}}}", EventStreamsCreateRequest.class);
    }

    private static String id(String json) {
        return MAPPER.readTree(json).path("id").stringValue();
    }

    private static JsonNode json(Object answer) {
        return MAPPER.readTree(answer.toString());
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.JSON_MAPPER.readValue(json, type);
    }

    private static <E extends ManagementApiException> E refused(
            int status, String errorCode, Class<E> type, ThrowingCallable call) {
        E refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        Map<?, ?> body = (Map<?, ?>) refused.body();
        assertThat(body.get("statusCode")).isEqualTo(status);
        assertThat(body.get("errorCode")).isEqualTo(errorCode);
        assertThat(body.get("message")).isNotNull();
        return refused;
    }

    private RollcallService serve() {
        Map<String, String> all = Map.of("ROLLCALL_PORT", "0", "ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.1");
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, all, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}
