package dev.rollcall.outbound.credential;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetTokensTest {
    private static final TargetAccess CLIENT = new TargetAccess.ClientCredentials(
            URI.create("https://login.example/token"), "me", false, Optional.of("all"), Optional.empty());
    private static final TargetSecrets SECRET = new TargetSecrets(Optional.of("s3cret"), Optional.empty(), List.of());

    private final List<ScimRequest> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private String answer = "{\"access_token\":\"t1\",\"expires_in\":3600}";
    private int status = 200;
    private final ScimTransport endpoint = request -> {
        asked.add(request);
        return new ScimAnswer(status, List.of(), answer.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    };
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void aTokenIsAskedForOnceUntilAMinuteBeforeItsEnd() {
        TargetTokens tokens = of(CLIENT, SECRET);
        assertThat(tokens.mustAsk()).isTrue();
        assertThat(tokens.header().orElseThrow().value()).isEqualTo("Bearer t1");
        assertThat(tokens.mustAsk()).isFalse();
        now = now.plusSeconds(3539);
        tokens.header();
        assertThat(asked).hasSize(1);
        now = now.plusSeconds(2);
        answer = "{\"access_token\":\"t2\",\"expires_in\":3600}";
        assertThat(tokens.header().orElseThrow().value()).isEqualTo("Bearer t2");
        assertThat(asked.getFirst().body()).contains(
                "grant_type=client_credentials&scope=all&client_id=me&client_secret=s3cret");
    }

    @Test
    void aTokenThatWasRefusedIsRenewedOnceHoweverManySaySo() {
        TargetTokens tokens = of(CLIENT, SECRET);
        tokens.header();
        answer = "{\"access_token\":\"t2\",\"expires_in\":3600}";
        tokens.renew("Bearer t1");
        assertThat(tokens.header().orElseThrow().value()).isEqualTo("Bearer t2");
        tokens.renew("Bearer t1");
        tokens.header();
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_client, true", "400, invalid_scope, true", "403, access_denied, true", "403, '', false",
        "400, '', false", "400, temporarily_unavailable, false", "400, slow_down, false", "500, '', false",
        "200, '', false"})
    void noTokenSaysWhoIsAtFaultAndNoSecret(int answered, String error, boolean credential) {
        status = answered;
        answer = error.isEmpty() ? "{\"hint\":\"s3cret\"}"
                : "{\"error\":\"" + error + "\",\"error_description\":\"s3cret\"}";
        assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> of(CLIENT, SECRET).header())
                .satisfies(e -> assertThat(e.isCredential()).isEqualTo(credential))
                .withMessageContaining("answered " + answered)
                .withMessageNotContaining("s3cret");
    }

    @Test
    void eachKindOfAccessHasItsHeader() {
        assertThat(of(new TargetAccess.Bearer(), SECRET).header().orElseThrow().value()).isEqualTo("Bearer s3cret");
        assertThat(of(new TargetAccess.Basic("me"), SECRET).header().orElseThrow().value())
                .isEqualTo("Basic bWU6czNjcmV0");
        assertThat(of(new TargetAccess.Header("X-Key"), SECRET).header().orElseThrow().name()).isEqualTo("X-Key");
        assertThat(of(new TargetAccess.None(), TargetSecrets.NONE).header()).isEmpty();
    }

    @Test
    void allThatIsSecretIsToBeHidden() {
        assertThat(of(new TargetAccess.Basic("me"), SECRET).hidden()).contains("s3cret", "bWU6czNjcmV0");
        TargetTokens tokens = of(CLIENT, SECRET);
        tokens.header();
        assertThat(tokens.hidden()).contains("s3cret", "t1");
        assertThat(tokens).hasToString("TargetTokens[redacted]");
    }

    @Test
    void aClientCanSignInsteadOfShowingASecret() {
        TargetAccess signs = new TargetAccess.ClientCredentials(
                URI.create("https://login.example/token"), "me", true, Optional.empty(), Optional.empty());
        assertThatExceptionOfType(UnusableStreamException.class).isThrownBy(() -> of(signs, TargetSecrets.NONE))
                .withMessageContaining("set a client_secret");
        new TargetTokens(signs, TargetSecrets.NONE, Optional.of(endpoint),
                Optional.of((client, audience, at) -> client + "." + audience.length() + "." + at.getEpochSecond()),
                clock).header();
        assertThat(asked.getFirst().body().orElseThrow()).contains("client_assertion=me.27.1795780800")
                .doesNotContain("client_secret");
    }

    private TargetTokens of(TargetAccess access, TargetSecrets secrets) {
        return new TargetTokens(access, secrets, Optional.of(endpoint), Optional.empty(), clock);
    }
}
