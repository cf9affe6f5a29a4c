package dev.rollcall.console.overview;

import dev.rollcall.console.credential.CredentialEnd;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.overview.OverviewView.Attention;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.storage.ReadSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What needs attention although no request has failed for it: connections that are paused, whose guard holds users, or by whose last
 * credential nobody gets in any more, or soon.
 *
 * <p>Guarantees: at most {@value #MOST} connections of each kind are told; for that every connection's row and every token is looked at
 * once.
 */
final class StandingCauses {
    private static final int MOST = 40;
    /** So long a credential that has ended is told, and so long before its end one that ends. */
    private static final Duration ENDED = Duration.ofDays(30);
    private static final Duration ENDS = Duration.ofDays(7);

    private final ReadSession session;
    private final Frame frame;
    private final Instant now;

    private StandingCauses(ReadSession session, Frame frame, Instant now) {
        this.session = session;
        this.frame = frame;
        this.now = now;
    }

    static List<Attention> of(ReadSession session, Frame frame, Instant now) {
        StandingCauses look = new StandingCauses(session, frame, now);
        List<Attention> causes = new ArrayList<>();
        session.connections().stopped(MOST).forEach(connection -> causes.add(look.stopped(connection)));
        if (frame.may(ManagementScope.READ_SCIM_TOKEN)) {
            causes.addAll(look.ends());
        }
        return causes;
    }

    private Attention stopped(Connection connection) {
        boolean holds = connection.guard().filter(DepartureGuard::holding).isPresent();
        return new Attention(holds ? "bad" : "note", connection.name(), holds
                ? "Its guard against accidental deletion holds users who would leave. Ask the customer whether that is meant, then"
                        + " release them."
                : "Somebody has paused it: its identity provider is told to try again later.",
                Optional.empty(), false,
                frame.may(ManagementScope.READ_SCIM_CONFIG)
                        ? frame.link(ConsolePath.CONNECTION, connection.name())
                        : frame.link(ConsolePath.OVERVIEW));
    }

    private List<Attention> ends() {
        Set<ConnectionId> ending = new LinkedHashSet<>(
                session.tokens().lapsing(now.minus(ENDED), now.plus(ENDS), MOST));
        session.clients()
                .secretsEnding(now.minus(ENDED), now.plus(ENDS), MOST)
                .forEach(secret -> secret.clientId().connection().ifPresent(ending::add));
        List<Attention> causes = new ArrayList<>();
        for (ConnectionId id : ending) {
            Optional<Connection> connection = session.connections()
                    .find(id)
                    .filter(found -> found.endpoint() != EndpointState.CLOSED);
            Optional<Instant> end = CredentialEnd.of(session, id).filter(at -> at.isBefore(now.plus(ENDS)));
            if (connection.isPresent() && end.isPresent()) {
                causes.add(ends(connection.get(), end.get()));
            }
        }
        return causes;
    }

    private Attention ends(Connection connection, Instant end) {
        boolean over = !end.isAfter(now);
        return new Attention(over ? "bad" : "note", connection.name(), over
                ? "No credential of it is good any more, so its identity provider is refused. Make another one and have it put in there."
                : "Its last credential ends " + end + ". Make another one before and have it put in there.",
                over ? Optional.of(end) : Optional.empty(), false, frame.link(ConsolePath.TOKENS, connection.name()));
    }
}
