package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a set-up link leads: its secret is exchanged for a cookie.
 *
 * <p>Guarantees: nothing is changed or used up, since what scans mails follows links before people do; the answer is a page that leads
 * on by itself, because a browser that comes from another site sends the cookie only with what a page of this site asks for; the URL
 * with the secret is told to nobody; whatever is wrong with a secret looks alike.
 */
public final class SetupEntryPage implements ConsolePage {
    private final SetupVisits visits;
    private final Clock clock;

    public SetupEntryPage(SetupVisits visits, Clock clock) {
        this.visits = visits;
        this.clock = clock;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(new ConsoleRoute("GET", ConsolePath.SETUP_ENTER, ConsoleAccess.ANYBODY, this::enter));
    }

    private ConsoleAnswer enter(ConsoleRequest request) {
        return visits.enter(request.parameter("secret"), request.origin().clientAddress())
                .<ConsoleAnswer>map(visit -> new ConsoleAnswer.Arrival(200, "setuparrival.jte",
                        new ArrivalView(request.frame().link(ConsolePath.SETUP, visit.link().linkId())),
                        Optional.of(SetupCookie.set(visit, request.origin(),
                                Duration.between(clock.instant(), visit.link().expiresAt())))))
                .orElseGet(() -> new ConsoleAnswer.Arrival(GoneView.STATUS, GoneView.TEMPLATE, GoneView.LINK,
                        Optional.empty()));
    }
}
