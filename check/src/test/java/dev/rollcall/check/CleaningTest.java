package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CleaningTest {
    @Test
    void whatCannotEvenBeLookedForIsLeftOver() {
        Traces traces = new Traces();
        traces.follow(
                new ScimRequest("POST", "/Users", List.of(), Optional.of("{\"userName\":\"rollcall-check-x\"}")),
                answer(201));

        assertThat(new Cleaning(request -> answer(500), traces).sweep("rollcall-check-"))
                .containsExactly("/Users/rollcall-check-x");
    }

    private static ScimAnswer answer(int status) {
        return new ScimAnswer(status, List.<ScimHeader>of(), "{}".getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
