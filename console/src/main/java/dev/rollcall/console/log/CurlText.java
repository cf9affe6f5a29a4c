package dev.rollcall.console.log;

import dev.rollcall.directory.storage.RequestLogEntry;

/**
 * A request as a command for a POSIX shell, with the token left out: it comes from the variable {@code TOKEN}. Whatever a client has
 * sent stands between single quotes and is taken for nothing else by the shell, and by curl neither: braces and brackets of the address
 * are no list of addresses.
 */
final class CurlText {
    private CurlText() {}

    /** @param baseUrl of the service */
    static String of(RequestLogEntry entry, String baseUrl) {
        StringBuilder command = new StringBuilder("curl --globoff --path-as-is -X ")
                .append(quoted(entry.method()))
                .append(' ')
                .append(quoted(baseUrl + entry.path()))
                .append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        entry.requestBody()
                .ifPresent(body -> command
                        .append(" \\\n  -H 'Content-Type: application/scim+json'")
                        .append(" \\\n  --data-raw ")
                        .append(quoted(body)));
        return command.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
