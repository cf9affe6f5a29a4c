package dev.rollcall.client.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientCredentialsTest {
    private static final ClientCredentials CLIENT = new ClientCredentials(
            URI.create("https://login.example/t/token?v=2"), "me & you", Optional.of("a b"), Optional.of("https://x"));

    @Test
    void theSecretStandsInTheForm() {
        ScimRequest request = CLIENT.withSecret("p=w");
        assertThat(request.target()).isEqualTo("/t/token?v=2");
        assertThat(request.header("content-type")).contains("application/x-www-form-urlencoded");
        assertThat(request.body()).contains("grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fx"
                + "&client_id=me+%26+you&client_secret=p%3Dw");
        assertThat(CLIENT.origin()).isEqualTo(URI.create("https://login.example"));
    }

    @Test
    void orInTheHeader() {
        ScimRequest request = CLIENT.withBasic("p=w");
        assertThat(request.body().orElseThrow()).doesNotContain("client_id").doesNotContain("p%3Dw");
        String pair = request.header("Authorization").orElseThrow().substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8))
                .isEqualTo("me+%26+you:p%3Dw");
    }

    @Test
    void orASignedTokenStandsForIt() {
        assertThat(CLIENT.withAssertion("e.y.J").body().orElseThrow()).endsWith("&client_id=me+%26+you"
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=e.y.J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/token", "/token", "https://me:secret@host/token"})
    void anotherUrlIsRefusedAndNotRepeated(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientCredentials(URI.create(url), "me", Optional.empty(), Optional.empty()))
                .withMessageContaining("https://host/oauth/token")
                .withMessageNotContaining("secret");
    }
}
