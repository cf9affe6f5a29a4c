package dev.rollcall.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The machine's own Chromium, one for all tests of a run, as a parameter of tests. Where there is none they fail: what is not
 * driven in a browser proves nothing about one.
 */
final class Chromium implements ParameterResolver {
    private static final Namespace OWN = Namespace.create(Chromium.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    /** Long enough for a machine that does many things at a time: nothing is measured here. */
    private static final double PATIENCE_MILLIS = 60_000;

    /** Ends with the run, or with whoever began it, on the thread that it began on, as Playwright wants it. */
    record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(OWN)
                .computeIfAbsent(Running.class, _ -> start(), Running.class)
                .browser();
    }

    /** Another one beside it, for the thread that asks. */
    static Running start() {
        Path program = find()
                .orElseThrow(() -> new AssertionError("There is no Chromium on this machine's PATH. Install"
                        + " Debian's package chromium, or leave out the module browser (-Drollcall.ci)."));
        // It would fetch browsers of its own.
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Running(playwright, playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(program).setTimeout(PATIENCE_MILLIS)));
    }

    private static Optional<Path> find() {
        List<String> folders = Arrays.asList(System.getenv().getOrDefault("PATH", "").split(":"));
        return NAMES.stream()
                .flatMap(name -> folders.stream().flatMap(folder -> Stream.of(Path.of(folder, name))))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** How long a step may take. */
    static double patienceMillis() {
        return PATIENCE_MILLIS;
    }
}
