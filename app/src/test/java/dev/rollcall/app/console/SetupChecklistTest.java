package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The checklist of a set-up, by what an identity provider really sends. */
class SetupChecklistTest {
    private static final String TEST = "Connection test";
    private static final String USER = "First user";
    private static final String UPDATE = "Update of a user";
    private static final String DISABLE = "User disabled";
    private static final String GROUP = "First group";
    private static final String MEMBER = "Member of a group";
    private static final String MANAGER = "Manager";
    private static final List<String> ALL = List.of(TEST, USER, UPDATE, DISABLE, GROUP, MEMBER, MANAGER);
    private static final String GREEN = "arrived";
    private static final String GREY = "not yet";
    private static final String AMBER = "refused";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    @TempDir
    private static Path folder;
    private static ConsoleService service;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SETUP_RATE", "10000"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void eachStepTurnsGreenByWhatArrivesAndNoOtherDoes() {
        String id = connection("steps");
        SetupVisitor visitor = SetupVisitor.of(service, "steps");
        assertThat(visitor.arrived("entra")).containsOnlyKeys(ALL).containsValue(GREY).hasSize(7);
        ScimCalls scim = new ScimCalls(service, id, visitor.token("entra"));

        assertThat(scim.status("GET", "/Users?filter=userName%20eq%20%22nobody%22")).isEqualTo(200);
        visitor.until("entra", TEST, GREEN);
        only(visitor, TEST);
        String ada = scim.user("ada@acme.example", "Countess");
        only(visitor, TEST, USER);
        assertThat(scim.patch(ada, "Replace", "title", "\"Enchantress\"").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE);
        assertThat(scim.patch(ada, "Replace", "active", "\"False\"").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE, DISABLE);
        String group = resource(scim.send("POST", "/Groups", group("Numbers")));
        only(visitor, TEST, USER, UPDATE, DISABLE, GROUP);
        assertThat(scim.send("PATCH", "/Groups/" + group, operation("Add", "members", "[{\"value\":\"" + ada + "\"}]"))
                .statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE, DISABLE, GROUP, MEMBER);
        String boss = scim.user("boss@acme.example", "Boss");
        assertThat(scim.patch(ada, "Add", ENTERPRISE + ":manager", "\"" + boss + "\"").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE, DISABLE, GROUP, MEMBER, MANAGER);
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains("Everything has arrived")
                .doesNotContain("ada@", "boss@", ada, boss, "Enchantress", "Numbers");
        assertThat(service.run("setup-link steps --list"))
                .contains("test, user, update, disable, group, member, manager");
    }

    @Test
    void whoIsOnlyDisabledOrMatchedIsNotUpdated() {
        String id = connection("matched");
        ScimCalls scim = new ScimCalls(service, id, service.run("token create matched --scopes all --print token"));
        String ada = scim.user("ada@acme.example", "Countess");
        // The link sees what comes after it alone.
        service.advance(Duration.ofSeconds(5));
        SetupVisitor visitor = SetupVisitor.of(service, "matched");
        assertThat(visitor.arrived("other")).doesNotContainValue(GREEN);
        assertThat(scim.patch(ada, "replace", "active", "false").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, DISABLE);
        assertThat(scim.send("PUT", "/Users/" + ada, "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                + "\"userName\":\"ada@acme.example\",\"active\":false,\"title\":\"x\"}").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, DISABLE, UPDATE);
        assertThat(visitor.arrived("entra-oidc")).containsOnlyKeys(TEST, USER, UPDATE, DISABLE, MANAGER);
    }

    @Test
    void aGroupThatComesWithItsMembersAndAUserWithAManagerAreSeen() {
        String id = connection("together");
        SetupVisitor visitor = SetupVisitor.of(service, "together");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("other"));
        String waiting = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" + ENTERPRISE
                + "\"],\"userName\":\"%s\",\"" + ENTERPRISE + "\":{\"manager\":{\"value\":\"%s\"}}}";
        String ada = resource(scim.send("POST", "/Users", waiting.formatted("ada@acme.example", "nobody-yet")));
        assertThat(visitor.arrived("other")).containsEntry(MANAGER, "waits");
        assertThat(visitor.browser().page(visitor.guide("other"))).contains("Assign the manager as well")
                .doesNotContain("nobody-yet");
        resource(scim.send("POST", "/Users", waiting.formatted("bo@acme.example", ada)));
        assertThat(visitor.arrived("other")).containsEntry(MANAGER, GREEN);
        resource(scim.send("POST", "/Groups", group("All").replace("}",
                ",\"members\":[{\"value\":\"" + ada + "\"}]}")));
        assertThat(visitor.arrived("other")).containsEntry(GROUP, GREEN).containsEntry(MEMBER, GREEN);
    }

    @Test
    void aManagerIsSeenHoweverManyUsersWaitForTheirs() {
        String id = connection("crowd");
        SetupVisitor visitor = SetupVisitor.of(service, "crowd --token-lifetime 30d");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("other"));
        String ada = scim.user("ada@acme.example", "Countess");
        // Too much for a log row to say what it was.
        String user = "{\"title\":\"" + "x".repeat(600)
                + "\",\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"" + ENTERPRISE
                + "\"],\"userName\":\"%s\",\"" + ENTERPRISE + "\":{\"manager\":{\"value\":\"%s\"}}}";
        for (int i = 10; i < 35; i++) {
            resource(scim.send("POST", "/Users", user.formatted("of" + i + "@acme.example", "000-" + i)));
        }
        assertThat(visitor.arrived("other")).containsEntry(MANAGER, "waits");
        resource(scim.send("POST", "/Users", user.formatted("bo@acme.example", ada)));
        assertThat(visitor.arrived("other")).containsEntry(MANAGER, GREEN);
        assertThat(visitor.browser().page(visitor.guide("other"))).contains("The last request that was let in",
                "A token of this connection ends");
    }

    @Test
    void theListBeginsAnewWithWhatArrivesFromThenOn() {
        String id = connection("anew");
        SetupVisitor visitor = SetupVisitor.of(service, "anew");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("entra"));
        String ada = scim.user("ada@acme.example", "Countess");
        String boss = scim.user("boss@acme.example", "Boss");
        assertThat(scim.patch(ada, "Add", ENTERPRISE + ":manager", "\"" + boss + "\"").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE, MANAGER);
        service.advance(Duration.ofSeconds(1));
        HttpResponse<String> answer = visitor.browser()
                .post(visitor.guide("entra") + "/again", Map.of("csrf", visitor.csrf("entra")));
        assertThat(answer.headers().firstValue("Location")).contains(visitor.guide("entra") + "#arrived");
        only(visitor);
        only(visitor);
        service.advance(Duration.ofSeconds(1));
        assertThat(scim.patch(ada, "Replace", "title", "\"Enchantress\"").statusCode()).isEqualTo(200);
        only(visitor, TEST, USER, UPDATE, MANAGER);
    }

    @Test
    void whatIsRefusedTurnsAmberWithWhatMendsItThereUntilItArrives() {
        String id = connection("amber");
        SetupVisitor visitor = SetupVisitor.of(service, "amber");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("entra"));
        assertThat(scim.with("tok_wrong").status("GET", "/Users")).isEqualTo(401);
        visitor.until("entra", TEST, AMBER);
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains("answered 401",
                "Secret Token; then Test");
        assertThat(visitor.browser().page(visitor.guide("okta-saml"))).contains("then Test API Credentials");
        assertThat(scim.status("GET", "/Users")).isEqualTo(200);
        visitor.until("entra", TEST, GREEN);

        scim.user("<b>ada</b>\u202e@acme.example", "Countess");
        assertThat(scim.send("POST", "/Users", "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                + "\"userName\":\"<b>ada</b>\u202e@acme.example\"}").statusCode()).isEqualTo(409);
        visitor.until("entra", USER, AMBER);
        assertThat(visitor.browser().page(visitor.guide("entra")))
                .contains("Somebody here has the userName", "let the attribute that both sides share match")
                .doesNotContain("ada</b>", "ada&lt;", "U+202E", "\u202e");
        scim.user("bo@acme.example", "x");
        assertThat(visitor.arrived("entra")).containsEntry(USER, GREEN);

        assertThat(scim.send("POST", "/Groups", "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"]}")
                .statusCode()).isEqualTo(400);
        visitor.until("entra", GROUP, AMBER);
        assertThat(scim.status("GET", "/Users/nobody")).isEqualTo(404);
        assertThat(scim.status("GET", "/Userz")).isEqualTo(404);
        visitor.until("entra", TEST, AMBER);
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains("Tenant URL: it is the SCIM endpoint");
    }

    @Test
    void whatOnlyTheVendorCanMendSaysSo() {
        String id = connection("paused");
        SetupVisitor visitor = SetupVisitor.of(service, "paused");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("entra"));
        service.run("connection pause paused");
        assertThat(scim.send("POST", "/Users", "{}").statusCode()).isEqualTo(503);
        visitor.until("entra", USER, "held");
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains("Ask whoever sent you the link")
                .doesNotContain("rollcall connection resume");
    }

    private static void only(SetupVisitor visitor, String... steps) {
        Map<String, String> arrived = visitor.arrived("entra");
        assertThat(arrived.entrySet().stream().filter(one -> one.getValue().equals(GREEN)).map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(steps);
        assertThat(arrived.values().stream().filter(GREY::equals)).hasSize(ALL.size() - steps.length);
    }

    private static String connection(String name) {
        return service.run("connection create --name " + name + " --strategy waad --print id");
    }

    private static String resource(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).get("id").stringValue();
    }

    private static String group(String name) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"" + name + "\"}";
    }

    private static String operation(String op, String path, String json) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"" + op
                + "\",\"path\":\"" + path + "\",\"value\":" + json + "}]}";
    }
}
