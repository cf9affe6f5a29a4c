package dev.rollcall.entra.connection;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.http.TransportException.Kind;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.work.ObjectWork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class OutageGuardTest {
    private static final ScimRequest REQUEST = new ScimRequest("GET", "/Users", List.of(), Optional.empty());

    private boolean down = true;
    private final OutageGuard guard = new OutageGuard(request -> {
        if (down) {
            throw new TransportException("refused", Kind.NOT_SENT, new IOException("refused"));
        }
        return new ScimAnswer(500, List.of(), new byte[0], Duration.ZERO);
    });

    @Test
    void aTargetThatIsGoneEndsTheCycle() {
        failBy(OutageGuard.MOST_IN_A_ROW - 1);
        assertThatExceptionOfType(ProvisioningException.class)
                .isThrownBy(() -> guard.send(REQUEST))
                .withMessageContaining("20 requests in a row had no answer")
                .matches(e -> e.code() == ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE)
                .matches(ObjectWork::endsTheCycle);
    }

    @Test
    void anAnswerOfAnyStatusBeginsTheCountAnew() {
        failBy(OutageGuard.MOST_IN_A_ROW - 1);
        down = false;
        assertThat(guard.send(REQUEST).status()).isEqualTo(500);
        down = true;
        failBy(OutageGuard.MOST_IN_A_ROW - 1);
    }

    private void failBy(int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> guard.send(REQUEST));
        }
    }
}
