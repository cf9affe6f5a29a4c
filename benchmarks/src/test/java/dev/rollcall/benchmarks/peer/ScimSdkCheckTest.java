package dev.rollcall.benchmarks.peer;

import dev.rollcall.check.CheckEndpoint;
import dev.rollcall.check.CheckOptions;
import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckRun;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransportOptions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the check finds on a SCIM-SDK server with its default settings; each was verified by hand once and is told in
 * {@code docs/check.md}. Left out: what the peer's own handlers and not the SDK decide (tokens), what depends on the moment
 * (parallel changes), and times.
 */
class ScimSdkCheckTest {
    @Test
    void itsFailuresAreFound() {
        try (ScimSdkPeer peer = ScimSdkPeer.start(0);
                CheckEndpoint endpoint = CheckEndpoint.open(TenantUrl.parse(peer.baseUrl()), Optional.of("t"),
                        HttpTransportOptions.defaults())) {
            CheckReport report = CheckRun.of(endpoint, CheckOptions.defaults().withRateTime(Duration.ZERO))
                    .run(CheckSelection.all()
                            .without("entra.wrong-token", "entra.no-token", "rfc.token-header", "rfc.token-in-query",
                                    "entra.parallel-members", "entra.rate", "entra.answer-time"));

            assertThat(report.ended(CheckOutcome.FAILED)).extracting(result -> result.check().id())
                    .containsExactlyInAnyOrder(
                            "entra.request-media-types", "entra.duplicate-user", "entra.patch-default",
                            "entra.patch-customappsso", "entra.patch-without-schemas", "entra.add-missing-email",
                            "entra.replace-missing-email", "entra.add-missing-address", "entra.add-missing-phone",
                            "entra.add-twice", "entra.roles-primary", "entra.manager-text", "entra.manager-in-create",
                            "entra.manager-cleared", "entra.manager-remove-filter", "entra.manager-other-paths",
                            "entra.manager-reference", "entra.rename-conflict", "entra.replace-verbose",
                            "entra.replace-merged", "entra.add-verbose", "entra.add-merged", "entra.engine-manager",
                            "entra.duplicate-group", "entra.add-member-twice", "entra.remove-member-list",
                            "entra.members-reference", "entra.deleted-member", "rfc.duplicate", "rfc.invalid-filter",
                            "rfc.names-ignore-case", "rfc.value-path", "rfc.patch-atomic", "rfc.patch-read-only",
                            "rfc.groups-of-user", "rfc.password-filter", "rfc.etag", "rfc.cache");
            assertThat(report.ended(CheckOutcome.ERROR)).isEmpty();
            assertThat(report.leftOver()).isEmpty();
        }
    }
}
