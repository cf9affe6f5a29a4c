package dev.rollcall.app.console;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** A customer's administrator who has come with a set-up link: with a browser of her own, without an account. */
final class SetupVisitor {
    private static final Pattern ITEM = Pattern.compile(
            "<span class=\"mark \\w+\">([^<]+)</span> <strong>([^<]+)</strong>");
    private static final Pattern NEXT = Pattern.compile("content=\"0; url=(?:/identity)?(/console/setup/sul_\\w+)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("<code id=\"secret\">(tok_[^<]+)</code>");
    private static final int TRIES = 1_200;

    private final Browser browser;
    private final String home;

    private SetupVisitor(Browser browser, String home) {
        this.browser = browser;
        this.home = home;
    }

    /** Follows a link. @param url as it was sent to her */
    static SetupVisitor with(ConsoleService service, String url) {
        Browser browser = service.browser();
        Matcher next = NEXT.matcher(browser.get(path(url)).body());
        assertThat(next.find()).as("the page that leads on").isTrue();
        return new SetupVisitor(browser, next.group(1));
    }

    /** Makes a link and follows it. @param words behind the command */
    static SetupVisitor of(ConsoleService service, String words) {
        return with(service, link(service, words));
    }

    /** Makes a link; its URL. */
    static String link(ConsoleService service, String words) {
        return service.run("setup-link " + words + " --print url");
    }

    /** The path of a link. */
    static String path(String url) {
        return URI.create(url).getRawPath();
    }

    /** What stands in a link. */
    static String secret(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Somebody with another browser who asks for the same pages. */
    SetupVisitor as(Browser other) {
        return new SetupVisitor(other, home);
    }

    /** The path of the first page behind her link. */
    String home() {
        return home;
    }

    /** The path of a provider's page. */
    String guide(String provider) {
        return home + "/with/" + provider;
    }

    Browser browser() {
        return browser;
    }

    /** The text that her forms send back. @param provider whose page it is */
    String csrf(String provider) {
        Matcher found = CSRF.matcher(browser.page(guide(provider)));
        assertThat(found.find()).as("a form").isTrue();
        return found.group(1);
    }

    /** Presses the button that makes a token; the answer. */
    HttpResponse<String> ask(String provider) {
        return browser.post(guide(provider) + "/token", Map.of("csrf", csrf(provider)));
    }

    /** Makes a token. */
    String token(String provider) {
        return tokenIn(ask(provider).body());
    }

    /** The token that a page shows. */
    static String tokenIn(String page) {
        Matcher found = TOKEN.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    /** The checklist of a provider's page: how each step stands, by its name. */
    Map<String, String> arrived(String provider) {
        Map<String, String> words = new HashMap<>();
        ITEM.matcher(browser.page(guide(provider) + "/checklist"))
                .results()
                .forEach(item -> words.put(item.group(2), item.group(1)));
        return words;
    }

    /** The same as soon as a step stands so: reads and refusals are in the log a moment after their answer. */
    Map<String, String> until(String provider, String step, String word) {
        Map<String, String> words = arrived(provider);
        for (int i = 0; i < TRIES && !word.equals(words.get(step)); i++) {
            pause();
            words = arrived(provider);
        }
        assertThat(words).containsEntry(step, word);
        return words;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
