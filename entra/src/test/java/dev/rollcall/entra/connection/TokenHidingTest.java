package dev.rollcall.entra.connection;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a target says of a refused token is shown, logged and kept, but never with the token. */
class TokenHidingTest {
    private static final String TOKEN = "a-secret-token";
    private static final ScimRequest REQUEST = new ScimRequest("GET", "/Users", List.of(), Optional.empty());

    @Test
    void aRefusalThatRepeatsTheTokenIsShownWithoutIt() {
        ScimAnswer answer = answered(401, "Bearer " + TOKEN + " is not valid");

        assertThat(answer.text()).isEqualTo("Bearer [hidden] is not valid");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"[hidden]\"");
    }

    @Test
    void whatIsNoRefusalIsReadAsItCame() {
        assertThat(answered(200, TOKEN).text()).isEqualTo(TOKEN);
    }

    private static ScimAnswer answered(int status, String body) {
        return TokenHiding.of(
                request -> new ScimAnswer(
                        status,
                        List.of(new ScimHeader("WWW-Authenticate", "Bearer error=\"" + TOKEN + "\"")),
                        body.getBytes(StandardCharsets.UTF_8),
                        Duration.ZERO),
                TOKEN)
                .send(REQUEST);
    }
}
