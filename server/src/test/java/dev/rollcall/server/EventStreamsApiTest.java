package dev.rollcall.server;

import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.access.StreamOptions;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.OpenSeal;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Event streams over HTTP: made, read, changed, paused and deleted, and no secret of theirs ever comes back. */
class EventStreamsApiTest {
    private static final String TYPES = "'subscriptions':[{'event_type':'user.updated'},{'event_type':'user.created'}]";
    private static final String SCIM = "{'type':'scim','configuration':{'base_url':'https://scim.example/v2',"
            + "'authorization':{'method':'bearer','token':'PLANTED-TOKEN'}}}";

    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aStreamIsMadeReadChangedAndDeleted() {
        ObjectNode made = create("crm", SCIM);
        String id = made.path("id").stringValue();
        assertThat(id).matches("est_[A-Za-z0-9]{22}");
        assertThat(made.path("status").stringValue()).isEqualTo("enabled");
        assertThat(made.path("subscriptions").toString()).as("in their order")
                .isEqualTo("[{\"event_type\":\"user.updated\"},{\"event_type\":\"user.created\"}]");
        assertThat(made.path("destination").path("configuration").path("authorization").toString())
                .isEqualTo("{\"method\":\"bearer\"}");
        assertThat(made.path("destination").path("configuration").path("timeout_ms").intValue()).isEqualTo(1500);
        assertThat(made.path("backlog").path("waiting").intValue()).isZero();
        assertThat(client.get("/event-streams/" + id).is(200).json()).isEqualTo(made);
        assertThat(client.get("/event-streams").is(200).json().path("eventStreams").get(0).path("id").stringValue())
                .isEqualTo(id);

        service.clock().advance(Duration.ofSeconds(1));
        ObjectNode changed = client.patch("/event-streams/" + id, "{'name':'crm 2','delivery':{'factor':3}}")
                .is(200)
                .json();
        assertThat(changed.path("name").stringValue()).isEqualTo("crm 2");
        assertThat(changed.path("delivery").path("factor").intValue()).isEqualTo(3);
        assertThat(changed.path("delivery").path("first_delay_ms").intValue()).as("what is not said stays")
                .isEqualTo(1000);
        assertThat(changed.path("destination")).isEqualTo(made.path("destination"));
        assertThat(changed.path("updated_at").stringValue()).isNotEqualTo(made.path("updated_at").stringValue());
        ObjectNode same = client.patch("/event-streams/" + id, changed.toString().replace('"', '\'')).is(200).json();
        assertThat(same).as("what was read can be sent back").isEqualTo(changed);

        client.delete("/event-streams/" + id).is(204);
        client.get("/event-streams/" + id).error(404, "inexistent_event_stream");
        client.delete("/event-streams/" + id).error(404, "inexistent_event_stream");
        client.get("/event-streams/nonsense").error(404, "inexistent_event_stream");
        assertThat(audit().toString()).contains("crm 2").doesNotContain("PLANTED");
        assertThat(audit()).extracting(entry -> entry.operation() + " " + entry.status())
                .contains("POST /event-streams 201", "PATCH /event-streams/{id} 200", "DELETE /event-streams/{id} 204");
    }

    @Test
    void aStreamOfLogoutTokensIsMadeByAConnectionAlone() {
        assertThat(client.post("/event-streams",
                "{'name':'out','subscriptions':[{'event_type':'user.updated'}],'destination':"
                        + "{'type':'logout','configuration':{'connection_id':'con_x','backchannel_logout_uri':'https://x.example',"
                        + "'audience':'a'}}}")
                .error(400, "invalid_body")).contains("options.backchannel_logout_uri");
    }

