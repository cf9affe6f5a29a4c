package dev.rollcall.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entity tags of an {@code If-Match} or {@code If-None-Match} header (RFC 9110 sections 8.8.3 and 13.1), by their
 * opaque parts: weak and strong tags are compared alike (RFC 7644 section 3.14 sends weak tags in {@code If-Match}).
 *
 * @param any whether it is {@code *}
 * @param opaque the opaque parts without quotes
 */
public record EntityTags(boolean any, List<String> opaque) {
    public EntityTags {
        opaque = List.copyOf(opaque);
    }

    /** The tags of a header; empty when it is not well-formed. */
    public static Optional<EntityTags> parse(String header) {
        String text = header.strip();
        if (text.equals("*")) {
            return Optional.of(new EntityTags(true, List.of()));
        }
        List<String> tags = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            int open = text.startsWith("W/", at) || text.startsWith("w/", at) ? at + 2 : at;
            int close = open < text.length() && text.charAt(open) == '"' ? text.indexOf('"', open + 1) : -1;
            if (close < 0) {
                return Optional.empty();
            }
            tags.add(text.substring(open + 1, close));
            at = close + 1;
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(false, tags));
    }

    /** Whether the version is among them. */
    public boolean matches(long version) {
        return any || opaque.contains(Long.toString(version));
    }
}
