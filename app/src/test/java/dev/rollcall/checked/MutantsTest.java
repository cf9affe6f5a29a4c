package dev.rollcall.checked;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that are wrong in one respect are seen by the check that is meant for it; {@link RollcallPassesTest} is the other half. */
@ExtendWith(LiveServers.class)
class MutantsTest {
    @ParameterizedTest
    @EnumSource
    void isCaught(Mutant mutant, LiveServers servers) {
        try (CheckedEndpoint endpoint = CheckedEndpoint.of(servers.on(StoreKind.SQLITE))) {
            CheckReport report = endpoint.check(CheckSelection.only(mutant.selection()),
                    endpoint.options().withKeep().withRateTime(Duration.ofMillis(400)), mutant::before);

            CheckResult meant = report.results()
                    .stream()
                    .filter(result -> result.check().id().equals(mutant.check()))
                    .findFirst()
                    .orElseThrow();
            assertThat(meant.outcome()).as(CheckedEndpoint.complaints(report).toString())
                    .isEqualTo(CheckOutcome.FAILED);
            assertThat(meant.message()).endsWith(".").isNotBlank();
            assertThat(meant.exchanges()).isNotEmpty();
            assertThat(report.breaksNothing()).isEqualTo(!meant.check().severity().breaks());
        }
    }

    @Test
    void thereAreEnough() {
        assertThat(EnumSet.allOf(Mutant.class)).hasSizeGreaterThanOrEqualTo(25);
    }
}
