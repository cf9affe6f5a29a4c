package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * One request of a check and what came back, without secrets.
 *
 * @param answer empty when there was none
 * @param silence why there was no answer
 * @param rejections what Entra's reader has against the answer; empty for requests that Entra never sends
 */
public record RecordedExchange(
        ScimRequest request, Optional<ScimAnswer> answer, Optional<String> silence, List<Rejection> rejections) {
    public RecordedExchange {
        rejections = List.copyOf(rejections);
    }

    /** Method and target, {@code GET /Users/1}. */
    public String line() {
        return request.method() + " " + request.target();
    }
}
