package dev.rollcall.console.provisioning;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.overview.OverviewView.ConnectionRow;
import dev.rollcall.console.provisioning.ProvisioningView.Leniency;
import dev.rollcall.console.provisioning.ProvisioningView.SignInChoice;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.person.SignInOptions;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.management.connection.ConnectionJsonForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts together what the first page of a connection shows. */
final class ProvisioningSheet {
    private final ConsoleRequest request;
    private final Described described;
    private final Connection connection;
    private final ConnectionUse use;
    private final RecentUse recent;
    private final Optional<ConnectionRow> health;

    /** @param health how its requests fare; empty for whoever may not see logs */
    ProvisioningSheet(ConsoleRequest request, Described described, ConnectionUse use, RecentUse recent,
            Optional<ConnectionRow> health) {
        this.request = request;
        this.described = described;
        this.connection = described.connection();
        this.use = use;
        this.recent = recent;
        this.health = health;
    }

    /** The page. */
    ProvisioningView view() {
        Frame frame = request.frame();
        String name = connection.name();
        return new ProvisioningView(
                ConnectionTabs.of(frame, connection, ConsolePath.CONNECTION),
                connection.endpoint() != EndpointState.CLOSED, connection.endpoint() == EndpointState.PAUSED,
                connection.guard().filter(DepartureGuard::holding).isPresent(),
                ConnectionJsonForm.endpoint(connection, request.origin().baseUrl()),
                ConnectionJsonForm.warnings(described), off(), use.lastUsedAt(), health,
                use.jobs().stream().map(job -> sentence(job, use.users())).toList(), connection.me().name(), signIns(),
                mode(connection.dialect()), health.isPresent() ? needed() : "", tolerances(frame),
                new ProvisioningView.Urls(frame.link(ConsolePath.CONNECTION_ENDPOINT, name),
                        frame.link(ConsolePath.CONNECTION_TOLERANCES, name),
                        frame.link(ConsolePath.CONNECTION_SIGN_IN, name),
                        frame.link(ConsolePath.CONNECTION_ME, name)));
    }

    private String off() {
        return "The endpoint closes, and what opened it is gone for good: " + use.tokens() + " tokens and "
                + use.clients() + " OAuth clients with their secrets"
                + (use.trustsEntra() ? ", and the trust in Entra's own tokens" : "")
                + ". The identity provider is refused from then on; after some days Entra puts the job into quarantine."
                + " " + use.users() + " users, the groups and the versions of the mapping stay.";
    }

    private String needed() {
        return recent.requests() == 0 ? "No request came in the last week."
                : recent.needing() + " of the newest " + recent.requests()
                        + " requests of the last week were read by a tolerance: read strictly, they would have been"
                        + " refused.";
    }

    static String sentence(ConnectionJob job, long users) {
        if (job.isWaiting()) {
            return "What is stored is brought to the schemas that were declared as soon as the transactions that began before are over;"
                    + " pg_stat_activity shows whose they are.";
        }
        if (job.kind() == ConnectionJob.Kind.SCHEMA) {
            return "What is stored is brought to the schemas that were declared: " + job.tally().seen()
                    + " resources looked at, " + job.tally().changed() + " changed, " + job.tally().clashes()
                    + " with a value that does not fit" + end(job);
        }
        String what = switch (job.kind()) {
            case MAPPING -> "Whoever follows the changes is told of what mapping version " + job.target() + " changes";
            case RE_KEY -> "People are re-keyed from " + job.source() + " to " + job.target();
            case SCHEMA -> "";
        };
        String counts = job.tally().seen() + " of " + users + " users looked at, " + job.tally().changed() + " changed";
        return what + ": " + counts + (job.kind() == ConnectionJob.Kind.RE_KEY
                ? ", " + job.tally().clashes() + " clash, " + job.tally().without() + " without a value"
                : "") + end(job);
    }

    private static String end(ConnectionJob job) {
        return job.finishedAt().isPresent() ? "; finished." : "; under way.";
    }

    private List<SignInChoice> signIns() {
        RootAttributes now = SignInOptions.read(ScimJson.tree(described.detail().document()).path("options"))
                .rules()
                .rootAttributes();
        return Arrays.stream(RootAttributes.values())
                .map(choice -> new SignInChoice(choice.word(), switch (choice) {
                    case ON_EACH_LOGIN -> "at each sign-in";
                    case ON_FIRST_LOGIN -> "at the first sign-in alone";
                    case NEVER_ON_LOGIN -> "never: SCIM alone";
                }, choice == now))
                .toList();
    }

    private static String mode(Dialect dialect) {
        List<String> words = ToleranceText.words(dialect);
        return words.equals(List.of(ToleranceText.ALL)) || words.equals(List.of(ToleranceText.NONE))
                ? words.getFirst()
                : "some";
    }

    /** Those that fired stand first, the most frequent of them before. */
    private List<Leniency> tolerances(Frame frame) {
        List<Leniency> all = new ArrayList<>();
        for (Tolerance tolerance : Tolerance.values()) {
            Optional<RecentUse.Fired> fired = Optional.ofNullable(recent.tolerances().get(tolerance.id()));
            all.add(new Leniency(tolerance.id(), tolerance.description(), connection.dialect().has(tolerance),
                    fired.map(RecentUse.Fired::times).orElse(0), fired.map(RecentUse.Fired::last),
                    frame.link(ConsolePath.LOG, LinkQuery.NONE.with("connection", connection.id().value())
                            .with("tolerance", tolerance.id()))));
        }
        all.sort((one, other) -> Integer.compare(other.fired(), one.fired()));
        return all;
    }
}
