package dev.rollcall.app.transfer;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The lines of an export, read one at a time. */
final class ExportLines {
    /** More than any line that {@link ConnectionExport} writes: a document with its setting's largest limit. */
    private static final int LONGEST = 64 << 20;

    /** No less than the settings allow in a body: what was taken then is taken now. */
    private static final JsonLimits LIMITS = new JsonLimits(1_000, LONGEST, 10_000, 10_000_000);

    private final InputStream in;
    private long number;

    /** @param in buffered */
    ExportLines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end of the file. */
    Optional<ObjectNode> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        number++;
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() == LONGEST) {
                throw wrong("is longer than 64 MiB");
            }
            line.write(read);
        }
        try {
            return Optional.of(ScimJson.parse(line.toByteArray(), LIMITS));
        } catch (ScimException e) {
            throw wrong("is no JSON object (%s)".formatted(e.detail()));
        }
    }

    /** The text that a line has under a key. @throws TransferException when there is none */
    String text(ObjectNode line, String key) {
        JsonNode value = line.path(key);
        if (!value.isString()) {
            throw wrong("has no \"%s\"".formatted(key));
        }
        return value.stringValue();
    }

    /** Something is wrong with the line that was read last. */
    TransferException wrong(String what) {
        return new TransferException(
                "Line %d of the file %s: give a file as \"rollcall export\" writes it.".formatted(number, what));
    }
}
