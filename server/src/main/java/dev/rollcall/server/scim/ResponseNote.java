package dev.rollcall.server.scim;

import dev.rollcall.directory.log.BodyRedaction;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.option.ResponseLogging;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes the text of an answer for its log row. What is streamed, and what is larger than a body that is logged, is left out. */
final class ResponseNote {
    private ResponseNote() {}

    /** The text, if the answer to such a request belongs in the log. */
    static Optional<String> text(ResponseLogging logging, HttpRequest request, HttpResponse response, int maxLength) {
        if (!logging.keeps(request.method(), request.rawPath(), response.status())
                || !(response.body() instanceof ResponseBody.Bytes bytes)
                || bytes.array().length == 0
                || bytes.array().length > BodyNote.LARGE) {
            return Optional.empty();
        }
        return Optional.of(BodyRedaction.redact(new String(bytes.array(), StandardCharsets.UTF_8), maxLength));
    }
}
