package dev.rollcall.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.RequestOptions;
import dev.rollcall.console.frame.ConsolePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page of the console that somebody can load, by the routes that the running service takes: on a desk and on a phone, light and
 * dark, without a fault that axe finds, without a complaint of the browser, and readable without scripts. A new page is looked at by itself.
 */
@ExtendWith(Chromium.class)
class EveryPageTest {
    /** What is no page to stay at: each leads on, which stories of their own look at. */
    private static final Set<ConsolePath> PASSED = EnumSet.of(ConsolePath.SIGN_IN_ISSUER, ConsolePath.SIGN_IN_RETURN,
            ConsolePath.SETUP_ENTER);
    /** Pages that are looked at at a time: as many as the smallest machine that builds this has processors. */
    private static final int LANES = 2;
    private static final String BEGIN = "<!DOCTYPE html>";
    /** What a page says that it has. */
    private static final String PARTS = "h1, h2, h3, th, dt, summary, label, button[type=submit]";
    /** Their texts without the times in them, which scripts tell in the reader's zone. */
    private static final String TEXTS = """
        parts => parts.map(part => {
          const copy = part.cloneNode(true);
          copy.querySelectorAll('time').forEach(time => time.remove());
          return copy.textContent.trim();
        }).sort()""";

    @TempDir
    private static Path folder;
    private static FullHouse full;

    /** Those who look: what is for one of them is not shown to the others. */
    private record People(Visitor operator, Visitor customer, Visitor stranger) implements AutoCloseable {
        static People in(Browser browser) {
            return begun(new People(Visitor.of(browser, full.house()), Visitor.of(browser, full.house()),
                    Visitor.of(browser, full.house())));
        }

        static People withoutScripts(Browser browser) {
            return begun(new People(Visitor.withoutScripts(browser, full.house()),
                    Visitor.withoutScripts(browser, full.house()),
                    Visitor.withoutScripts(browser, full.house())));
        }

        private static People begun(People people) {
            people.operator.administrator();
            people.customer.page().navigate(full.setupLink());
            people.customer.at("Setting up provisioning");
            return people;
        }

        /** Who is shown a page. */
        Visitor of(ConsolePath path) {
            if (path.template().startsWith("/setup/")) {
                return customer;
            }
            return path == ConsolePath.SIGN_IN ? stranger : operator;
        }

        @Override
        public void close() {
            operator.close();
            customer.close();
            stranger.close();
        }
    }

    @AfterAll
    static void stop() {
        if (full != null) {
            full.close();
        }
    }

