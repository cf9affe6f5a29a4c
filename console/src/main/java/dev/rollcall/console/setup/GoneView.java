package dev.rollcall.console.setup;

/** The one page for every link that does not work. @param title of the page */
public record GoneView(String title) {
    /** It says nothing of what is the matter, so that nobody learns which links there are. */
    public static final GoneView LINK = new GoneView("This set-up link does not work");
    /** The template that shows it. */
    public static final String TEMPLATE = "setupgone.jte";
    /** The status that goes with it. */
    public static final int STATUS = 403;
}
