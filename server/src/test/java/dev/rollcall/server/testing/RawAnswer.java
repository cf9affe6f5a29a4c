package dev.rollcall.server.testing;

import java.util.Optional;

/** An answer as it came over the wire. */
public record RawAnswer(String head, String body) {

    /** The status; 0 when the server closed without an answer. */
    public int status() {
        return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
