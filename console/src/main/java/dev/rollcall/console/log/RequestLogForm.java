package dev.rollcall.console.log;

import dev.rollcall.directory.log.LogCause;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.log.LogEntryForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How the log is written to a file.
 *
 * <p>Guarantees: a line of a table has as many cells as the first one, whatever is in them, and no program for tables takes one for a
 * formula: an apostrophe stands before what could be one (OWASP, CSV Injection). That is so as well where a semicolon or a tab parts
 * cells, as in much of Europe: there quotation marks in the middle of a line part nothing, so that what follows such a mark or an end
 * of line within a value begins a cell.
 */
enum RequestLogForm {
    /** A JSON object a line, as the management API has entries, with their bodies. */
    LINES("ndjson", "application/x-ndjson") {
        @Override
        byte[] head() {
            return new byte[0];
        }

        @Override
        byte[] line(RequestLogEntry entry, String connection, String tenant) {
            byte[] json = ScimJson.write(LogEntryForm.of(entry, tenant));
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        }

        @Override
        byte[] end(String sentence) {
            return text(JsonNodeFactory.instance.objectNode().put("left_out", sentence).toString());
        }
    },
    /** Comma-separated values (RFC 4180), without bodies. */
    TABLE("csv", "text/csv; charset=utf-8") {
        @Override
        byte[] head() {
            return text(String.join(",", COLUMNS) + "\r");
        }

        @Override
        byte[] line(RequestLogEntry entry, String connection, String tenant) {
            return row(entry.time().toString(), connection, entry.method(), entry.path(),
                    Integer.toString(entry.status()), Double.toString(entry.durationMicros() / MICROS),
                    LogCause.of(entry).keyword(), entry.error().orElse(""), entry.resourceType().orElse(""),
                    entry.resourceId().orElse(""), entry.tokenId().orElse(""), entry.clientAddress(),
                    entry.clientRequestId().orElse(""), entry.tolerances().orElse(""), entry.id());
        }

        @Override
        byte[] end(String sentence) {
            String[] cells = new String[COLUMNS.size()];
            Arrays.fill(cells, "");
            cells[0] = sentence;
            return row(cells);
        }
    };

    private static final List<String> COLUMNS = List.of("time", "connection", "method", "path", "status",
            "duration_ms", "cause", "error", "resource_type", "resource_id", "token_id", "client_address",
            "client_request_id", "tolerances", "id");
    private static final double MICROS = 1_000;
    /** With these, and with their wide forms, programs for tables take a cell for a formula. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    /** Behind these a program may begin another cell, whatever it takes for the mark between cells. */
    private static final String PARTING = ";\t\r\n";

    private final String word;
    private final String mediaType;

    RequestLogForm(String word, String mediaType) {
        this.word = word;
        this.mediaType = mediaType;
    }

    /** The form of a link. @throws ManagementFailure 400 when there is none of that word */
    static RequestLogForm named(String word) {
        return Arrays.stream(values())
                .filter(form -> form.word.equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ManagementFailure.query("The format must be ndjson or csv."));
    }

    /** Its word in links, and the end of its files' names. */
    String word() {
        return word;
    }

    String mediaType() {
        return mediaType;
    }

    /** What a file begins with. */
    abstract byte[] head();

    /**
     * An entry.
     *
     * @param connection the name of its connection, or the id of one that is gone
     * @param tenant the name of this installation
     */
    abstract byte[] line(RequestLogEntry entry, String connection, String tenant);

    /** What a file ends with of which something is left out. @param sentence that says so */
    abstract byte[] end(String sentence);

    private static byte[] text(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] row(String... cells) {
        return text(Stream.of(cells).map(RequestLogForm::cell).collect(Collectors.joining(",")) + "\r");
    }

    private static String cell(String value) {
        return '"' + plain(value).replace("\"", "\"\"") + '"';
    }

    private static String plain(String value) {
        StringBuilder plain = new StringBuilder(value.length() + 8);
        boolean begins = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean parts = PARTING.indexOf(c) >= 0;
            if (begins && FORMULA.indexOf(c) >= 0 && (i == 0 || !parts)) {
                plain.append('\'');
            }
            plain.append(c);
            begins = parts || begins && (c == '"' || Character.isWhitespace(c));
        }
        return plain.toString();
    }
}
