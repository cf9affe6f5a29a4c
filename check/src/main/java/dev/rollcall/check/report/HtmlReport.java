package dev.rollcall.check.report;

import dev.rollcall.check.CheckReport;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** A report as one page that needs nothing else: no script, no picture, no font, no link to load. */
public final class HtmlReport {
    private static final String PAGES = "dev.rollcall.check.report.page";

    private HtmlReport() {}

    /** The page; everything that came from the endpoint is escaped. */
    public static String of(CheckReport report) {
        TemplateEngine engine = TemplateEngine.createPrecompiled(null, ContentType.Html,
                HtmlReport.class.getClassLoader(), PAGES);
        StringOutput page = new StringOutput();
        engine.render("report.jte", ReportPage.of(report), page);
        return page.toString();
    }
}
