package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two pictures of the README, made of running pages. Those in {@code docs/images} are written anew with {@code
 * -Drollcall.pictures=write}; they are small, since every clone has them.
 */
@ExtendWith(Chromium.class)
class ReadmePicturesTest {
    private static final Path KEPT = Path.of("..", "docs", "images");
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int MOST_BYTES = 80_000;
    private static final int DESK = 1100;
    private static final int COLUMN = 640;
    private static final int HEIGHT = 620;

    @TempDir
    private Path folder;

    @Test
    void theOverviewShowsWhatNeedsAttentionFirst(Browser browser) throws IOException {
        try (BrowserHouse house = BrowserHouse.start(folder);
                FaultTarget target = FaultTarget.start();
                Visitor operator = Visitor.of(browser, house)) {
            String acme = house.run("connection create --name acme --strategy waad --print id");
            String token = house.run("token create acme --scopes all --lifetime 365d --print token");
            String globex = house.run("connection create --name globex --strategy okta --print id");
            house.run("token create globex --scopes all --lifetime 20d");
            house.run("connection create --name initech --strategy samlp");
            house.run("connection pause initech");
            house.write("crm.token", FaultTarget.TOKEN);
            target.always("POST /Users", Fault.error(400, "invalidValue", "No licence is left"));
            house.run("stream create crm --scim " + target.url() + " --token-file crm.token");
            for (String name : new String[]{"ada", "grace", "katherine"}) {
                house.user(acme, token, name);
                house.scim(globex, "tok_of.another-house", "GET", "/Users", "");
            }
            house.scim(acme, token, "POST", "/Users", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@acme.example"}""");
            operator.administrator();
            operator.page().setViewportSize(DESK, HEIGHT);
            operator.openUntil("/console", "section[aria-labelledby=attention]"
                    + ":has-text('crm'):has-text('answered 401'):has-text('answered 409')");
            assertThat(operator.page().locator("section[aria-labelledby=streams] .mark.bad")).isVisible();
            keep("overview.png", operator.page().screenshot(new Page.ScreenshotOptions().setFullPage(true)));
        }
    }

    @Test
    void theChecklistShowsWhatHasArrivedAndWhatIsToBeMended(Browser browser) throws IOException {
        try (BrowserHouse house = BrowserHouse.start(folder, Map.of());
                Visitor customer = Visitor.of(browser, house)) {
            String connection = house.run("connection create --name acme --strategy waad --print id");
            customer.page().navigate(house.run("setup-link acme --token-lifetime 365d --print url"));
            customer.sees("Which one is yours?");
            customer.open(customer.page().url() + "/with/entra");
            customer.button("Make a token");
            customer.at("A token for acme");
            String token = customer.page().locator("#secret").textContent();
            customer.link("I have copied it");
            house.user(connection, token, "ada");
            house.scim(connection, token, "GET", "/Users?filter=userName%20eq%20%22nobody%22", "");
            house.scim(connection, token, "POST", "/Groups",
                    "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"]}");
            Locator list = customer.page().locator("#checklist");
            customer.page().setViewportSize(COLUMN, HEIGHT);
            customer.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            assertThat(list.locator("li.good")).hasCount(2);
            assertThat(list.locator("li.note")).hasCount(1);
            keep("checklist.png", list.screenshot());
        }
    }

    private static void keep(String name, byte[] shot) throws IOException {
        byte[] picture = SmallPicture.of(shot);
        assertThat(picture.length).as("bytes of %s", name).isLessThan(MOST_BYTES);
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve("readme-" + name), picture);
        if (System.getProperty("rollcall.pictures", "").equals("write")) {
            Files.createDirectories(KEPT);
            Files.write(KEPT.resolve(name), picture);
        }
        assertThat(KEPT.resolve(name)).isRegularFile();
        assertThat(Files.size(KEPT.resolve(name))).isLessThan(MOST_BYTES);
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("(docs/images/" + name + ")");
    }
}
