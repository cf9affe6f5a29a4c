package dev.rollcall.client.reader;

import dev.rollcall.client.http.ScimAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailedStatusTest {
    @ParameterizedTest
    @CsvSource({"400,SERVICE_INCOMPATIBLE", "401,UNAUTHORIZED", "403,INSUFFICIENT_RIGHTS", "404,INVALID_ANCHOR",
        "405,METHOD_NOT_ALLOWED", "409,ENTRY_CONFLICT", "415,SERVICE_INCOMPATIBLE", "422,UNPROCESSABLE_ENTITY",
        "429,TOO_MANY_REQUESTS", "500,INTERNAL_SERVER_ERROR", "501,NOT_IMPLEMENTED", "503,INTERNAL_SERVER_ERROR",
        "504,TIMEOUT", "505,WEB_EXCEPTION_PROTOCOL_ERROR"})
    void namesTheCodeOfAStatus(int status, ErrorCode code) {
        assertThat(FailedStatus.of(answer(status, ""))).map(FailedStatus::code).contains(code);
    }

    @Test
    void aSuccessIsNone() {
        assertThat(FailedStatus.of(answer(204, ""))).isEmpty();
        assertThat(FailedStatus.of(answer(302, ""))).isEmpty();
    }

    @Test
    void writesEntrasSentence() {
        String first = "StatusCode: BadRequest Message: Processing of the HTTP request resulted in an exception. Please see"
                + " the HTTP response returned by the 'Response' property of this exception for details."
                + " Web Response: {\"a\":1}.";
        String message = FailedStatus.of(answer(400, "{\"a\":1}")).orElseThrow().sentence();
        assertThat(message).isEqualTo(first + " This operation was retried 0 times.");
        assertThat(FailedStatus.retried(message, 3, Optional.of(Instant.parse("2026-01-02T03:04:05Z"))))
                .isEqualTo(first + " This operation was retried 3 times."
                        + " It will be retried again after this date: 2026-01-02T03:04:05Z");
    }

    @Test
    void quotesNoMoreOfABodyThanTheLimit() {
        String page = "x".repeat(FailedStatus.MAX_QUOTED_BODY);
        assertThat(FailedStatus.of(answer(500, page)).orElseThrow().sentence())
                .contains("Response: " + page + ". This");
        assertThat(FailedStatus.of(answer(500, page + "y")).orElseThrow().sentence()).contains(page + "…. This");
    }

    private static ScimAnswer answer(int status, String body) {
        return new ScimAnswer(status, List.of(), body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
