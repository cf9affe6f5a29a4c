package dev.rollcall.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at a page as people see it: on a desk and on a phone, light and dark. Each look is kept as a picture in
 * {@code target/screenshots}; axe finds no fault at either width or in either scheme, and no page is wider than its window.
 */
final class PageReview {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int HEIGHT = 900;

    private enum Look {
        DESK_LIGHT(1280, ColorScheme.LIGHT, true),
        DESK_DARK(1280, ColorScheme.DARK, false),
        PHONE_LIGHT(390, ColorScheme.LIGHT, false),
        PHONE_DARK(390, ColorScheme.DARK, true);

        private final int width;
        private final ColorScheme scheme;
        private final boolean examined;

        /** @param examined by axe: both widths and both schemes in two of the four, because each takes a second */
        Look(int width, ColorScheme scheme, boolean examined) {
            this.width = width;
            this.scheme = scheme;
            this.examined = examined;
        }

        Path picture(String name) {
            return PICTURES.resolve(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
        }
    }

    private PageReview() {}

    /** Looks at it in all ways, and finds nothing wrong with it. @param name of the pictures */
    static void of(Visitor visitor, String name) {
        assertThat(faults(visitor, name)).as("%s at %s", name, visitor.page().url()).isEmpty();
        visitor.hasNoComplaint();
    }

    /** What is wrong with it, looked at in all ways. It is left as it was. @param name of the pictures */
    static List<String> faults(Visitor visitor, String name) {
        Page page = visitor.page();
        List<String> faults = new ArrayList<>();
        for (Look look : Look.values()) {
            page.setViewportSize(look.width, HEIGHT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme));
            page.screenshot(new Page.ScreenshotOptions().setPath(look.picture(name)).setFullPage(true));
            if (look.examined) {
                // Within the page itself, which has no frames of others.
                new AxeBuilder(page).setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .forEach(rule -> faults.add(look + " " + text(rule)));
            }
            Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (!wider.equals(0)) {
                faults.add(look + " is wider than its window by " + wider + " pixels");
            }
        }
        page.setViewportSize(Look.DESK_LIGHT.width, HEIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return faults;
    }

    private static String text(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + rule.getNodes().stream().map(CheckedNode::getHtml).toList();
    }
}
