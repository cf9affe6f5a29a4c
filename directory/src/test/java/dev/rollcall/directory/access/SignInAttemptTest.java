package dev.rollcall.directory.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What the browser keeps while it is at the issuer: only what has the whole secret is an attempt. */
class SignInAttemptTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Random random = new Random(1);

    @Test
    void whatWasBegunIsReadAgainAndStandsForItself() {
        SignInAttempt begun = SignInAttempt.begin(NOW, random, "/console/log?connection=acme");
        SignInAttempt read = SignInAttempt.parse(begun.text(), NOW).orElseThrow();
        assertThat(read.page()).isEqualTo("/console/log?connection=acme");
        assertThat(List.of(read.state(), read.nonce(), read.codeVerifier()))
                .containsExactly(begun.state(), begun.nonce(), begun.codeVerifier())
                .doesNotHaveDuplicates()
                .allMatch(text -> text.matches("[0-9a-f]{64}"));
        SignInAttempt other = SignInAttempt.begin(NOW, random, "/console/log?connection=acme");
        assertThat(Set.of(other.state(), other.nonce(), other.codeVerifier()))
                .doesNotContain(begun.state(), begun.nonce(), begun.codeVerifier());
        assertThat(begun.toString()).doesNotContain(begun.text().split("\\.")[1]);
    }

    @Test
    void whatHasNotTheWholeSecretIsNone() {
        String begun = NOW.toEpochMilli() + ".";
        String secret = "ab".repeat(32);
        assertThat(SignInAttempt.parse(begun + secret + ".", NOW)).isPresent();
        for (String none : List.of("", "..", begun, begun + ".", begun + secret, begun + secret.substring(1) + ".",
                begun + secret + "a.", begun + secret.replace('a', 'A') + ".", "." + secret + ".", secret,
                begun + secret + ".x", begun + secret + ".a/b", begun + secret + "." + "a".repeat(2_001),
                "999" + begun + secret + ".", begun + secret + ".\n")) {
            assertThat(SignInAttempt.parse(none, NOW)).as(none).isEmpty();
        }
    }

    @Test
    void itIsGoodForAWhile() {
        String text = SignInAttempt.begin(NOW, random, "/console").text();
        Duration last = SignInAttempt.LIFETIME.minusMillis(1);
        assertThat(SignInAttempt.parse(text, NOW.plus(last)).map(SignInAttempt::page)).isEqualTo(
                Optional.of("/console"));
        assertThat(SignInAttempt.parse(text, NOW.plus(SignInAttempt.LIFETIME))).isEmpty();
        assertThat(SignInAttempt.parse(text, NOW.minusMillis(1))).as("begun later than now").isEmpty();
    }

    @Test
    void theLongestPageIsReadAgainAndALongerOneIsNotTaken() {
        String longest = "/".repeat(SignInAttempt.LONGEST_PAGE);
        SignInAttempt begun = SignInAttempt.begin(NOW, random, longest);
        assertThat(SignInAttempt.parse(begun.text(), NOW).map(SignInAttempt::page)).contains(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> SignInAttempt.begin(NOW, random, longest + "/"))
                .withMessageContaining("of at most 1500");
    }
}
