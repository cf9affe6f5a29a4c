package dev.rollcall.console.log;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * A request as a command for a POSIX shell, with the token left out: it comes from the variable {@code TOKEN}. Whatever a client has
 * sent stands between single quotes and is taken for nothing else by the shell, and by curl neither: braces and brackets of the address
 * are no list of addresses. It is printable ASCII, so that what is shown, what is copied and what is sent are one text.
 *
 * @param command empty text where the log does not hold what was sent
 * @param reason why there is no command; empty text where there is
 */
record CurlText(String command, String reason) {
    /** Characters of a path that the log keeps. */
    private static final int LONGEST_PATH = 2_048;
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final String REDACTED = "[redacted]";

    /** @param baseUrl of the service */
    static CurlText of(RequestLogEntry entry, String baseUrl) {
        Optional<String> body = entry.requestBody();
        if (entry.path().contains(REDACTED) || body.filter(text -> text.contains(REDACTED)).isPresent()) {
            return new CurlText("",
                    "Something in this request is a secret that was not kept, so it cannot be sent again from here.");
        }
        if (entry.path().length() >= LONGEST_PATH || body.filter(CurlText::isCut).isPresent()) {
            return new CurlText("",
                    "Only the beginning of this request was kept (setting log.body-length), so it cannot be sent again from here.");
        }
        if (body.isEmpty() && WITH_BODY.contains(entry.method())) {
            return new CurlText("",
                    "The body of this request was not kept (setting log.bodies), so it cannot be sent again from here.");
        }
        StringBuilder command = new StringBuilder("curl --globoff --path-as-is -X ")
                .append(quoted(entry.method()))
                .append(' ')
                .append(quoted(baseUrl + encoded(entry.path())))
                .append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        body.ifPresent(text -> command
                .append(" \\\n  -H 'Content-Type: application/scim+json'")
                .append(" \\\n  --data-raw ")
                .append(quoted(escaped(text))));
        return new CurlText(command.toString(), "");
    }

    /** What is kept of a body is JSON, unless its end is missing. */
    private static boolean isCut(String body) {
        try {
            ScimJson.tree(body);
            return false;
        } catch (JacksonException cut) {
            return true;
        }
    }

    /** JSON has such characters within its texts alone. */
    private static String escaped(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            if (isPrintable(c)) {
                text.append((char) c);
            } else {
                text.append("\\u%04x".formatted(c));
            }
        });
        return text.toString();
    }

    private static String encoded(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (isPrintable(b)) {
                text.append((char) b);
            } else {
                text.append("%%%02X".formatted(b & 0xff));
            }
        }
        return text.toString();
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
