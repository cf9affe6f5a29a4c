package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An operator's first visit: signing in, the overview, the log while a request arrives, what an entry means, and out again. */
@ExtendWith(Chromium.class)
class FirstVisitTest {
    @TempDir
    private static Path folder;
    private static BrowserHouse house;
    private static String connection;
    private static String token;

    @BeforeAll
    static void serve() {
        house = BrowserHouse.start(folder, Map.of());
        connection = house.run("connection create --name acme --strategy waad --print id");
        token = house.run("token create acme --scopes all --print token");
        assertThat(create("ada").statusCode()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void fromAWrongSignInToAnEntryOfTheLogThatJustArrived(Browser browser) {
        try (Visitor operator = Visitor.of(browser, house)) {
            operator.open("/console/log?connection=acme");
            operator.at("Sign in");
            PageReview.of(operator, "sign-in");
            operator.signIn("", "a-token-that-nobody-has-set-in-any-way");
            operator.sees("That is not known here.");
            PageReview.of(operator, "sign-in-refused");
            operator.signIn("", BrowserHouse.ADMINISTRATOR);
            operator.isAt("console/log\\?connection=acme");

            operator.link("Overview");
            operator.at("Overview");
            operator.sees("acme");
            PageReview.of(operator, "overview");

            operator.link("Log");
            operator.link("Follow what comes in");
            operator.isAt("console/log\\?.*live=on");
            operator.sees("New requests appear at the top");
            operator.page().waitForLoadState();
            Locator rows = operator.page().locator("tbody tr");
            assertThat(create("ada").statusCode()).isEqualTo(409);
            assertThat(rows.first()).containsText("409");
            assertThat(rows.last()).containsText("201");
            PageReview.of(operator, "log-live");

            rows.first().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("POST")).click();
            operator.sees("What this means");
            operator.sees("What to do");
            PageReview.of(operator, "log-entry-conflict");

            operator.button("Sign out");
            operator.at("Sign in");
            operator.open("/console/log");
            operator.at("Sign in");
            operator.hasNoComplaint();
        }
    }

    @Test
    void whatOnlyReadsIsReadWithoutAScript(Browser browser) {
        try (Visitor reader = Visitor.withoutScripts(browser, house)) {
            reader.administrator();
            reader.sees("Needs attention");
            reader.link("acme");
            reader.at("acme");
            assertThat(reader.page().locator("#endpoint")).containsText(connection);
            reader.link("Users");
            reader.link("ada@acme.example");
            reader.sees("As the identity provider sees it");
            reader.link("Log");
            reader.at("Log");
            reader.page().getByLabel("Time").selectOption("1h");
            reader.button("Show");
            Locator created = reader.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("POST"))
                    .first();
            assertThat(created).isVisible();
            created.click();
            reader.sees("The same with curl");
            reader.sees("UTC");
            reader.link("acme");
            reader.isAt("console/log\\?connection=.*");
            reader.hasNoComplaint();
        }
    }

    private static HttpResponse<String> create(String name) {
        return house.scim(connection, token, "POST", "/Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s@acme.example","active":true,
            "name":{"givenName":"Ada","familyName":"Lovelace"},"emails":[{"type":"work","value":"%s@acme.example"}]}"""
                .formatted(name, name));
    }
}
