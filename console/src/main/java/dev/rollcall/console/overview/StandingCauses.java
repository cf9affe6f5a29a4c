package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.overview.OverviewView.Attention;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.storage.ConnectionView.Lapsing;
import dev.rollcall.directory.storage.ReadSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What needs attention although no request has failed for it: connections that are paused, whose guard holds users, or by whose last
 * credential nobody gets in any more, or soon.
 *
 * <p>Guarantees: at most {@value #MOST} connections of each kind are told, and whether there are more; for that those are looked at
 * which stand still or have a credential that ends, and no others.
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
        List<Connection> stopped = session.connections().stopped(MOST + 1);
        stopped.stream().limit(MOST).forEach(connection -> causes.add(look.stopped(connection)));
        if (stopped.size() > MOST) {
            causes.add(
                    more("More connections are paused, or their guards hold users.", frame.link(ConsolePath.OVERVIEW)));
        }
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
                        : frame.link(ConsolePath.OVERVIEW),
                holds ? List.of() : ConnectionActions.of(frame, connection));
    }

    private List<Attention> ends() {
        List<Lapsing> ending = session.connections().lapsing(now.minus(ENDED), now.plus(ENDS), MOST + 1);
        List<Attention> causes = new ArrayList<>();
        ending.stream().limit(MOST).forEach(lapsing -> causes.add(ends(lapsing.connection(), lapsing.end())));
        if (ending.size() > MOST) {
            causes.add(more("More connections have credentials of which the last one has ended, or ends soon.",
                    frame.link(ConsolePath.CREDENTIAL_WATCH)));
        }
        return causes;
    }

    private static Attention more(String sentence, String url) {
        return new Attention("bad", "…", sentence, Optional.empty(), false, url, List.of());
    }

    private Attention ends(Connection connection, Instant end) {
        boolean over = !end.isAfter(now);
        return new Attention(over ? "bad" : "note", connection.name(), over
                ? "No credential of it is good any more, so its identity provider is refused. Make another one and have it put in there."
                : "Its last credential ends " + end + ". Make another one before and have it put in there.",
                over ? Optional.of(end) : Optional.empty(), false, frame.link(ConsolePath.TOKENS, connection.name()),
                List.of());
    }
}