    /** Each lane has a browser of its own, so that one draws while the other is examined. */
    @Test
    void noPageHasAFaultOnADeskOrAPhoneLightOrDark(Browser browser) throws Exception {
        List<ConsolePath> all;
        try (People people = people(browser)) {
            all = pages(people);
        }
        List<String> faults = new ArrayList<>();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Callable<List<String>>> looks = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                int first = lane;
                looks.add(() -> faults(IntStream.iterate(first, i -> i < all.size(), i -> i + LANES)
                        .mapToObj(all::get)
                        .toList()));
            }
            for (Future<List<String>> found : lanes.invokeAll(looks)) {
                faults.addAll(found.get());
            }
        }
        assertThat(faults).isEmpty();
    }

    private static List<String> faults(List<ConsolePath> paths) {
        List<String> faults = new ArrayList<>();
        try (Chromium.Running own = Chromium.start(); People people = People.in(own.browser())) {
            for (ConsolePath path : paths) {
                Visitor visitor = people.of(path);
                visitor.open(full.path(path));
                PageReview.faults(visitor, "page-" + name(path))
                        .forEach(fault -> faults.add(path + ": " + fault));
            }
            faults.addAll(people.operator().complaints());
            faults.addAll(people.customer().complaints());
            faults.addAll(people.stranger().complaints());
        }
        return faults;
    }

    @Test
    void everyPageIsReadWithoutAScript(Browser browser) {
        try (People people = people(browser); People plain = People.withoutScripts(browser)) {
            for (ConsolePath path : pages(people)) {
                List<String> shown = parts(people.of(path), path);
                assertThat(shown).as("%s", path).isNotEmpty();
                assertThat(parts(plain.of(path), path)).as("%s", path).isEqualTo(shown);
            }
        }
    }

    /** What has nothing in it yet says what to do next. */
    @Test
    void anEmptyConnectionHasNoFaultEither(Browser browser) {
        try (People people = people(browser)) {
            for (ConsolePath path : List.of(ConsolePath.MAPPING, ConsolePath.TOKENS, ConsolePath.SETUP_LINKS,
                    ConsolePath.USERS, ConsolePath.GROUPS)) {
                people.operator().open(path.with(FullHouse.EMPTY));
                PageReview.of(people.operator(), "empty-" + name(path));
            }
            people.operator().open(ConsolePath.LOG.with() + "?connection=" + FullHouse.EMPTY);
            people.operator().sees("No request is of this kind.");
            PageReview.of(people.operator(), "empty-log");
        }
    }

    /** Pages that no address leads to: they answer a form, or say that there is no such page. */
    @Test
    void whatAnswersAFormHasNoFaultEither(Browser browser) {
        try (People people = people(browser)) {
            Visitor operator = people.operator();
            operator.open(ConsolePath.CLIENTS.with());
            operator.fill("Name", "made-here");
            operator.button("Make a client");
            assertThat(operator.page().locator("#secret").textContent()).isNotEmpty();
            PageReview.of(operator, "client-made");
            operator.open(ConsolePath.STREAM_NEW.with());
            operator.fill("Name", "made-here");
            operator.choose("What it is", "webhook");
            operator.fill("Address", "https://audit.example.com/hook");
            operator.button("Make it");
            operator.sees("it is not shown again");
            PageReview.of(operator, "webhook-made");
            operator.open(ConsolePath.PREFIX + "/nothing-here");
            operator.sees("The console has no such page.");
            PageReview.of(operator, "no-such-page");
            people.customer().open(full.path(ConsolePath.SETUP_GUIDE));
            people.customer().button("Make a token");
            people.customer().at("A token for acme");
            PageReview.of(people.customer(), "setup-token");
        }
    }

    private static String name(ConsolePath path) {
        return path.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static People people(Browser browser) {
        if (full == null) {
            full = FullHouse.start(folder, browser);
        }
        return People.in(browser);
    }

    private static List<String> parts(Visitor visitor, ConsolePath path) {
        visitor.open(full.path(path));
        return ((List<?>) visitor.page().locator(PARTS).evaluateAll(TEXTS)).stream().map(String::valueOf).toList();
    }

    /** Every route that answers a page: no events, no file, and no part of a page. */
    private static List<ConsolePath> pages(People people) {
        List<ConsolePath> pages = Arrays.stream(ConsolePath.values())
                .filter(path -> !PASSED.contains(path))
                .filter(path -> isLoaded(people, path) && isPage(people, path))
                .toList();
        assertThat(pages).hasSizeGreaterThan(25);
        return pages;
    }

    /** Whether the running service takes GET there. */
    private static boolean isLoaded(People people, ConsolePath path) {
        String[] anything = path.segments()
                .stream()
                .filter(ConsolePath::isParameter)
                .map(_ -> "x")
                .toArray(String[]::new);
        APIResponse answer = ask(people.operator(), path.with(anything), "PUT");
        assertThat(answer.status()).as("%s is served", path).isEqualTo(405);
        return List.of(answer.headers().get("allow").split(", ")).contains("GET");
    }

    private static boolean isPage(People people, ConsolePath path) {
        APIResponse head = ask(people.of(path), full.path(path), "HEAD");
        assertThat(head.status()).as("%s", path).isEqualTo(200);
        return head.headers().getOrDefault("content-type", "").startsWith("text/html")
                && ask(people.of(path), full.path(path), "GET").text().startsWith(BEGIN);
    }

    private static APIResponse ask(Visitor visitor, String path, String method) {
        return visitor.page()
                .context()
                .request()
                .fetch(full.house().url(path).toString(),
                        RequestOptions.create().setMethod(method).setMaxRedirects(0));
    }
}
