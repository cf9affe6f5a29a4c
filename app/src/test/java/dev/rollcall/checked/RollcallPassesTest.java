package dev.rollcall.checked;

import dev.rollcall.check.CheckProfile;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rollcall itself passes every check, and nothing of a check stays behind. */
@ExtendWith(LiveServers.class)
class RollcallPassesTest {
    /** How requests are written has nothing to do with the store: one dialect is enough for the second. */
    static Stream<Arguments> storesAndADialect() {
        return Arrays.stream(StoreKind.values()).map(kind -> Arguments.of(kind, EntraDialect.values()[0]));
    }

    static Stream<Arguments> otherDialects() {
        return Arrays.stream(EntraDialect.values()).skip(1).map(dialect -> Arguments.of(StoreKind.SQLITE, dialect));
    }

    /** Entra and Okta need tolerances, which a strict connection has none of. */
    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void everyCheckOfTheRfcOnAStrictConnection(StoreKind kind, LiveServers servers) {
        LiveServer.Endpoint strict = servers.on(kind).newStrictEndpoint();
        try (CheckedEndpoint endpoint = CheckedEndpoint.at(strict.url(), strict.token())) {
            CheckReport report = endpoint.check(
                    new CheckSelection(Set.of(CheckProfile.RFC), List.of(), List.of()));

            assertThat(report.results()).hasSizeGreaterThan(40);
            assertThat(CheckedEndpoint.complaints(report)).isEmpty();
            assertThat(report.breaksNothing()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("storesAndADialect")
    void everyCheck(StoreKind kind, EntraDialect dialect, LiveServers servers) {
        passes(kind, dialect, servers);
    }

    @ParameterizedTest
    @Tag("long")
    @MethodSource("otherDialects")
    void everyCheckInTheOtherDialects(StoreKind kind, EntraDialect dialect, LiveServers servers) {
        passes(kind, dialect, servers);
    }

    private static void passes(StoreKind kind, EntraDialect dialect, LiveServers servers) {
        try (CheckedEndpoint endpoint = CheckedEndpoint.of(servers.on(kind), dialect)) {
            CheckReport report = endpoint.check(CheckSelection.all().without("entra.rate"));

            assertThat(report.results()).hasSizeGreaterThan(150);
            assertThat(CheckedEndpoint.complaints(report)).isEmpty();
            assertThat(report.breaksNothing()).isTrue();
            assertThat(report.leftOver()).isEmpty();
            assertThat(report.latency().answers()).as("but those sent at once").isBetween(500, report.requests() - 18);
            for (String path : List.of("/Users", "/Groups")) {
                ScimRequest count = new ScimRequest("GET", path + "?count=0", List.of(), Optional.empty());
                assertThat(endpoint.transport().send(count).text()).contains("\"totalResults\":0");
            }
        }
    }
}
