package dev.rollcall.checked;

import dev.rollcall.check.CheckEndpoint;
import dev.rollcall.check.CheckOptions;
import dev.rollcall.check.CheckOutcome;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.CheckRun;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.clients.LiveServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An endpoint that checks are made on, perhaps with something between it and them. */
final class CheckedEndpoint implements AutoCloseable {
    private final CheckEndpoint endpoint;
    private final String token;

    CheckedEndpoint(CheckEndpoint endpoint, String token) {
        this.endpoint = endpoint;
        this.token = token;
    }

    /** The endpoint of a tenant URL. */
    static CheckedEndpoint at(String tenantUrl, String token) {
        return new CheckedEndpoint(CheckEndpoint.open(TenantUrl.parse(tenantUrl), Optional.of(token),
                HttpTransportOptions.defaults()), token);
    }

    /** The endpoint of a new connection of that server. */
    static CheckedEndpoint of(LiveServer server, EntraDialect dialect) {
        LiveServer.Endpoint fresh = server.newEndpoint();
        String flag = dialect.isFlag() ? "?" + dialect.label() : "";
        CheckedEndpoint made = at(fresh.url() + flag, fresh.token());
        return new CheckedEndpoint(made.endpoint.with(dialect), made.token);
    }

    static CheckedEndpoint of(LiveServer server) {
        return of(server, EntraDialect.DEFAULT);
    }

    /** The bounds of a test: no time is spent on the rate. */
    CheckOptions options() {
        return CheckOptions.defaults().withSecrets(Set.of(token)).withRateTime(Duration.ZERO);
    }

    CheckReport check(CheckSelection selection) {
        return check(selection, options(), UnaryOperator.identity());
    }

    CheckReport check(CheckSelection selection, CheckOptions options, UnaryOperator<ScimTransport> between) {
        return CheckRun.of(new CheckEndpoint(endpoint.url(), between.apply(endpoint.transport()),
                between.apply(endpoint.anonymous()), endpoint.dialect()), options).run(selection);
    }

    ScimTransport transport() {
        return endpoint.transport();
    }

    String token() {
        return token;
    }

    /** What did not pass, each in a line. */
    static List<String> complaints(CheckReport report) {
        return report.results()
                .stream()
                .filter(result -> result.outcome() != CheckOutcome.PASSED)
                .map(CheckedEndpoint::line)
                .toList();
    }

    private static String line(CheckResult result) {
        return result.check().id() + " " + result.outcome().label() + ": " + result.message();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
