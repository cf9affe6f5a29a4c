package dev.rollcall.directory.resource;

/** Whether the client of a request still waits for its answer. */
@FunctionalInterface
public interface Presence {
    /** Of a client that nobody looks after. */
    Presence ASSUMED = () -> true;

    /**
     * Whether it is there, as far as is known: false only when its connection has certainly ended, or it has closed its
     * sending side, which looks the same from here, so that a client must not do so while it waits. May take a few
     * milliseconds; asked by the thread that serves the request, now and then while it waits.
     */
    boolean isThere();
}
