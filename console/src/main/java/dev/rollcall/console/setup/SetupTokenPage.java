package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;

/**
 * The tokens that are made with a set-up link: made by a button and shown once, and revoked.
 *
 * <p>Guarantees: no token is revoked by a link that the link has not made; each change is in the audit log.
 */
public final class SetupTokenPage implements ConsolePage {
    private final SetupLinks links;

    public SetupTokenPage(SetupLinks links) {
        this.links = links;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                new ConsoleRoute("POST", ConsolePath.SETUP_TOKEN, ConsoleAccess.LINKED, this::make),
                new ConsoleRoute("POST", ConsolePath.SETUP_TOKEN_REVOKE, ConsoleAccess.LINKED, this::revoke));
    }

    private ConsoleAnswer make(ConsoleRequest request) {
        SetupProvider provider = ChosenProvider.of(request);
        Visit visit = request.visit();
        IssuedToken issued = request.change(
                trail -> links.countedFor(request.share()).audited(trail).token(visit.link(), provider.scopes()));
        return ConsoleAnswer.page("setuptoken.jte", new SetupTokenView(visit.connection().name(), issued.secret(),
                issued.token().validUntil(), new SetupValues(provider, visit.connection(), request.origin().baseUrl()),
                SetupTexts.power(provider), request.frame().setupLink(ConsolePath.SETUP_GUIDE, provider.keyword())));
    }

    private ConsoleAnswer revoke(ConsoleRequest request) {
        SetupProvider provider = ChosenProvider.of(request);
        String token = request.parameter("token");
        if (!request.<Boolean>change(trail -> links.countedFor(request.share())
                .audited(trail)
                .revokeToken(request.visit().link(), token))) {
            throw ManagementFailure.missing("token_not_found",
                    "This link has made no such token, or it is revoked already. Ask whoever sent you the link about other tokens.");
        }
        return ChosenProvider.back(request, provider, "values");
    }
}
