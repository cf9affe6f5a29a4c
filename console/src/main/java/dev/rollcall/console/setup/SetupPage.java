package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.directory.access.SetupChecklist;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * Setting a connection up with a link: choosing the identity provider, what to enter there, a token, and what has arrived.
 *
 * <p>Guarantees: it shows and changes the link's own connection alone, of which it shows no user and no group; a token is shown once, in
 * the answer to the form that makes it; a client address that asks too often waits.
 */
public final class SetupPage implements ConsolePage {
    private final SetupLinks links;
    private final SetupChecklist checklist;
    private final Clock clock;
    private final AddressRate looks;

    /** @param looks how often an address may have a page that reads what has arrived */
    public SetupPage(SetupLinks links, SetupChecklist checklist, Clock clock, AddressRate looks) {
        this.links = links;
        this.checklist = checklist;
        this.clock = clock;
        this.looks = looks;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                new ConsoleRoute("GET", ConsolePath.SETUP, ConsoleAccess.LINKED, this::choose),
                new ConsoleRoute("GET", ConsolePath.SETUP_GUIDE, ConsoleAccess.LINKED, this::guide),
                new ConsoleRoute("POST", ConsolePath.SETUP_TOKEN, ConsoleAccess.LINKED, this::token),
                new ConsoleRoute("GET", ConsolePath.SETUP_CHECKLIST, ConsoleAccess.LINKED, this::arrived),
                new ConsoleRoute("POST", ConsolePath.SETUP_AGAIN, ConsoleAccess.LINKED, this::again));
    }

    private ConsoleAnswer choose(ConsoleRequest request) {
        Visit visit = request.visit();
        return ConsoleAnswer.page("setup.jte", new SetupChoiceView(visit.connection().name(), visit.link().expiresAt(),
                Arrays.stream(SetupProvider.values())
                        .map(provider -> new SetupChoiceView.Choice(provider.label(), SetupTexts.suits(provider),
                                provider.strategy() == visit.connection().strategy(),
                                request.frame().setupLink(ConsolePath.SETUP_GUIDE, provider.keyword())))
                        .toList()));
    }

    private ConsoleAnswer guide(ConsoleRequest request) {
        SetupProvider provider = provider(request);
        Visit visit = request.visit();
        return ConsoleAnswer.page("setupguide.jte", new SetupGuideView(provider, visit.connection().name(),
                new SetupValues(provider, visit.connection(), request.origin().baseUrl()), SetupGuide.of(provider),
                new SetupGuideView.Token(visit.link(), provider, request.frame()
                        .setupLink(ConsolePath.SETUP_TOKEN, provider.keyword())),
                request.frame().setupLink(ConsolePath.SETUP),
                request.frame().setupLink(ConsolePath.SETUP_AGAIN, provider.keyword()), view(request, provider)));
    }

    private ConsoleAnswer arrived(ConsoleRequest request) {
        return ConsoleAnswer.page("setupchecklist.jte", view(request, provider(request)));
    }

    private ConsoleAnswer again(ConsoleRequest request) {
        SetupProvider provider = provider(request);
        links.countedFor(request.share()).restart(request.visit().link());
        return ConsoleAnswer
                .redirect(request.frame().setupLink(ConsolePath.SETUP_GUIDE, provider.keyword()) + "#arrived");
    }

    private ConsoleAnswer token(ConsoleRequest request) {
        SetupProvider provider = provider(request);
        Visit visit = request.visit();
        IssuedToken issued = request.change(
                trail -> links.countedFor(request.share()).audited(trail).token(visit.link(), provider.scopes()));
        return ConsoleAnswer.page("setuptoken.jte", new SetupTokenView(visit.connection().name(), issued.secret(),
                issued.token().validUntil(), new SetupValues(provider, visit.connection(), request.origin().baseUrl()),
                SetupTexts.power(provider), request.frame().setupLink(ConsolePath.SETUP_GUIDE, provider.keyword())));
    }

    private ChecklistView view(ConsoleRequest request, SetupProvider provider) {
        if (looks.admit(request.origin().clientAddress()).isPresent()) {
            throw new ManagementFailure(429, "too_many_looks", "This page was asked for too often from your address."
                    + " Wait a few seconds, then load it anew.");
        }
        request.reserve(SetupChecklist.MOST_MEMORY);
        return ChecklistView.of(provider, checklist.look(request.visit().link(), request.share()), clock.instant(),
                request.frame().setupLink(ConsolePath.SETUP_CHECKLIST, provider.keyword()));
    }

    private static SetupProvider provider(ConsoleRequest request) {
        return SetupProvider.ofKeyword(request.parameter("provider"))
                .orElseThrow(() -> ManagementFailure.missing("inexistent_provider",
                        "There is no such page. Go back and choose your identity provider."));
    }
}
