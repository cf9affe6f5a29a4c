package dev.rollcall.console.frame;

/** What an answer needs that goes on after its handler has returned. */
public interface PageParts {
    /** A part of a page, as HTML. */
    String render(String template, Frame frame, Object view);

    /** Whether the session of the request is still good. */
    boolean isStillSignedIn();
}
