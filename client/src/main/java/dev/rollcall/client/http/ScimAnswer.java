package dev.rollcall.client.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An answer as it came, decompressed if it was compressed.
 *
 * @param time from sending the request to having read the last byte of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are what is judged; nobody compares answers.
public record ScimAnswer(int status, List<ScimHeader> headers, byte[] body, Duration time) {
    public ScimAnswer {
        headers = List.copyOf(headers);
    }

    /** The value of the first header of that name, without regard to case. */
    public Optional<String> header(String name) {
        return ScimHeader.first(headers, name);
    }

    /** The body as UTF-8; what is no UTF-8 is replaced. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
