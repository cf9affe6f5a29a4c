package dev.rollcall.check.report;

import dev.rollcall.check.RecordedExchange;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A request and its answer as a person reads them: first line, headers, body; JSON is indented, long bodies are cut. */
final class ExchangeText {
    /** The most characters of a body that a report shows. */
    static final int LONGEST_BODY = 8_000;

    private static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExchangeText() {}

    static String request(RecordedExchange exchange) {
        return message(exchange.line(), exchange.request().headers(), exchange.request().body().orElse(""));
    }

    static String answer(RecordedExchange exchange) {
        return exchange.answer()
                .map(answer -> message(statusLine(answer), answer.headers(), answer.text()))
                .orElseGet(() -> "No answer: " + exchange.silence().orElse(""));
    }

    private static String statusLine(ScimAnswer answer) {
        return answer.status() + " after " + answer.time().toMillis() + " ms";
    }

    private static String message(String line, List<ScimHeader> headers, String body) {
        StringBuilder text = new StringBuilder(line).append('\n');
        headers.forEach(header -> text.append(header.name()).append(": ").append(header.value()).append('\n'));
        if (!body.isEmpty()) {
            text.append('\n').append(cut(indented(body)));
        }
        return text.toString().stripTrailing();
    }

    private static String indented(String body) {
        try {
            return INDENTED.writeValueAsString(INDENTED.readTree(body));
        } catch (JacksonException e) {
            return body;
        }
    }

    private static String cut(String body) {
        return body.length() <= LONGEST_BODY ? body
                : body.substring(0, LONGEST_BODY) + "\n… and " + (body.length() - LONGEST_BODY) + " characters more";
    }
}
