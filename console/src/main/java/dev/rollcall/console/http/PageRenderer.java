package dev.rollcall.console.http;

import dev.rollcall.console.frame.Frame;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes pages of the templates that were compiled with the program. Safe for use by many threads. */
final class PageRenderer {
    private static final String PAGES = "dev.rollcall.console.page";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html,
            PageRenderer.class.getClassLoader(), PAGES);

    /** The page in UTF-8. */
    byte[] render(String template, Frame frame, Object view) {
        return text(template, frame, view).getBytes(StandardCharsets.UTF_8);
    }

    /** The page. */
    String text(String template, Frame frame, Object view) {
        StringOutput text = new StringOutput();
        engine.render(template, Map.of("frame", frame, "view", view), new VisibleOutput(text));
        return text.toString();
    }
}
