package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    private Visitor(BrowserHouse house, BrowserContext context, List<String> others) {
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
        List<String> meant = Stream.concat(Stream.of("data:", house.url("/").toString()), others.stream()).toList();
        context.onRequest(request -> {
            if (meant.stream().noneMatch(request.url()::startsWith)) {
                complaints.add("A request to " + request.url());
            }
        });
        page = context.newPage();
    }

    /** Somebody new. @param others what the URLs begin with of other sites that they are meant to visit */
    static Visitor of(Browser browser, BrowserHouse house, String... others) {
        return new Visitor(house, browser.newContext(options()), List.of(others));
    }

    /** Somebody new whose browser runs no script. */
    static Visitor withoutScripts(Browser browser, BrowserHouse house) {
        return new Visitor(house, browser.newContext(options().setJavaScriptEnabled(false)), List.of());
    }

    private static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin");
    }

    /** The page before them. */
    Page page() {
        return page;
    }

    /** Goes to a path by hand. @param path or the whole URL of a page */
    void open(String path) {
        page.navigate(house.url(path).toString());
    }

    /** Goes to a path by hand, again and again until the page has what a selector of Playwright finds. */
    void openUntil(String path, String selector) {
        long begun = System.nanoTime();
        open(path);
        while (page.locator(selector).count() == 0) {
            assertThat(System.nanoTime() - begun).as("nanoseconds without %s at %s", selector, path)
                    .isLessThan((long) (Chromium.patienceMillis() * 1_000_000));
            page.waitForTimeout(250);
            open(path);
        }
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

    /** Types into the field of that label. */
    void fill(String label, String text) {
        field(label).fill(text);
    }

    /** Chooses in the list of that label. @param value as the form sends it */
    void choose(String label, String value) {
        field(label).selectOption(value);
    }

    /** The field of that label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Says yes to whatever a page asks before it does something. */
    void agrees() {
        page.onDialog(dialog -> dialog.accept());
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

    /** What the browser complained of so far. */
    List<String> complaints() {
        return List.copyOf(complaints);
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
