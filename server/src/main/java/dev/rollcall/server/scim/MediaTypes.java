package dev.rollcall.server.scim;

import dev.rollcall.server.http.QualityList;
import java.util.Locale;
import java.util.Optional;

/**
 * The media types that are spoken (RFC 7644 sections 3.8 and 8.1): bodies in {@code application/scim+json} or {@code
 * application/json}, always UTF-8; answers always in {@code application/scim+json}, which an {@code Accept} of either
 * admits.
 */
final class MediaTypes {
    /** The type of every SCIM answer. */
    static final String SCIM = "application/scim+json";

    /** The type that is accepted as well. */
    static final String JSON = "application/json";

    private MediaTypes() {}

    /** Whether a body of this {@code Content-Type} is read; a missing one is taken as JSON. */
    static boolean readable(Optional<String> contentType) {
        if (contentType.isEmpty() || contentType.get().isBlank()) {
            return true;
        }
        String[] parts = contentType.get().split(";", -1);
        String type = parts[0].strip();
        if (!type.equalsIgnoreCase(SCIM) && !type.equalsIgnoreCase(JSON)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            if (!readableParameter(parts[i].strip().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static boolean readableParameter(String parameter) {
        if (!parameter.startsWith("charset")) {
            return true;
        }
        String value = parameter.substring(parameter.indexOf('=') + 1).strip().replace("\"", "");
        return value.equals("utf-8") || value.equals("utf8") || value.equals("us-ascii");
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