    @Test
    void aSecretIsKeptWhereItWasAndNowhereElse() {
        String id = create("crm", SCIM).path("id").stringValue();
        assertThat(secrets(id).credential()).contains("PLANTED-TOKEN");
        client.patch("/event-streams/" + id, "{'destination':" + SCIM.replace(",'token':'PLANTED-TOKEN'", "") + "}")
                .is(200);
        assertThat(secrets(id).credential()).as("repeated without the token").contains("PLANTED-TOKEN");
        service.clock().advance(Duration.ofSeconds(1));
        JsonNode before = client.get("/event-streams/" + id).json().path("updated_at");
        JsonNode after = client
                .patch("/event-streams/" + id, "{'destination':" + SCIM.replace("PLANTED", "OTHER") + "}")
                .is(200)
                .json()
                .path("updated_at");
        assertThat(secrets(id).credential()).contains("OTHER-TOKEN");
        assertThat(after).as("a change of the secret alone shows").isNotEqualTo(before);

        String elsewhere = SCIM.replace("scim.example", "thief.example").replace(",'token':'PLANTED-TOKEN'", "");
        assertThat(client.patch("/event-streams/" + id, "{'destination':" + elsewhere + "}").error(400, "invalid_body"))
                .contains("token", "same host");
        String listening = SCIM.replace(",'token':'PLANTED-TOKEN'", "")
                .replace("'base_url'", "'proxy':'http://thief.example:3128','base_url'");
        assertThat(client.patch("/event-streams/" + id, "{'destination':" + listening + "}").error(400, "invalid_body"))
                .contains("token", "same proxy");
        String otherWay = "{'type':'scim','configuration':{'base_url':'https://scim.example/v2','authorization':"
                + "{'method':'client_credentials','token_url':'https://thief.example/t','client_id':'c'}}}";
        assertThat(client.patch("/event-streams/" + id, "{'destination':" + otherWay + "}").error(400, "invalid_body"))
                .contains("client_secret");
        assertThat(secrets(id).credential()).contains("OTHER-TOKEN");
        assertThat(client.patch("/event-streams/" + id, "{'destination':{'type':'webhook','configuration':"
                + "{'webhook_endpoint':'https://scim.example/v2'}}}").error(400)).contains("Make another stream");
    }

    @Test
    void whatNeedsASecretIsNotMadeWithout() {
        for (String authorization : List.of("{'method':'bearer'}", "{'method':'basic','username':'u'}",
                "{'method':'custom_header','header_key':'x-key'}")) {
            String message = post("hook", "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h',"
                    + "'webhook_authorization':" + authorization + "}}").error(400, "invalid_body");
            assertThat(message).containsAnyOf("field token", "field password", "field header_value");
        }
        assertThat(client.get("/event-streams").json().path("eventStreams")).isEmpty();
    }

    @Test
    void aWebhookGetsASecretToSignWithThatIsShownOnce() {
        ObjectNode made = create("hook",
                "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h'}}");
        String id = made.path("id").stringValue();
        String first = made.path("destination").path("configuration").path("signing_secret").stringValue();
        assertThat(first).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secrets(id).signing()).extracting(one -> one.secret()).containsExactly(first);
        String read = client.get("/event-streams/" + id).is(200).text();
        assertThat(read).doesNotContain("whsec_");
        client.patch("/event-streams/" + id, "{'destination':{'type':'webhook','configuration':"
                + "{'webhook_endpoint':'https://b.example/h'}}}").is(200);
        assertThat(secrets(id).signing()).extracting(one -> one.secret())
                .as("a change leaves it")
                .containsExactly(first);

