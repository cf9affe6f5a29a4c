package dev.rollcall.client.http;

import java.util.List;
import java.util.Optional;

/** A header field of a request or an answer. */
public record ScimHeader(String name, String value) {
    static Optional<String> first(List<ScimHeader> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(ScimHeader::value)
                .findFirst();
    }
}
