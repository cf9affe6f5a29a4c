package dev.rollcall.server;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.access.ScimConfigurations;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.server.management.event.EventFeeds;
import dev.rollcall.server.management.event.FeedTimes;
import dev.rollcall.server.testing.DescribedApi;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.PlacedDeliveries;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code /api/v2/openapi.json} says what the service does, and the service does what it says. */
class ManagementDocumentTest {
    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private DescribedApi api;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        api = new DescribedApi(client.get("/openapi.json").is(200).json());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void itListsTheRoutesThatThereAre() {
        assertThat(api.operations()).containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void theAnswersAreThoseThatItDescribes() {
        ScimClient provider = service.connect("acme");
        String user = provider.user("ann@acme.example");
        provider.patch("/Users/" + user, "[{'op':'Replace','path':'nickName','value':'A'}]");
        provider.get("/Users/nobody").error(404);
        RequestLogEntry failed = service.log(provider).getFirst();

        call("POST", "/connections", "{'name':'x','strategy':'waad','options':{'userid_attribute':'sub'}}", 201);
        call("POST", "/connections", "{'name':'x','strategy':'waad'}", 409);
        String one = "/connections/" + client.get("/connections?take=1&name=x")
                .json()
                .path("connections")
                .get(0)
                .path("id")
                .stringValue();
        String scim = one + "/scim-configuration";
        call("GET", scim, null, 404);
        call("POST", scim, null, 201);
        for (String list : List.of("/connections?take=1", "/connections?include_totals=true", "/connections",
                "/connections-scim-configurations?take=1", "/actions/actions?page=0&per_page=100",
                "/clients?page=0&per_page=100&include_totals=true", "/logs?include_totals=true", "/logs",
                "/logs?take=5",
                "/logs/" + failed.id(), one, one + "/status", scim, scim + "/default-mapping")) {
            call("GET", list, null, 200);
        }
        call("PATCH", one, "{'display_name':'X'}", 200);
        call("PATCH", scim, "{'mapping':[{'scim':'userName','auth0':'username'}],'tolerances':['entra.capital-op']}",
                200);
        call("GET", scim + "/mapping-versions", null, 200);
        call("POST", scim + "/rollback", "{'mapping_version':0}", 200);
        call("POST", scim + "/preview",
                "{'resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'a'}}", 200);
        call("POST", scim + "/tokens", "{}", 201);
        String token = client.get(scim + "/tokens").tree().get(0).path("token_id").stringValue();
        call("GET", scim + "/tokens", null, 200);
        call("DELETE", scim + "/tokens/" + token, null, 204);
        String link = call("POST", scim + "/setup-links", "{'token_lifetime':86400}", 201).json()
                .path("id")
                .stringValue();
        call("GET", scim + "/setup-links", null, 200);
        call("DELETE", scim + "/setup-links/" + link, null, 204);
        declarations(scim);
        call("GET", one + "/status", null, 200);
        String log = "/connections/" + provider.connection() + "/provisioning-log";
        call("GET", log, null, 200);
        call("GET", log + "/" + failed.id(), null, 200);
        call("POST", log + "/" + failed.id() + "/explain", null, 200);
        people(provider, user);
        api.check("GET", "/events", client.call("HEAD", "/events", null).is(200));
        call("GET", "/events?event_type=role.created", null, 400);
        call("GET", "/events?from=evt_1", null, 400);
        streams();
        call("DELETE", scim + "?dry_run=true", null, 200);
        call("DELETE", scim, null, 204);
        call("DELETE", one, null, 202);
        call("DELETE", one, null, 404);
        assertThat(api.seen()).hasSameSizeAs(routes());
    }

    private void declarations(String scim) {
        String schema = "{'schema':{'id':'urn:example:a:1.0:Device','attributes':[{'name':'serial','type':'string'}]}}";
        String type = "{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'urn:example:a:1.0:Device'}}";
        for (String[] each : new String[][]{{"/schemas", "urn:example:a:1.0:Device", schema},
            {"/resource-types", "Device", type}}) {
            String all = scim + each[0];
            String one = all + "/" + each[1];
            call("POST", all + "?dry_run=true", each[2], 200);
            call("POST", all, each[2], 201);
            call("GET", all, null, 200);
            call("GET", one, null, 200);
            call("PUT", one, each[2], 200);
            call("PUT", one + "?dry_run=true", each[2], 200);
        }
        call("DELETE", scim + "/resource-types/Device?dry_run=true", null, 200);
        call("DELETE", scim + "/resource-types/Device", null, 204);
        call("DELETE", scim + "/schemas/urn:example:a:1.0:Device", null, 204);
    }

    private void streams() {
        String types = "'subscriptions':[{'event_type':'user.created'}]";
        String id = call("POST", "/event-streams", "{'name':'crm'," + types + ",'destination':{'type':'scim',"
                + "'configuration':{'base_url':'https://scim.example','authorization':{'method':'bearer','token':'t'}}},"
                + "'filter':{'changed':['email'],'condition':'true'}}", 201).json().path("id").stringValue();
        String hook = "/event-streams/" + call("POST", "/event-streams", "{'name':'hook'," + types
                + ",'destination':{'type':'webhook','configuration':{'webhook_endpoint':'https://a.example'}}}", 201)
                .json()
                .path("id")
                .stringValue();
        String one = "/event-streams/" + id;
        call("GET", "/event-streams?take=1", null, 200);
        call("GET", one, null, 200);
        call("PATCH", one, "{'name':'crm 2'}", 200);
        call("PATCH", one, "{'name':'hook'}", 409);
        for (String done : List.of("/pause", "/resume", "/probe")) {
            call("POST", one + done, null, 200);
        }
        call("POST", hook + "/rotate-secret", "{'overlap_seconds':60}", 200);
        call("POST", hook + "/test", "{'event_type':'user.created'}", 202);
        call("POST", one + "/test", "{'mode':'connection'}", 200);
        call("POST", one + "/preview", "{'event':{'type':'user.created','data':{'object':{}}}}", 200);
        PlacedDeliveries placed = new PlacedDeliveries(service.storage(), service.clock());
        StreamId stream = new StreamId(id);
        placed.fail(stream, 1, "POST 400");
        placed.fail(stream, 2, "POST 400");
        placed.skipped(stream, 3);
        service.storage().write(Share.OUTBOUND, "test", session -> {
            session.remotes().learn(stream, new TargetQuirk("no-patch", "1", "501", service.clock().instant()));
            session.deliveries()
                    .fanOut(stream, List.of(), List.of(), List.of(new SkipRun(PlacedDeliveries.id(4),
                            PlacedDeliveries.id(5), SkipReason.CONNECTION, 2, service.clock().instant())));
            return stream;
        });
        for (String list : List.of("/status", "/stats", "/quirks", "/deliveries", "/deliveries?statuses=failed&take=1",
                "/deliveries/" + PlacedDeliveries.id(1), "/causes", "/skips")) {
            call("GET", one + list, null, 200);
        }
        call("GET", hook + "/deliveries", null, 200);
        call("DELETE", one + "/quirks/no-patch", null, 204);
        call("POST", one + "/redeliver", "{'dry_run':true}", 202);
        call("POST", one + "/redeliver/" + PlacedDeliveries.id(1), null, 202);
        call("POST", one + "/discard", "{'reason':'a test'}", 202);
        call("POST", one + "/sync", "{'mode':'dry-run'}", 202);
        call("GET", one + "/sync", null, 200);
        call("DELETE", one, null, 204);
        call("DELETE", one, null, 404);
    }

    private void people(ScimClient provider, String user) {
        call("GET", "/users", null, 200);
        call("GET", "/users?page=0&per_page=1&include_totals=true&q=preferred_username:ann*", null, 200);
        call("GET", "/users?take=1", null, 200);
        call("GET", "/users?q=(", null, 400);
        String name = "acme";
        String made = call("POST", "/users", "{'connection':'" + name + "','user_id':'X|1','email':'eve@acme.example'}",
                201).json().path("user_id").stringValue();
        call("POST", "/users", "{'connection':'" + name + "','user_id':'X|1','email':'eve2@acme.example'}", 409);
        String eve = "/users/" + URLEncoder.encode(made, StandardCharsets.UTF_8);
        String ann = "/users/"
                + URLEncoder.encode(client.get("/users?connection=acme&q=preferred_username:ann*%20OR%20upn:ann*")
                        .tree()
                        .get(0)
                        .path("user_id")
                        .stringValue(), StandardCharsets.UTF_8);
        call("GET", ann, null, 200);
        call("GET", "/users/none%7Cnone%7Cnone", null, 404);
        call("PATCH", ann, "{'blocked':true,'blocked_until':'2030-01-01T00:00:00Z','app_metadata':{'a':1}}", 200);
        call("PATCH", ann, "{'identities':[]}", 400);
        call("POST", eve + "/revoke-access", "{}", 202);
        service.clock().advance(Duration.ofSeconds(1));
        call("GET", "/users-by-email?email=EVE@acme.example", null, 200);
        String[] parts = made.split("\\|", 2);
        call("POST", ann + "/identities", "{'provider':'" + parts[0] + "','user_id':'" + parts[1] + "'}", 201);
        call("POST", ann + "/identities", "{'link_with':'x'}", 400);
        String linked = ann + "/identities/" + parts[0] + "/" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
        call("DELETE", linked, null, 200);
        call("POST", ann + "/identities", "{'link_with':'" + made + "'}", 201);
        call("DELETE", linked, null, 200);
        String group = provider.group("g");
        provider.patch("/Groups/" + group, "[{'op':'add','path':'members','value':[{'value':'" + user + "'}]}]");
        call("GET", ann + "/groups?take=1", null, 200);
        call("GET", ann + "/logs?include_totals=true", null, 200);
        call("GET", "/groups?take=1", null, 200);
        String grp = "/groups/" + GroupId.of(group);
        call("GET", grp, null, 200);
        call("GET", grp + "/members", null, 200);
        call("DELETE", grp, null, 204);
        call("GET", grp, null, 404);
        call("DELETE", grp, null, 204);
        String one = "/connections/" + provider.connection();
        call("POST", one + "/logins", "{'claims':{'sub':'S-1','email':'bob@acme.example'},'ip':'192.0.2.1'}", 200);
        call("POST", one + "/logins", "{'claims':{}}", 400);
        call("DELETE", one + "/users?email=bob@acme.example", null, 204);
        call("DELETE", eve, null, 204);
        call("DELETE", eve, null, 204);
    }

    /** As OWASP ASVS 5 has it for every function: nothing without the right, and no effect. */
    @Test
    void noRouteIsOpenToWhoHasNotItsScope() {
        ScimClient provider = service.connect("acme");
        String before = client.get("/connections").text();
        for (String operation : api.operations()) {
            String[] parts = operation.split(" ", -1);
            String path = parts[1].replace("{id}", provider.connection().value())
                    .replace("{tokenId}", "tok_1")
                    .replace("{linkId}", "sul_1")
                    .replace("{entry}", "x")
                    .replace("{provider}", "waad")
                    .replace("{userId}", "x")
                    .replace("{event}", "x")
                    .replace("{name}", "x");
            client.withToken(Optional.empty()).call(parts[0], path, "{}").error(401);
            client.withToken(Optional.of("eyJhbGciOiJub25lIn0.e30.")).call(parts[0], path, "{}").error(401);
            Set<String> others = new HashSet<>(ManagementScope.words());
            others.remove(parts[2]);
            assertThat(service.manage("cli_other", others).call(parts[0], path, "{}").error(403, "insufficient_scope"))
                    .contains(parts[2]);
        }
        assertThat(client.get("/connections").text()).isEqualTo(before);
    }

    private Reply call(String method, String path, @Nullable String body, int status) {
        return api.check(method, path, client.call(method, path, body).is(status));
    }

    private List<String> routes() {
        Random random = new Random(1);
        ManagementServices services = new ManagementServices(
                token -> new ManagementAdmission.Refused("none"), IdTokens.none(),
                new Connections(service.storage(), service.clock(), random),
                new ScimConfigurations(service.storage(), service.clock(), random),
                new Declarations(service.storage(), service.clock(), random, DeclarationLimits.defaults(),
                        ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime),
                new Tokens(service.storage(), service.clock(), random),
                new SetupLinks(service.storage(), service.clock(), random), secret -> "/set-up/" + secret,
                service.people(), service.streams());
        List<String> routes = new ArrayList<>();
        RollcallServer.routes(services, new EventFeeds(1, 1, FeedTimes.usual(System::nanoTime)), service.storage(),
                service.clock())
                .forEach(
                        route -> routes.add(route.method() + " " + route.template() + " " + route.scope().word()));
        return routes;
    }
}
