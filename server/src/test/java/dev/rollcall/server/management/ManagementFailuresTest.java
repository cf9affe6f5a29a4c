package dev.rollcall.server.management;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.incident.IncidentLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManagementFailuresTest {
    private final ManagementFailures failures = new ManagementFailures(new IncidentLog(System::nanoTime));

    @Test
    void whoWaitedInVainForATurnIsToldToComeAgain() {
        HttpResponse answer = failures.answer(ScimException.of(503, "Others kept this one waiting."), "id", false);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.field(HeaderName.RETRY_AFTER)).isPresent();
    }
}
