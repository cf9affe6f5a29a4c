package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.http.QualityList;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The media types that are spoken (RFC 7644 sections 3.8 and 8.1): bodies in {@code application/scim+json} or {@code
 * application/json}, in UTF-8 or, where the {@code Content-Type} says so, in ISO-8859-1; answers always in {@code
 * application/scim+json}, which an {@code Accept} of either admits.
 */
final class MediaTypes {
    /** The type of every SCIM answer. */
    static final String SCIM = "application/scim+json";

    /** The type that is accepted as well. */
    static final String JSON = "application/json";

    private MediaTypes() {}

    /**
     * The charset of a body of this {@code Content-Type}; a missing one is taken as JSON in UTF-8.
     *
     * @throws ScimException 415 for another media type, and for a charset other than UTF-8, US-ASCII and ISO-8859-1
     */
    static Charset charset(Optional<String> contentType) {
        if (contentType.isEmpty() || contentType.get().isBlank()) {
            return StandardCharsets.UTF_8;
        }
        String[] parts = contentType.get().split(";", -1);
        String type = parts[0].strip();
        if (!type.equalsIgnoreCase(SCIM) && !type.equalsIgnoreCase(JSON)) {
            throw ScimException.of(
                    415, "A body of this Content-Type is not read. Send application/scim+json in UTF-8.");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset")) {
                return named(parameter.substring(parameter.indexOf('=') + 1).strip().replace("\"", ""));
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static Charset named(String name) {
        return switch (name) {
            case "utf-8", "utf8", "us-ascii" -> StandardCharsets.UTF_8;
            case "iso-8859-1", "latin1" -> StandardCharsets.ISO_8859_1;
            default -> throw ScimException.of(
                    415,
                    "A body in the charset " + Excerpt.of(name)
                            + " is not read. Send UTF-8, or name the charset that it is"
                            + " in: UTF-8, US-ASCII and ISO-8859-1 are read.");
        };
    }

    /** Whether a client that sends this {@code Accept} can be answered. */
    static boolean acceptable(Optional<String> accept) {
        if (accept.isEmpty()) {
            return true;
        }
        String value = accept.get();
        if (value.equals(SCIM) || value.equals("*/*") || value.equals(JSON) || value.isBlank()) {
            return true;
        }
        QualityList ranges = QualityList.parse(value);
        return ranges.quality(SCIM, "application/*", "*/*") > 0 || ranges.quality(JSON, "application/*", "*/*") > 0;
    }
}
