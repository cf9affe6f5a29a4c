package dev.rollcall.console.frame;

/** What an answer needs that goes on after its handler has returned. */
public interface PageParts {
    /** A part of a page, as HTML. */
    String render(String template, Frame frame, Object view);

    /** Waits for so many bytes of the memory that all requests share, beside those before; given back when the page is made. */
    void reserve(long bytes);

    /** Waits for so many bytes of the same memory, for an answer that goes on when the page is made. */
    HeldMemory hold(long bytes);

    /** Whether the session of the request is still good. */
    boolean isStillSignedIn();
}