        ObjectNode rotated = client.post("/event-streams/" + id + "/rotate-secret", "{'overlap_seconds':60}")
                .is(200)
                .json();
        String second = rotated.path("destination").path("configuration").path("signing_secret").stringValue();
        assertThat(secrets(id).inForce(service.clock().instant())).extracting(one -> one.secret())
                .containsExactly(second, first);
        assertThat(rotated.path("destination").path("configuration").path("signing_secrets")).hasSize(2);
        service.clock().advance(Duration.ofSeconds(60));
        assertThat(secrets(id).inForce(service.clock().instant())).extracting(one -> one.secret())
                .containsExactly(second);
        client.post("/event-streams/" + id + "/rotate-secret", "{}").is(200);
        client.post("/event-streams/" + id + "/rotate-secret", null).is(200);
        assertThat(client.post("/event-streams/" + id + "/rotate-secret", "{}").error(400)).contains("overlap of 0");
        client.post("/event-streams/" + id + "/rotate-secret", "{'overlap_seconds':0}").is(200);
        assertThat(secrets(id).inForce(service.clock().instant())).hasSize(1);
        String scim = create("crm", SCIM).path("id").stringValue();
        assertThat(client.post("/event-streams/" + scim + "/rotate-secret", "{}").error(400)).contains("signs nothing");
        assertThat(audit().toString()).doesNotContain("whsec_A").doesNotContain(first).doesNotContain(second);
    }

    @Test
    void namesAreTakenOnceAndThereAreOnlySoMany() {
        create("Crm", SCIM);
        assertThat(post("crm", SCIM).error(409, "conflict")).contains("taken");
        String other = create("other", SCIM).path("id").stringValue();
        assertThat(client.patch("/event-streams/" + other, "{'name':'CRM'}").error(409, "conflict")).contains("taken");
        EventStreams two = new EventStreams(service.storage(), new OpenSeal(), service.clock(), new Random(1),
                new StreamOptions(2, Duration.ofDays(1), (_, _) -> Optional.empty(), MappingLimits.defaults()));
        ObjectNode body = (ObjectNode) ScimJson.tree(
                ("{'name':'third'," + TYPES + ",'destination':" + SCIM + "}").replace('\'', '"')
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> two.create(StreamForm.read(body, Optional.empty(), two::connection)))
                .hasMessageContaining("2 event streams already")
                .hasMessageContaining("limits.event-streams");
    }

    @Test
    void listsArePagedByCreation() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create("s" + i, SCIM).path("id").stringValue());
            service.clock().advance(Duration.ofMillis(i % 2));
        }
        List<String> walked = new ArrayList<>();
        Optional<String> next = Optional.of("");
        int pages = 0;
        while (next.isPresent()) {
            JsonNode page = client
                    .get("/event-streams?take=2" + next.filter(c -> !c.isEmpty()).map("&from="::concat).orElse(""))
                    .is(200)
                    .json();
            page.path("eventStreams").forEach(one -> walked.add(one.path("id").stringValue()));
            next = Optional.of(page.path("next").asString("")).filter(cursor -> !cursor.isEmpty());
            pages++;
        }
        assertThat(walked).containsExactlyInAnyOrderElementsOf(made);
        assertThat(pages).isEqualTo(3);
        client.get("/event-streams?from=nonsense").error(400, "invalid_query_string");
    }

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        assertThat(post("x", SCIM.replace("'base_url'", "'url'")).error(400)).contains("url");
        assertThat(client.post("/event-streams", "{'name':'x','destination':" + SCIM + "}").error(400))
                .contains("subscriptions");
        assertThat(client.post("/event-streams", "{'name':'x','subscriptions':[{'event_type':'organization.created'}],"
                + "'destination':" + SCIM + "}").error(400)).contains("neither organizations nor roles");
        assertThat(client.post("/event-streams", "{'name':'x','subscriptions':[{'event_type':'user.create'}],"
                + "'destination':" + SCIM + "}").error(400)).contains("did you mean user.created");
        assertThat(client.post("/event-streams", "{'name':'x','nmae':'y'," + TYPES + ",'destination':" + SCIM + "}")
                .error(400)).contains("did you mean name");
        assertThat(post(" ", SCIM).error(400)).contains("1 to 128");
        assertThat(client.post("/event-streams", "{'name':'x'," + TYPES + ",'destination':" + SCIM
                + ",'filter':{'connections':['nobody']}}").error(400)).contains("no connection \"nobody\"");
        assertThat(client.post("/event-streams", "{'name':'x'," + TYPES + ",'destination':" + SCIM
                + ",'delivery':{'first_delay_ms':60000,'longest_delay_seconds':1}}").error(400))
                .contains("longest_delay_seconds");
        assertThat(post("x", SCIM.replace("'base_url'", "'timeout_ms':5001,'base_url'")).error(400))
                .as("it would never be sent")
                .contains("budget_ms is 10000");
        String large = "x".repeat(1000);
        StringBuilder rows = new StringBuilder("[");
        for (int i = 0; i < 70; i++) {
            rows.append(i == 0 ? "" : ",").append("{'scim':'title','constant':'").append(large).append("'}");
        }
        assertThat(post("x", SCIM.replace("'base_url'", "'mapping':{'user':" + rows + "]},'base_url'")).error(400))
                .contains("65536");
        assertThat(client.get("/event-streams").json().path("eventStreams")).isEmpty();
    }

    @Test
    void aConnectionIsNamedByItsNameOrItsId() {
        ScimClient acme = service.connect("acme");
        String id = acme.connection().value();
        ObjectNode made = client.post("/event-streams", "{'name':'x'," + TYPES + ",'destination':" + SCIM
                + ",'filter':{'connections':['ACME','" + id + "'],'changed':['email'],'condition':'true'}}")
                .is(201)
                .json();
        assertThat(made.path("filter").path("connections").toString()).isEqualTo("[\"" + id + "\"]");
        String stream = made.path("id").stringValue();
        JsonNode changed = client.patch("/event-streams/" + stream, "{'filter':{}}").is(200).json().path("filter");
        assertThat(changed.has("connections")).as("a filter is replaced as a whole").isFalse();
        JsonNode listed = post("action", "{'type':'action','configuration':{'action_id':'1','secrets':{"
                + "'SCIM_BASE_URL':'https://s.example','SCIM_BEARER_TOKEN':'t','SCIM_CONNECTION_ALLOWLIST':'acme'}}}")
                .is(201)
                .json();
        assertThat(listed.path("filter").path("connections").toString()).isEqualTo("[\"" + id + "\"]");
        assertThat(listed.path("destination").path("type").stringValue()).isEqualTo("action");
    }

    @Test
    void aStreamIsPausedAndResumed() {
        String id = create("crm", SCIM).path("id").stringValue();
        String one = "/event-streams/" + id;
        JsonNode paused = client.post(one + "/pause", "{'reason':'moving'}").is(200).json();
        assertThat(paused.path("state").path("value").stringValue()).isEqualTo("paused");
        assertThat(paused.path("state").path("sentence").stringValue()).isEqualTo("moving");
        assertThat(paused.path("status").stringValue()).isEqualTo("enabled");
        client.patch(one, "{'status':'enabled','name':'crm 2'}").is(200);
        assertThat(state(one)).as("sending back what was read resumes nothing").isEqualTo("paused");
        assertThat(client.post(one + "/probe", null).error(400)).contains("Resume it");
        client.post(one + "/resume", null).is(200);
        assertThat(state(one)).isEqualTo("enabled");
        client.post(one + "/probe", null).is(200);
        client.patch(one, "{'status':'disabled'}").is(200);
        assertThat(client.get(one).json().path("status").stringValue()).isEqualTo("disabled");
        client.patch(one, "{'status':'enabled'}").is(200);
        assertThat(state(one)).isEqualTo("enabled");
        assertThat(client.post(one + "/resume", "{'backlog':'drop'}").error(400)).contains("deliver or skip");
    }

    @Test
    void whatIsPassedOverOnPurposeIsRecorded() {
        ScimClient acme = service.connect("acme");
        String one = "/event-streams/" + create("crm", SCIM).path("id").stringValue();
        client.post(one + "/pause", null).is(200);
        acme.user("ann@acme.example");
        acme.user("bob@acme.example");
        assertThat(client.get(one).json().path("backlog").path("behind").intValue()).isEqualTo(2);
        JsonNode resumed = client.post(one + "/resume", "{'backlog':'skip'}").is(200).json();
        assertThat(resumed.path("backlog").path("behind").intValue()).isZero();
        JsonNode skips = client.get(one + "/skips").is(200).json().path("skips");
        assertThat(skips).hasSize(1);
        assertThat(skips.get(0).path("reason").stringValue()).isEqualTo("by-choice");
        assertThat(skips.get(0).path("count").intValue()).isEqualTo(2);
    }

    @Test
    void aStreamThatLostItsPlaceAsksForASynchronisation() {
        String id = create("crm", SCIM).path("id").stringValue();
        service.storage()
                .write(Share.OUTBOUND, "test", session -> session.streams()
                        .state(new StreamId(id),
                                StreamState.needsSync("restored", service.clock().instant()),
                                EnumSet.allOf(StreamState.Kind.class)));
        String one = "/event-streams/" + id;
        assertThat(client.post(one + "/resume", null).error(400)).contains("rollcall sync", "restored");
        client.patch(one, "{'status':'enabled'}").is(200);
        assertThat(state(one)).isEqualTo("needs_sync");
        client.post(one + "/pause", null).is(200);
        client.post(one + "/resume", null).is(200);
        assertThat(state(one)).as("a pause makes nobody compare them").isEqualTo("needs_sync");
        client.patch(one, "{'status':'disabled'}").is(200);
        client.patch(one, "{'status':'enabled'}").is(200);
        assertThat(state(one)).as("nor does switching it off").isEqualTo("needs_sync");
        client.post(one + "/resume", "{'backlog':'skip'}").is(200);
        assertThat(state(one)).isEqualTo("enabled");
        client.post(one + "/pause", null).is(200);
        client.post(one + "/resume", null).is(200);
        assertThat(state(one)).isEqualTo("enabled");
    }

    @Test
    void aWebhookOfARestoredStoreIsResumedBecauseNothingCanBeCompared() {
        String id = create("hook", "{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example/h'}}")
                .path("id")
                .stringValue();
        service.storage()
                .write(Share.OUTBOUND, "test", session -> session.streams()
                        .state(new StreamId(id), StreamState.needsSync("restored", service.clock().instant()),
                                EnumSet.allOf(StreamState.Kind.class))
                        && session.changeReaders().remove(Optional.empty(), new StreamId(id).readerName()));
        String one = "/event-streams/" + id;
        assertThat(client.post(one + "/resume", null).is(200).json().path("state").path("value").stringValue())
                .isEqualTo("enabled");
        List<ChangeReader> readers = service.storage()
                .read(Share.HOUSE, session -> session.changeReaders().of(Optional.empty()));
        assertThat(readers).extracting(ChangeReader::name)
                .contains(new StreamId(id).readerName());
    }

    /** What is refused changes nothing, and what is remembered of one target is of no use at another. */
    @Test
    void anotherTargetIsComparedBeforeAnythingIsSentThere() {
        StreamId id = new StreamId(create("crm", SCIM).path("id").stringValue());
        create("erp", SCIM);
        SubjectKey ada = SubjectKey.user(new ConnectionId("con_0123456789abcdef"), "ada");
        SubjectKey ben = SubjectKey.user(new ConnectionId("con_0123456789abcdef"), "ben");
        service.storage().write(Share.OUTBOUND, "test", session -> {
            for (SubjectKey each : List.of(ada, ben)) {
                session.remotes()
                        .put(new RemoteRecord(id, each, "of-" + each.tail(), Optional.of("r-1"), Optional.empty(),
                                Optional.empty(), Optional.empty(), EventId.BEGINNING, false, true,
                                service.clock().instant()));
            }
            return session.remotes().leave(id, ben, service.clock().instant());
        });
        String one = "/event-streams/" + id;
        String other = SCIM.replace("scim.example", "other.example");
        assertThat(client.patch(one, "{'destination':" + other + "}").error(400)).contains("Pause the stream");
        client.post(one + "/pause", null).is(200);
        service.clock().advance(Duration.ofSeconds(31));
        client.patch(one, "{'destination':" + other.replace(",'token':'PLANTED-TOKEN'", "") + "}").error(400);
        client.patch(one, "{'name':'ERP','destination':" + other + "}").error(409, "conflict");
        assertThat(remembers(id, ada)).as("nothing was changed").isTrue();
        client.patch(one, "{'destination':" + other + "}").is(200);
        assertThat(service.storage()
                .<Boolean>read(Share.HOUSE, session -> session.remotes().find(id, ada).isEmpty()
                        && session.remotes().formerIds(id, List.of("of-ben")).isEmpty()))
                .as("neither who is there nor who was is remembered")
                .isTrue();
        assertThat(state(one)).isEqualTo("needs_sync");
        assertThat(client.post(one + "/resume", null).error(400)).contains("rollcall sync");
    }

    /** What a synchronisation has found at one target names others at another. */
    @Test
    void aSynchronisationEndsWithItsTarget() {
        StreamId id = new StreamId(create("crm", SCIM).path("id").stringValue());
        String one = "/event-streams/" + id;
        String other = "{'destination':" + SCIM.replace("scim.example", "other.example") + "}";
        client.post(one + "/sync", "{'mode':'apply'}").is(202);
        SyncJob running = sync(id);
        client.patch(one, "{'destination':" + SCIM.replace("PLANTED", "OTHER") + "}").is(200);
        assertThat(sync(id)).as("another token changes nothing of it").isEqualTo(running);
        client.patch(one, other).is(200);
        assertThat(sync(id).finishedAt()).isPresent();
        assertThat(sync(id).report()).contains("\"stopped\":\"The target of the stream is another one now.");
        boolean goesOn = service.storage()
                .write(Share.OUTBOUND, "test", session -> session.syncs().advance(running));
        assertThat(goesOn).as("who ran it writes no more of it").isFalse();
        client.post(one + "/sync", "{'mode':'apply'}").is(202);
    }

    /** A stream that waits for a synchronisation is at no rest while one runs. */
    @Test
    void noTargetIsForgottenWhileASynchronisationDelivers() {
        StreamId id = new StreamId(create("crm", SCIM).path("id").stringValue());
        SubjectKey ada = SubjectKey.user(new ConnectionId("con_0123456789abcdef"), "ada");
        String one = "/event-streams/" + id;
        String other = "{'destination':" + SCIM.replace("scim.example", "other.example") + "}";
        client.post(one + "/sync", "{'mode':'apply'}").is(202);
        service.storage().write(Share.OUTBOUND, "test", session -> {
            session.remotes()
                    .put(new RemoteRecord(id, ada, "1", Optional.of("r-1"), Optional.empty(), Optional.empty(),
                            Optional.empty(), EventId.BEGINNING, false, true, service.clock().instant()));
            session.deliveries()
                    .fanOut(id, List.of(), List.of(DeliveryHead.due(id, ada, HeadIntent.DELETE, EventId.BEGINNING,
                            HeadOrigin.SYNC, service.clock().instant())), List.of());
            return session.streams()
                    .state(id, StreamState.needsSync("restored", service.clock().instant()),
                            EnumSet.allOf(StreamState.Kind.class));
        });
        service.clock().advance(Duration.ofSeconds(31));
        assertThat(client.patch(one, other).error(400)).contains("Pause the stream");
        assertThat(remembers(id, ada)).isTrue();
        client.post(one + "/pause", null).is(200);
        service.clock().advance(Duration.ofSeconds(31));
        assertThat(begunBySync(id)).hasSize(1);
        client.patch(one, other).is(200);
        assertThat(sync(id).finishedAt()).isPresent();
        assertThat(begunBySync(id)).as("what the new target gets before it is compared").isEmpty();
    }

    private List<DeliveryHead> begunBySync(StreamId id) {
        return service.storage()
                .read(Share.HOUSE, session -> session.deliveries()
                        .due(id, service.clock().instant(), 10, Set.of(), Optional.of(HeadOrigin.SYNC)));
    }

    private SyncJob sync(StreamId id) {
        return service.storage().read(Share.HOUSE, session -> session.syncs().find(id)).orElseThrow();
    }

    private boolean remembers(StreamId id, SubjectKey subject) {
        return service.storage().read(Share.HOUSE, session -> session.remotes().find(id, subject).isPresent());
    }

    private String state(String one) {
        return client.get(one).json().path("state").path("value").stringValue();
    }

    private TargetSecrets secrets(String id) {
        EventStream stream = service.storage()
                .read(Share.HOUSE, session -> session.streams().find(new StreamId(id)))
                .orElseThrow();
        return service.streams().streams().secrets(stream).orElseThrow();
    }

    private ObjectNode create(String name, String destination) {
        return post(name, destination).is(201).json();
    }

    private ManagementClient.Reply post(String name, String destination) {
        ManagementClient.Reply reply = client.post("/event-streams",
                "{'name':'" + name + "'," + TYPES + ",'destination':" + destination + "}");
        assertThat(reply.text()).doesNotContain("PLANTED");
        return reply;
    }

    private List<AuditEntry> audit() {
        return service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
    }
}
