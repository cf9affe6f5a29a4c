package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One person with a browser window of their own, of whose pages everything is noted that a browser complains of: what a page logs as
 * an error, a script that fails, what the Content-Security-Policy stops, and any request to another host.
 */
final class Visitor implements AutoCloseable {
    private static final String REPORT_VIOLATIONS = "document.addEventListener('securitypolicyviolation', (event) =>"
            + " console.error('securitypolicyviolation: ' + event.violatedDirective + ' ' + event.blockedURI"
            + " + ' ' + event.sample));";

    private final BrowserHouse house;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Visitor(BrowserHouse house, BrowserContext context) {
        this.house = house;
        this.context = context;
        context.setDefaultTimeout(Chromium.patienceMillis());
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(message -> {
            // That a page was refused, which tests ask for, is said there as well.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource:")) {
                complaints.add(message.page().url() + ": " + message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.page().url() + ": " + error.error()));
        String own = house.url("/").toString();
        context.onRequest(request -> {
            if (!request.url().startsWith(own) && !request.url().startsWith("data:")) {
                complaints.add("A request to " + request.url());
            }
        });
        page = context.newPage();
    }

    /** Somebody new. */
    static Visitor of(Browser browser, BrowserHouse house) {
        return new Visitor(house, browser.newContext(options()));
    }

    /** Somebody new whose browser runs no script. */
    static Visitor withoutScripts(Browser browser, BrowserHouse house) {
        return new Visitor(house, browser.newContext(options().setJavaScriptEnabled(false)));
    }

    private static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin");
    }

    /** The page before them. */
    Page page() {
        return page;
    }

    /** Goes to a path by hand. */
    void open(String path) {
        page.navigate(house.url(path).toString());
    }

    /** Types a credential and waits for what comes. @param clientId empty for the administrator's token */
    void signIn(String clientId, String secret) {
        page.getByLabel("Client id").fill(clientId);
        page.getByLabel("Secret or token").fill(secret);
        button("Sign in");
    }

    /** The administrator, on the overview. */
    void administrator() {
        open("/console");
        signIn("", BrowserHouse.ADMINISTRATOR);
        at("Overview");
    }

    /** Presses a button. */
    void button(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
    }

    /** Follows a link. */
    void link(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).first().click();
    }

    /** Waits for the page of that heading. */
    void at(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText(heading);
    }

    /** Waits until the page shows a text. */
    void sees(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    /** Waits until the path and query of the page are like that. */
    void isAt(String pattern) {
        page.waitForURL(Pattern.compile(Pattern.quote(house.url("/").toString()) + pattern));
    }

    /** Nothing that the browser complained of so far. */
    void hasNoComplaint() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
