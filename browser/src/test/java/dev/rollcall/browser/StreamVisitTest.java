package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator and a stream to a second SCIM server: made and tried, red when that server refuses, from the front page to the cause in two
 * clicks, and green again once it is mended and what had failed is delivered.
 */
@ExtendWith(Chromium.class)
class StreamVisitTest {
    private static final String IT_DELIVERS = ".done:has-text('It delivers.')";

    @TempDir
    private static Path folder;
    private static BrowserHouse house;

    @BeforeAll
    static void serve() {
        house = BrowserHouse.start(folder);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void deadLettersAreSeenRedExplainedAndDeliveredAgain(Browser browser) {
        String connection = house.run("connection create --name acme --strategy samlp --print id");
        String token = house.run("token create acme --scopes all --print token");
        try (FaultTarget target = FaultTarget.start(); Visitor operator = Visitor.of(browser, house)) {
            operator.administrator();
            make(operator, "crm", "acme", target);
            operator.button("Test the connection");
            operator.at("Test of crm");
            operator.sees("The target takes what the stream would send.");
            PageReview.of(operator, "stream-test");

            target.always("POST /Users", Fault.error(400, "invalidValue", "No licence is left"));
            house.user(connection, token, "ada");
            house.user(connection, token, "grace");
            operator.openUntil("/console", "section[aria-labelledby=attention] .mark.bad:has-text('crm')");
            PageReview.of(operator, "overview-red");
            operator.page().locator("section[aria-labelledby=attention] a").first().click();
            operator.at("crm");
            String stream = operator.page().url();
            assertThat(operator.page().locator(".problem"))
                    .containsText("Nothing of what was sent in the last 24 hours was taken");
            operator.openUntil(stream, "dd a:text-is('2')");
            PageReview.of(operator, "stream-red");
            operator.link("Deliveries");
            operator.at("Deliveries of crm");
            PageReview.of(operator, "deliveries");
            operator.link("the newest");
            assertThat(operator.page().locator("pre").filter(having("No licence is left")).first()).isVisible();
            PageReview.of(operator, "delivery");

            target.heal();
            operator.open(stream);
            operator.link("Deliveries");
            operator.link("Deliver again…");
            operator.at("Deliver again");
            operator.sees("2 dead letters");
            PageReview.of(operator, "redelivery");
            operator.button("Deliver 2 again");
            operator.sees("2 dead letters are on the way again.");
            operator.openUntil(stream, IT_DELIVERS);
            operator.openUntil(stream, "dt:has-text('Dead letters') + dd:has-text('0')");
            assertThat(target.users()).hasSize(2);
            PageReview.of(operator, "stream-green");
            operator.open("/console");
            assertThat(operator.page().locator(".mark.bad")).hasCount(0);
            operator.hasNoComplaint();
        }
    }

    @Test
    void aTokenThatIsRefusedPausesTheStreamUntilThereIsAnother(Browser browser) {
        String connection = house.run("connection create --name globex --strategy samlp --print id");
        String token = house.run("token create globex --scopes all --print token");
        try (FaultTarget target = FaultTarget.start(); Visitor operator = Visitor.of(browser, house)) {
            operator.administrator();
            make(operator, "billing", "globex", target);
            String stream = operator.page().url();
            target.token("another-token");
            house.user(connection, token, "ada");
            operator.openUntil(stream, ".mark.bad:has-text('paused')");
            assertThat(operator.page().locator(".problem")).containsText("401");
            PageReview.of(operator, "stream-refused");

            operator.fill("Another token or secret for the target", "another-token");
            operator.button("Set it");
            operator.at("billing");
            operator.button("Resume");
            operator.openUntil(stream, IT_DELIVERS);
            assertThat(target.users()).hasSize(1);
            operator.hasNoComplaint();
        }
    }

    private static void make(Visitor operator, String name, String connection, FaultTarget target) {
        operator.link("Streams");
        operator.at("Event streams");
        operator.link("New event stream");
        operator.at("A new event stream");
        operator.fill("Name", name);
        operator.fill("Address", target.url().toString());
        operator.fill("Token", FaultTarget.TOKEN);
        operator.choose("What the application is like", "rfc");
        operator.fill("Only of these connections", connection);
        operator.button("Make it");
        operator.at(name);
        operator.sees("Nothing was delivered yet.");
        assertThat(operator.page().content()).doesNotContain(FaultTarget.TOKEN);
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
