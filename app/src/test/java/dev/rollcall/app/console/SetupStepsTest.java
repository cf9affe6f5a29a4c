package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a customer's administrator ticks off on the pages of her set-up link, without a script; and where she is led at the end. */
class SetupStepsTest {
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
    void whatIsTickedOffIsKeptWithTheLinkForItsProviderAlone() {
        service.run("connection create --name ticked --strategy waad");
        String link = SetupVisitor.link(service, "ticked");
        SetupVisitor visitor = SetupVisitor.with(service, link);
        SetupVisitor other = SetupVisitor.of(service, "ticked");
        assertThat(visitor.browser().page(visitor.guide("entra")))
                .contains("id=\"mapping-2\"", "aria-pressed=\"false\"")
                .doesNotContain("aria-pressed=\"true\"", "✓");
        HttpResponse<String> done = tick(visitor, "entra", "mapping-2", "yes");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains(visitor.guide("entra") + "#mapping-2");
        assertThat(tick(visitor, "entra", "mapping-2", "yes").statusCode()).as("once more").isEqualTo(303);
        assertThat(tick(visitor, "entra", "application-1", "yes").statusCode()).isEqualTo(303);
        String page = SetupVisitor.with(service, link).browser().page(visitor.guide("entra"));
        assertThat(page).contains("<tr id=\"mapping-2\"><th scope=\"row\" class=\"mono ticked\">externalId",
                "1 of 6 done", "1 of 2 done", "aria-pressed=\"true\" aria-label=\"Done: externalId\"");
        assertThat(page.split("aria-pressed=\"true\"", -1)).hasSize(3);
        assertThat(visitor.browser().page(visitor.guide("entra-saml"))).doesNotContain("aria-pressed=\"true\"");
        assertThat(other.browser().page(other.guide("entra"))).doesNotContain("aria-pressed=\"true\"");
        assertThat(visitor.arrived("entra")).as("it says nothing of what has arrived").containsValue("not yet");

        visitor.browser().post(visitor.guide("entra") + "/again", Map.of("csrf", visitor.csrf("entra")));
        assertThat(tick(visitor, "entra", "mapping-2", "no").statusCode()).isEqualTo(303);
        assertThat(visitor.browser().page(visitor.guide("entra")).split("aria-pressed=\"true\"", -1)).hasSize(2);
        for (List<String> wrong : List.of(List.of("mapping-99", "yes"), List.of("x y", "yes"), List.of("", "yes"),
                List.of("mapping-1", "maybe"))) {
            assertThat(tick(visitor, "entra", wrong.getFirst(), wrong.getLast()).statusCode()).as("%s", wrong)
                    .isEqualTo(400);
        }
        assertThat(tick(visitor, "okta-saml", "mapping-1", "yes").statusCode()).as("it has no such rows")
                .isEqualTo(400);
    }

    private static HttpResponse<String> tick(SetupVisitor visitor, String provider, String step, String done) {
        return visitor.browser()
                .post(visitor.guide(provider) + "/tick",
                        Map.of("csrf", visitor.csrf(provider), "step", step, "done", done));
    }

    @Test
    void whenEverythingHasArrivedThePageLeadsToWhereTheLinkSays() {
        String id = service.run("connection create --name led --strategy waad --print id");
        SetupVisitor visitor = SetupVisitor.of(service, "led --success-url https://app.example.com/done?of=led&x=1");
        String empty = visitor.browser().page(visitor.guide("entra-oidc"));
        assertThat(empty).contains("The connection has 0 users and 0 groups.").doesNotContain("app.example.com");
        ScimCalls scim = new ScimCalls(service, id, visitor.token("entra"));
        assertThat(scim.status("GET", "/Users?filter=userName%20eq%20%22nobody%22")).isEqualTo(200);
        String ada = scim.user("ada@acme.example", "Countess");
        String boss = scim.user("boss@acme.example", "Boss");
        scim.patch(ada, "Replace", "title", "\"Enchantress\"");
        scim.patch(ada, "Add", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                "\"" + boss + "\"");
        assertThat(visitor.browser().page(visitor.guide("entra-oidc"))).doesNotContain("app.example.com");
        scim.patch(ada, "Replace", "active", "\"False\"");
        visitor.until("entra-oidc", "Connection test", "arrived");
        assertThat(visitor.browser().page(visitor.guide("entra-oidc"))).contains("Everything has arrived",
                "<a class=\"button\" href=\"https://app.example.com/done?of=led&amp;x=1\" rel=\"noopener noreferrer\">Go on to"
                        + " app.example.com</a>",
                "The connection has 2 users and 0 groups.").doesNotContain("You can close this page", "ada@");
        assertThat(service.run("setup-link led --list --json"))
                .contains("\"success_url\":\"https://app.example.com/done");
    }

    @Test
    void onlyAnAddressByHttpsIsLedTo() {
        service.run("connection create --name checked --strategy okta");
        Browser operator = service.administrator();
        String page = "/console/connections/checked/setup-links";
        assertThat(operator.page(page)).contains("Leads on to, when all is done");
        for (String wrong : List.of("http://app.example.com", "javascript:alert(1)", "//app.example.com", "https://",
                "https://user:secret@app.example.com", "https://app.example.com/ö", "https://app.example.com/a b",
                "https://app.example.com\\@evil.example", "https://app.example.com/" + "x".repeat(2_048))) {
            HttpResponse<String> refused = operator.submit(page,
                    Map.of("days", "1", "tokens", "1", "lifetime", "", "success",
                            wrong));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains("https://app.example.com/settings/provisioning");
        }
        assertThat(operator.submit(page, Map.of("days", "1", "tokens", "1", "lifetime", "", "success",
                " https://app.example.com/done#now ")).statusCode()).isEqualTo(200);
        assertThat(service.run("setup-link checked --list --json")).contains("https://app.example.com/done#now");
        assertThat(ScimCalls.audit(service)).contains("https://app.example.com/done#now");
    }
}
