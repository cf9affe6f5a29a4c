package dev.rollcall.server.http;

/** How a surface words its errors, for what is refused before its endpoint is asked. */
@FunctionalInterface
public interface ErrorShape {
    /** The answer to a refused request. */
    HttpResponse answer(HttpError error);
}
