package dev.rollcall.hardship;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server answered.
 *
 * @param request what it answered to, for reports
 * @param retryAfter the header of that name
 * @param body empty where it was not wanted
 */
record Reply(String request, int status, Optional<String> retryAfter, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 2_000;

    /** The same, if it has this status. */
    Reply expect(int expected) {
        assertThat(status).as(() -> this + (status < 500 ? "" : "\n" + RecentLog.text())).isEqualTo(expected);
        return this;
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String id() {
        return json().path("id").stringValue();
    }

    /** The entity tag, as {@code meta.version} has it. */
    String version() {
        return json().path("meta").path("version").stringValue();
    }

    /** The number in the entity tag. */
    long revision() {
        return Long.parseLong(version().replace("W/", "").replace("\"", ""));
    }

    long total() {
        return json().path("totalResults").longValue();
    }

    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return request + " -> " + status + " " + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
