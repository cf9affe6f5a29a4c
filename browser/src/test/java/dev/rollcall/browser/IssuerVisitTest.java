package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rollcall.oauth.testing.SignInIssuer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Signing in by the company's own issuer, which is another site for the browser, from the sign-in page there and back to the page that was
 * asked for.
 */
@ExtendWith(Chromium.class)
class IssuerVisitTest {
    private static final String BUTTON = "Sign in at localhost";

    @TempDir
    private static Path folder;
    private static SignInIssuer issuer;
    private static BrowserHouse house;

    @BeforeAll
    static void serve() {
        issuer = new SignInIssuer("localhost");
        house = BrowserHouse.start(folder, Map.of("ROLLCALL_CONSOLE_OIDC_ISSUER", issuer.url(),
                "ROLLCALL_CONSOLE_OIDC_CLIENT_ID", SignInIssuer.CLIENT, "ROLLCALL_CONSOLE_OIDC_CLIENT_SECRET",
                SignInIssuer.SECRET, "ROLLCALL_OAUTH_ALLOWED_NETWORKS", "127.0.0.1,::1"));
        house.run("connection create --name acme --strategy waad");
    }

    @AfterAll
    static void stop() {
        house.close();
        issuer.close();
    }

    @Test
    void aViewerComesBackToThePageThatWasAskedForAndMayOnlyLook(Browser browser) {
        issuer.says(Instant.now(), set -> set.claim("email", "ada@acme.example").claim("roles", "viewer"));
        try (Visitor viewer = Visitor.of(browser, house, issuer.url())) {
            viewer.open("/console/log?connection=acme");
            viewer.at("Sign in");
            PageReview.of(viewer, "sign-in-issuer");
            viewer.link(BUTTON);
            viewer.isAt("console/log\\?connection=acme$");
            viewer.sees("ada@acme.example");
            viewer.sees("viewer");
            viewer.link("Overview");
            viewer.at("Overview");
            viewer.sees("acme");
            assertThat(viewer.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New connection"))).hasCount(0);
            viewer.open("/console/new-connection");
            viewer.sees("create:connections");
            viewer.button("Sign out");
            viewer.at("Sign in");
            viewer.open("/console");
            viewer.at("Sign in");
            viewer.hasNoComplaint();
        }
    }

    @Test
    void anOwnerMakesAConnectionInTheNameOfTheIssuer(Browser browser) {
        issuer.says(Instant.now(), set -> set.claim("email", "grace@acme.example").claim("roles", "owner"));
        try (Visitor owner = Visitor.of(browser, house, issuer.url())) {
            owner.open("/console");
            owner.link(BUTTON);
            owner.at("Overview");
            owner.link("New connection");
            owner.fill("Name", "globex");
            owner.button("Make the connection");
            owner.at("globex");
            owner.link("Access");
            assertThat(owner.page()
                    .locator("tr")
                    .filter(
                            new Locator.FilterOptions().setHasText("grace@acme.example")))
                    .containsText("you");
            owner.hasNoComplaint();
        }
    }

    @Test
    void whoHasNoRoleIsNotLetInAndToldWhom(Browser browser) {
        issuer.says(Instant.now(), set -> set.claim("email", "eve@acme.example"));
        try (Visitor stranger = Visitor.of(browser, house, issuer.url())) {
            stranger.open("/console");
            stranger.link(BUTTON);
            stranger.sees("The issuer knows you as eve@acme.example, but its claim roles is missing");
            assertThat(stranger.page().locator("[role=alert]")).isVisible();
            PageReview.of(stranger, "sign-in-no-role");
            stranger.open("/console");
            stranger.at("Sign in");
            stranger.hasNoComplaint();
        }
    }
}
