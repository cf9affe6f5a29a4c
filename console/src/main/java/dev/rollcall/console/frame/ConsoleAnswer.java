package dev.rollcall.console.frame;

import dev.rollcall.server.http.BodyWriter;
import java.util.Optional;

/** What a route of the console answers. */
public sealed interface ConsoleAnswer {
    /**
     * A page, or a part of one that the browser puts into the page it has.
     *
     * @param template its file below {@code src/main/jte}; it has the parameters {@code frame} and {@code view}
     * @param view what it shows
     */
    record Page(int status, String template, Object view) implements ConsoleAnswer {}

    /** Another page of the console, which the browser asks for with GET. @param url path and query */
    record Redirect(String url) implements ConsoleAnswer {}

    /** Server-sent events, for as long as the writer writes. */
    record Events(BodyWriter writer) implements ConsoleAnswer {}

    /** A file to be kept. */
    record Download(String mediaType, String fileName, BodyWriter writer) implements ConsoleAnswer {}

    /** Another page, with a cookie. @param cookie the value of {@code Set-Cookie} */
    record RedirectWithCookie(String url, String cookie) implements ConsoleAnswer {}

    /**
     * A page in answer to a URL that has a secret in it, which browsers are to tell nobody of.
     *
     * @param cookie the value of {@code Set-Cookie}; empty for none
     */
    record Arrival(int status, String template, Object view, Optional<String> cookie) implements ConsoleAnswer {}

    /** A page that is as asked for. */
    static ConsoleAnswer page(String template, Object view) {
        return new Page(200, template, view);
    }

    /** A page of another status. */
    static ConsoleAnswer page(int status, String template, Object view) {
        return new Page(status, template, view);
    }

    /** After a change: the page that shows what is there now. */
    static ConsoleAnswer redirect(String url) {
        return new Redirect(url);
    }
}
