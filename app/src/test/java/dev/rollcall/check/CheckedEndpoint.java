package dev.rollcall.check;

import dev.rollcall.clients.LiveServer;
import dev.rollcall.entra.check.CheckEndpoint;
import dev.rollcall.entra.check.CheckOptions;
import dev.rollcall.entra.check.CheckReport;
import dev.rollcall.entra.check.CheckResult;
import dev.rollcall.entra.check.CheckRun;
import dev.rollcall.entra.check.CheckSelection;
import dev.rollcall.entra.check.Outcome;
import dev.rollcall.entra.http.HttpTransport;
import dev.rollcall.entra.http.HttpTransportOptions;
import dev.rollcall.entra.http.ScimTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An endpoint that checks are made on, perhaps with something between it and them. */
final class CheckedEndpoint implements AutoCloseable {
    private final String url;
    private final String token;
    private final HttpTransport transport;
    private final HttpTransport anonymous;

    CheckedEndpoint(String url, String token) {
        this.url = url;
        this.token = token;
        this.transport = HttpTransport.open(URI.create(url), Optional.of(token), HttpTransportOptions.defaults());
        this.anonymous = HttpTransport.open(URI.create(url), Optional.empty(), HttpTransportOptions.defaults());
    }

    /** The endpoint of a new connection of that server. */
    static CheckedEndpoint of(LiveServer server) {
        LiveServer.Endpoint endpoint = server.newEndpoint();
        return new CheckedEndpoint(endpoint.url(), endpoint.token());
    }

    /** The bounds of a test: no time is spent on the rate. */
    CheckOptions options() {
        return CheckOptions.defaults().withSecrets(Set.of(token)).withRateTime(Duration.ZERO);
    }

    CheckReport check(CheckSelection selection) {
        return check(selection, options(), UnaryOperator.identity());
    }

    CheckReport check(CheckSelection selection, CheckOptions options, UnaryOperator<ScimTransport> between) {
        return CheckRun.of(new CheckEndpoint(url, between.apply(transport), between.apply(anonymous)), options)
                .run(selection);
    }

    ScimTransport transport() {
        return transport;
    }

    String token() {
        return token;
    }

    /** What did not pass, each in a line. */
    static List<String> complaints(CheckReport report) {
        return report.results()
                .stream()
                .filter(result -> result.outcome() != Outcome.PASSED)
                .map(CheckedEndpoint::line)
                .toList();
    }

    private static String line(CheckResult result) {
        return result.check().id() + " " + result.outcome().label() + ": " + result.message();
    }

    @Override
    public void close() {
        transport.close();
        anonymous.close();
    }
}
