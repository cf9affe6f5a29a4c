package dev.rollcall.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at a page as people see it: on a desk and on a phone, light and dark. Each look is kept as a picture in
 * {@code target/screenshots}; axe finds no fault at either width or in either scheme, with everything unfolded, and no page is wider than
 * its window.
 */
final class PageReview {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int HEIGHT = 900;
    private static final int QUALITY = 60;
    /** What is folded up belongs to a page as well. */
    private static final String UNFOLD = "document.querySelectorAll('details:not([open])').forEach((details) => {"
            + " details.open = true; details.dataset.folded = ''; })";
    /** When the page's scripts have been told of its size. */
    private static final String DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))";
    private static final String FOLD = "document.querySelectorAll('details[data-folded]').forEach((details) => {"
            + " details.open = false; delete details.dataset.folded; })";

    /** All rules are asked; what they found well is not written out, which takes longer than finding it. */
    private static final String FAULTS = """
        axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.map(
          rule => `${rule.id}: ${rule.help} ${rule.nodes.map(node => node.html).join(' ')}`))""";

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

        void of(Page page) {
            page.setViewportSize(width, HEIGHT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.evaluate(DRAWN);
        }

        Path picture(String name) {
            return PICTURES.resolve(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".jpg");
        }
    }

    private PageReview() {}

    /** Looks at it in all ways, and finds nothing wrong with it. @param name of the pictures */
    static void of(Visitor visitor, String name) {
        assertThat(faults(visitor, name)).as("%s at %s", name, visitor.page().url()).isEmpty();
        visitor.hasNoComplaint();
    }

    /** What is wrong with it, looked at in all ways. It is left as it was, but for its width and scheme. @param name of the pictures */
    static List<String> faults(Visitor visitor, String name) {
        Page page = visitor.page();
        List<String> faults = new ArrayList<>();
        for (Look look : Look.values()) {
            look.of(page);
            page.screenshot(new Page.ScreenshotOptions().setPath(look.picture(name))
                    .setFullPage(true)
                    .setType(ScreenshotType.JPEG)
                    .setQuality(QUALITY));
            faults.addAll(width(page, look));
        }
        page.evaluate(UNFOLD);
        page.evaluate(AxeBuilder.getAxeScript());
        for (Look look : Look.values()) {
            if (look.examined) {
                look.of(page);
                faults.addAll(width(page, look));
                faults.addAll(examined(page, look));
            }
        }
        page.evaluate(FOLD);
        Look.DESK_LIGHT.of(page);
        return faults;
    }

    /** What axe finds within the page itself, which has no frames of others. */
    private static List<String> examined(Page page, Look look) {
        return ((List<?>) page.evaluate(FAULTS)).stream().map(fault -> look + " " + fault).toList();
    }

    private static List<String> width(Page page, Look look) {
        Object wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return wider.equals(0) ? List.of() : List.of(look + " is wider than its window by " + wider + " pixels");
    }
}
