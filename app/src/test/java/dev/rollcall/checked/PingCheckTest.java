package dev.rollcall.checked;

import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.checked.ping.PingPeer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the check finds on a server of Ping's SCIM 2 SDK; each was verified by hand once and is told in {@code docs/check.md}.
 * Left out: what the peer's own resources and not the SDK decide (tokens), what depends on the moment, and times.
 */
class PingCheckTest {
    @Test
    void itsFailuresAreFound() {
        try (PingPeer peer = PingPeer.start();
                CheckedEndpoint endpoint = CheckedEndpoint.at(peer.baseUrl(), "not-looked-at")) {
            CheckReport report = endpoint.check(CheckSelection.all()
                    .without("entra.wrong-token", "entra.no-token", "rfc.token-header", "rfc.token-in-query",
                            "entra.parallel-members", "entra.rate", "entra.answer-time"));

            assertThat(report.ended(CheckOutcome.FAILED)).extracting(result -> result.check().id())
                    .containsExactlyInAnyOrder(
                            "entra.filter-empty", "entra.double-slash", "entra.create-odd", "entra.duplicate-user",
                            "entra.match-email", "entra.custom-extension", "entra.string-active", "entra.engine-user",
                            "entra.patch-flag", "entra.patch-2017", "entra.patch-customappsso",
                            "entra.replace-missing-email", "entra.add-missing-phone", "entra.add-twice",
                            "entra.roles-primary", "entra.disable-text", "entra.disable-add", "entra.restore",
                            "entra.manager-text", "entra.manager-in-create", "entra.manager-object",
                            "entra.manager-array", "entra.manager-cleared", "entra.manager-remove-filter",
                            "entra.manager-other-paths", "entra.manager-reference", "entra.clear-by-path",
                            "entra.clear-merged", "entra.rename-conflict", "entra.add-verbose", "entra.add-merged",
                            "entra.engine-manager", "entra.create-group-legacy", "entra.duplicate-group",
                            "entra.add-members", "entra.unknown-member", "entra.member-list-unsent",
                            "entra.engine-group", "okta.duplicate", "okta.group-push", "okta.group-put",
                            "rfc.duplicate", "rfc.invalid-syntax", "rfc.required", "rfc.urn-names", "rfc.patch-primary",
                            "rfc.password-filter", "rfc.groups-of-user", "rfc.cache");
            assertThat(report.ended(CheckOutcome.ERROR)).as("what needs members or a role that the SDK refuses")
                    .hasSize(11);
            assertThat(report.leftOver()).isEmpty();
        }
    }
}
