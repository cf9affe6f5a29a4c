package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A customer's administrator on her phone, from the link in her message to a checklist that turns green before her while Entra's
 * provisioning service in small plays her provider; and the link when it was revoked.
 */
@ExtendWith(Chromium.class)
class SetupVisitTest {
    private static final int PHONE = 390;
    private static final int HEIGHT = 844;
    /** What must arrive of a provider that knows groups. */
    private static final int STEPS = 7;

    @TempDir
    private static Path folder;
    private static BrowserHouse house;
    private static String connection;

    @BeforeAll
    static void serve() {
        house = BrowserHouse.start(folder, Map.of());
        connection = house.run("connection create --name acme --strategy waad --print id");
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void fromTheLinkToAllGreenAndNoFurtherWhenItIsRevoked(Browser browser) {
        String link = house.run("setup-link acme --token-lifetime 365d --print url");
        try (Visitor customer = Visitor.of(browser, house); Visitor operator = Visitor.of(browser, house)) {
            customer.page().setViewportSize(PHONE, HEIGHT);
            // From a page of nowhere, as a web mail is another site.
            customer.page().setContent("<a href=\"" + link + "\">Open</a>");
            customer.link("Open");
            customer.sees("Which one is yours?");
            customer.at("Setting up provisioning");
            assertThat(customer.page().url()).containsPattern("/console/setup/sul_\\w+$");
            PageReview.of(customer, "setup");
            customer.page().getByText("Microsoft Entra ID", exactly()).click();
            customer.at("Microsoft Entra ID");
            customer.sees("0 of 7 have arrived.");
            PageReview.of(customer, "setup-entra");

            customer.button("Make a token");
            customer.at("A token for acme");
            String token = customer.page().locator("#secret").textContent();
            String url = customer.page().locator("#url").textContent();
            assertThat(url).endsWith(connection + "?aadOptscim062020");
            customer.link("I have copied it");
            customer.at("Microsoft Entra ID");

            Locator items = customer.page().locator("#checklist li.good");
            assertThat(items).hasCount(0);
            house.run("entra init job --url " + url + " --token " + token);
            house.run("entra run --folder job");
            assertThat(customer.page().locator("#checklist li:not(.good)")).hasCount(1);
            assertThat(customer.page().locator("#checklist li:not(.good)")).containsText("User disabled");
            PageReview.of(customer, "setup-half");
            house.edit("job/users.yaml", "jobTitle: Designer", "jobTitle: Head of Design");
            house.edit("job/users.yaml", "- userPrincipalName: ewa.nowak@contoso.example",
                    "- userPrincipalName: ewa.nowak@contoso.example\n  accountEnabled: false");
            house.run("entra run --folder job");
            assertThat(items).hasCount(STEPS);
            customer.sees("Everything has arrived");
            PageReview.of(customer, "setup-complete");
            for (JsonNode one : house.json("user list acme --json")) {
                assertThat(customer.page().content()).doesNotContain(one.get("userName").stringValue());
            }

            operator.administrator();
            operator.open("/console/connections/acme/setup-links");
            operator.at("Set-up links of acme");
            operator.sees("test, user, update, disable, group, member, manager");
            PageReview.of(operator, "setup-links");
            operator.agrees();
            operator.page().locator("button.danger").click();
            operator.sees("There is no link");
            customer.at("This set-up link does not work");
            customer.page().navigate(link);
            customer.at("This set-up link does not work");
            PageReview.of(customer, "setup-gone");
        }
    }

    @Test
    void withoutAScriptTheLinkIsFollowedAndATokenMade(Browser browser) {
        try (Visitor customer = Visitor.withoutScripts(browser, house)) {
            house.run("connection create --name globex --strategy okta");
            customer.page().navigate(house.run("setup-link globex --print url"));
            customer.at("Setting up provisioning");
            customer.page().getByText("Okta, an app of your own with SAML", exactly()).click();
            customer.at("Okta, an app of your own with SAML");
            customer.button("Make a token");
            customer.sees("only time");
            customer.link("I have copied it");
            customer.sees("Has it arrived?");
            customer.hasNoComplaint();
        }
    }

    @Test
    void twoLinksInOneBrowserEachShowTheirOwnConnection(Browser browser) {
        house.run("connection create --name first --strategy waad");
        house.run("connection create --name second --strategy waad");
        try (Visitor customer = Visitor.of(browser, house)) {
            customer.page().navigate(house.run("setup-link first --print url"));
            customer.sees("first");
            String first = customer.page().url();
            customer.page().navigate(house.run("setup-link second --print url"));
            customer.sees("second");
            customer.page().navigate(first + "/with/entra");
            customer.sees("first");
            customer.button("Make a token");
            customer.at("A token for first");
            customer.hasNoComplaint();
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
