package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests and answers of one run as people read them, without what must not be seen: credentials, passwords, anything of the
 * stream's secrets.
 */
final class SentText {
    /** The most of a body that is shown. */
    private static final int LONGEST_BODY = 7_000;
    private static final List<String> SHOWN = List.of("content-type", "accept", "if-match", "etag", "retry-after",
            "location",
            "www-authenticate");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    // Both begin where a word does, or a text that is one long word would be read once more from each of its characters.
    private static final Pattern ADDRESS = Pattern
            .compile("(?<![^\\s\"'<>(),;:])[^\\s\"'<>(),;:]+@[^\\s\"'<>(),;:]+");
    private static final Pattern NUMBER = Pattern.compile("(?<!\\w)\\w*\\d{4}\\w*");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final String GONE = "[redacted]";
    private static final int LONGEST_DETAIL = 140;
    /** The most of what an error says that is read, of which ids are taken out before it is cut to what is shown. */
    private static final int LONGEST_SAID = 2_000;

    private final List<String> hidden = new ArrayList<>();

    /** @param hidden texts that must not be seen */
    SentText(List<String> hidden) {
        hidden.forEach(this::hide);
    }

    String of(ScimRequest request, String base) {
        StringBuilder text = new StringBuilder(request.method()).append(' ')
                .append(base)
                .append(request.target())
                .append('\n');
        request.headers().forEach(header -> {
            if (SHOWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                text.append(header.name()).append(": ").append(header.value()).append('\n');
            }
        });
        return safe(text.toString()) + request.body().map(body -> "\n" + cut(body)).orElse("");
    }

    String of(ScimAnswer answer) {
        StringBuilder text = new StringBuilder().append(answer.status()).append('\n');
        answer.headers().forEach(header -> {
            if (SHOWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                text.append(header.name()).append(": ").append(cut(header.value())).append('\n');
            }
        });
        return safe(text.toString()) + (answer.body().length == 0 ? "" : "\n" + cut(answer.text()));
    }

    /** Hides a text from now on, as it is and as JSON writes it. */
    void hide(String text) {
        if (!text.isEmpty()) {
            hidden.add(text);
            String escaped = JsonNodeFactory.instance.stringNode(text).toString();
            hidden.add(escaped.substring(1, escaped.length() - 1));
        }
    }

    /** The text without secrets. */
    String safe(String text) {
        String safe = text;
        for (String secret : hidden) {
            safe = safe.replace(secret, GONE);
        }
        return safe;
    }

    /**
     * What an error says, so that the like of it fall together: without ids, addresses and values. However much a target says, it takes
     * time for its beginning alone.
     */
    String withoutIds(String detail) {
        String text = safe(detail).strip();
        text = text.length() <= LONGEST_SAID ? text : text.substring(0, LONGEST_SAID);
        text = UUID.matcher(text).replaceAll("…");
        text = ADDRESS.matcher(text).replaceAll("…");
        text = QUOTED.matcher(text).replaceAll("\"…\"");
        text = NUMBER.matcher(text).replaceAll("…").replaceAll("\\s+", " ");
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }

    /** What is to be seen of a body: cut afterwards, or the beginning of a secret would be left before the cut. */
    private String cut(String text) {
        String safe = safe(text);
        return safe.length() <= LONGEST_BODY ? safe : safe.substring(0, LONGEST_BODY) + "…";
    }
}
