package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers in a form that can be compared between two servers: ids are numbered, times and base URLs masked. */
final class Transcript {
    private static final Pattern ID = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\"20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z\"");

    private final String base;
    private final Map<String, String> ids = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    Transcript(String base) {
        this.base = base;
    }

    void add(String request, Answer answer) {
        String body = TIME.matcher(answer.text().replace(base, "BASE")).replaceAll("\"TIME\"");
        lines.add(request + " -> " + answer.status() + " " + answer.header().apply("ETag").orElse("") + " "
                + numbered(body));
    }

    List<String> lines() {
        return lines;
    }

    private String numbered(String text) {
        Matcher matcher = ID.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, ids.computeIfAbsent(matcher.group(), id -> "id" + ids.size()));
        }
        return matcher.appendTail(result).toString();
    }
}
