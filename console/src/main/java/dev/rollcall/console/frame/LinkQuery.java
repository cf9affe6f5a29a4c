package dev.rollcall.console.frame;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query of a link. Each method gives another one, so that a page makes many of one. */
public final class LinkQuery {
    /** Without a parameter. */
    public static final LinkQuery NONE = new LinkQuery(Map.of());

    private final Map<String, String> values;

    private LinkQuery(Map<String, String> values) {
        this.values = values;
    }

    /** The same with that value of a parameter. */
    public LinkQuery with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new LinkQuery(more);
    }

    /** The same with that value of a parameter, or without it. */
    public LinkQuery with(String name, Optional<String> value) {
        return value.map(given -> with(name, given)).orElseGet(() -> without(name));
    }

    /** The same without a parameter. */
    public LinkQuery without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new LinkQuery(fewer);
    }

    /** The query with its question mark; empty text when it has no parameter. */
    public String text() {
        return values.isEmpty()
                ? ""
                : values.entrySet()
                        .stream()
                        .map(entry -> ConsolePath.encode(entry.getKey()) + "=" + ConsolePath.encode(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
