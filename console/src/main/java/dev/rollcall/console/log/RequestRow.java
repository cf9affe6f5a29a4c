package dev.rollcall.console.log;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * One request as the list shows it.
 *
 * @param connection its name, or its id when it is gone
 * @param path below the connection's address
 * @param tone of the mark around the status: {@code good}, {@code note} or {@code bad}
 * @param sentence why it has failed; empty text for what was done
 */
public record RequestRow(String id, Instant time, String connectionId, String connection, String method, String path,
        int status, String tone, String sentence, String millis) {
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_OWN = 500;
    private static final double MICROS = 1_000;

    static RequestRow of(RequestLogEntry entry, Optional<Connection> connection) {
        boolean failed = entry.status() >= FIRST_FAILURE;
        return new RequestRow(entry.id(), entry.time(), entry.connection().value(),
                connection.map(Connection::name).orElse(entry.connection().value()), entry.method(),
                below(entry), entry.status(), tone(entry.status()),
                failed ? Explanation.reason(entry) : "",
                "%.1f".formatted(entry.durationMicros() / MICROS));
    }

    static String tone(int status) {
        if (status >= FIRST_OWN) {
            return "bad";
        }
        return status >= FIRST_FAILURE ? "note" : "good";
    }

    private static String below(RequestLogEntry entry) {
        String own = "/" + entry.connection().value();
        int at = entry.path().indexOf(own);
        String rest = at < 0 ? entry.path() : entry.path().substring(at + own.length());
        return rest.isEmpty() ? "/" : rest;
    }
}
