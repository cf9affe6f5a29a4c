package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator takes a customer on: a connection, its mapping and a token, a cycle of Entra's provisioning service in small that arrives
 * in the log while somebody watches, a failure that is explained, and a user who is blocked.
 */
@ExtendWith(Chromium.class)
class ConnectionVisitTest {
    private static final String SENT = """
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@contoso.example",
         "displayName": "Ada Lovelace", "active": true}""";
    /** Those of the sample directory. */
    private static final int USERS = 25;
    private static final int GROUPS = 4;

    @TempDir
    private static Path folder;
    private static BrowserHouse house;

    @BeforeAll
    static void serve() {
        house = BrowserHouse.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void fromAnEmptyHouseToABlockedUser(Browser browser) {
        try (Visitor operator = Visitor.of(browser, house); Visitor watcher = Visitor.of(browser, house)) {
            signIn(operator);
            makeAndSwitchOn(operator);
            String url = operator.page().locator("#tenant-url").textContent();
            editTheMapping(operator);
            String token = makeAToken(operator);
            assertThat(operator.page().locator("#endpoint")).hasText(url);
            operator.link("I have copied it");
            operator.at("Tokens of acme");

            watcher.administrator();
            watcher.open("/console/log?connection=acme&live=on");
            watcher.sees("New requests appear at the top");
            playACycle(url, token);
            Locator rows = watcher.page().locator("tbody tr");
            assertThat(rows.filter(having("POST /Users"))).hasCount(USERS);
            assertThat(rows.filter(having("POST /Groups"))).hasCount(GROUPS);
            PageReview.of(watcher, "cycle-live");
            explainAFailure(watcher, url, token);
            block(operator);
            operator.hasNoComplaint();
            watcher.hasNoComplaint();
        }
    }

    private static void signIn(Visitor operator) {
        operator.open("/console");
        operator.at("Sign in");
        operator.signIn("", "a-token-that-nobody-has-set-in-any-way");
        operator.sees("That is not known here.");
        operator.signIn("nobody", BrowserHouse.ADMINISTRATOR);
        operator.sees("That is not known here.");
        operator.signIn("", BrowserHouse.ADMINISTRATOR);
        operator.at("Overview");
        operator.sees("There is no connection yet");
        operator.sees("Nothing needs attention.");
        PageReview.of(operator, "overview-empty");
        operator.link("Streams");
        operator.sees("There is no event stream yet.");
        PageReview.of(operator, "streams-empty");
        operator.link("Log");
        operator.sees("No identity provider has sent anything yet.");
        PageReview.of(operator, "log-empty");
        operator.link("Overview");
    }

    private static void makeAndSwitchOn(Visitor operator) {
        operator.link("New connection");
        operator.at("A new connection");
        operator.fill("Name", "acme");
        operator.choose("Identity provider", "waad");
        operator.field("Sync user profiles using SCIM").uncheck();
        operator.button("Make the connection");
        operator.at("acme");
        operator.sees("SCIM is off");
        PageReview.of(operator, "connection-off");
        operator.button("Sync user profiles using SCIM");
        operator.sees("No credential was shown yet.");
        PageReview.of(operator, "connection-on");
    }

    /** What is typed shows beside its row and below, before anything is saved. */
    private static void editTheMapping(Visitor operator) {
        operator.link("Mapping");
        operator.at("Mapping of acme");
        Page page = operator.page();
        page.getByText("Or what an identity provider sends").click();
        operator.fill("SCIM user", SENT);
        Locator row = page.locator("table.edit tbody tr")
                .filter(new Locator.FilterOptions().setHas(page.locator("input[name=scim][value=displayName]")));
        assertThat(row.locator("output")).hasText("\"Ada Lovelace\"");
        row.getByText("More", new Locator.GetByTextOptions().setExact(true)).click();
        row.getByLabel("Expression in").fill("value.nothing(");
        assertThat(row.locator("output .problem")).isVisible();
        row.getByLabel("Expression in").fill("value.upperAscii()");
        row.getByLabel("Direction of row").selectOption("in");
        assertThat(row.locator("output")).hasText("\"ADA LOVELACE\"");
        assertThat(page.locator("#preview")).containsText("\"name\" : \"ADA LOVELACE\"");
        PageReview.of(operator, "mapping-edited");

        operator.button("Save…");
        operator.sees("Before it is saved");
        PageReview.of(operator, "mapping-review");
        assertThat(page.locator("tr").filter(having("Default rows"))).containsText("in force");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions()
                .setName(Pattern.compile("^Save as a new version: ")))
                .click();
        assertThat(page.locator("tr").filter(having("Default rows"))).not().containsText("in force");
        operator.sees("value.upperAscii()");
    }

    private static String makeAToken(Visitor operator) {
        operator.link("Tokens");
        operator.at("Tokens of acme");
        operator.sees("There is no token");
        operator.button("Make a token");
        operator.at("A new token for acme");
        PageReview.of(operator, "token-made");
        return operator.page().locator("#secret").textContent();
    }

    private static void playACycle(String url, String token) {
        house.run("entra init job --url " + url + " --token " + token);
        house.run("entra run --folder job");
    }

    /** Of the newest, which is of somebody who is there already. */
    private static void explainAFailure(Visitor watcher, String url, String token) {
        String connection = url.replaceAll(".*/(con_\\w+).*", "$1");
        HttpResponse<String> again = house.scim(connection, token, "POST", "/Users",
                """
                    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Katherine.Johnson@contoso.example"}""");
        assertThat(again.statusCode()).isEqualTo(409);
        Locator first = watcher.page().locator("tbody tr").first();
        assertThat(first).containsText("409");
        first.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("POST")).click();
        watcher.at("POST /Users");
        Locator meaning = watcher.page().locator("section[aria-labelledby=meaning]");
        assertThat(meaning).containsText("Somebody here has the userName");
        assertThat(meaning.getByText("What to do")).isVisible();
        assertThat(meaning.locator("li").first()).isVisible();
        assertThat(watcher.page().locator("#curl")).not().containsText(token);
        watcher.link("Requests of this connection with the same status");
        assertThat(watcher.page().locator("tbody tr")).hasCount(1);
    }

    /** Found by the beginning of a name; the identity provider still has the user as active. */
    private static void block(Visitor operator) {
        operator.link("Users");
        operator.at("Users of acme");
        operator.fill("Find", "grace.okafor");
        operator.button("Find");
        Locator found = operator.page().locator("tbody th a");
        assertThat(found).hasText("GRACE OKAFOR");
        found.click();
        operator.at("GRACE OKAFOR");
        operator.button("Block this user");
        assertThat(operator.page().locator("dd .mark.bad")).hasText("blocked");
        assertThat(operator.page().locator("dd .mark.good")).hasText("active");
        assertThat(operator.page().locator("pre[aria-labelledby=profile]")).containsText("\"blocked\" : true");
        PageReview.of(operator, "user-blocked");
        operator.button("Lift the block of this user");
        assertThat(operator.page().locator("dd .mark.bad")).hasCount(0);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
