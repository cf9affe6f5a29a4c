package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.ScimAnswer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the receiver of a Security Event Token says of one that it does not take (RFC 8935 section 2.3). */
final class PushRefusal {
    private static final int BAD_REQUEST = 400;
    /** A refusal has two short texts in it. */
    private static final int LONGEST = 16_384;

    private static final JsonMapper JSON = JsonMapper.shared();

    private PushRefusal() {}

    /** {@code err: description}, as far as an answer has them; empty text for any other answer. */
    static String said(ScimAnswer answer) {
        if (answer.status() != BAD_REQUEST || answer.body().length > LONGEST) {
            return "";
        }
        try {
            JsonNode refusal = JSON.readTree(answer.body());
            return Stream.of("err", "description")
                    .map(name -> refusal.path(name).asString("").strip())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(": "));
        } catch (JacksonException e) {
            // It says nothing that the RFC has; the answer itself is kept with the attempt.
            return "";
        }
    }
}
