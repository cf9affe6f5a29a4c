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
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * Setting a connection up with a link: choosing the identity provider, what to enter there, and what has arrived.
 *
 * <p>Guarantees: it shows the link's own connection alone, of which it shows no user and no group, only how many there are; a client
 * address that asks too often waits.
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
        SetupProvider provider = ChosenProvider.of(request);
        Visit visit = request.visit();
        return ConsoleAnswer.page("setupguide.jte", new SetupGuideView(provider, visit.connection().name(),
                new SetupValues(provider, visit.connection(), request.origin().baseUrl()), SetupGuide.of(provider),
                new SetupGuideView.Token(visit.link(), provider, request.frame()
                        .setupLink(ConsolePath.SETUP_TOKEN, provider.keyword())),
                made(request, provider),
                new SetupTicks(provider, visit.link().ticked(),
                        request.frame().setupLink(ConsolePath.SETUP_TICK, provider.keyword())),
                request.frame().setupLink(ConsolePath.SETUP),
                request.frame().setupLink(ConsolePath.SETUP_AGAIN, provider.keyword()), view(request, provider)));
    }

    private List<SetupGuideView.Made> made(ConsoleRequest request, SetupProvider provider) {
        return links.countedFor(request.share())
                .tokens(request.visit().link())
                .stream()
                .map(token -> new SetupGuideView.Made(token,
                        token.validUntil().filter(end -> !clock.instant().isBefore(end)).isPresent(),
                        request.frame()
                                .setupLink(ConsolePath.SETUP_TOKEN_REVOKE, provider.keyword(), token.tokenId())))
                .toList();
    }

    private ConsoleAnswer arrived(ConsoleRequest request) {
        return ConsoleAnswer.page("setupchecklist.jte", view(request, ChosenProvider.of(request)));
    }

    private ConsoleAnswer again(ConsoleRequest request) {
        SetupProvider provider = ChosenProvider.of(request);
        links.countedFor(request.share()).restart(request.visit().link());
        return ChosenProvider.back(request, provider, "arrived");
    }

    private ChecklistView view(ConsoleRequest request, SetupProvider provider) {
        if (looks.admit(request.origin().clientAddress()).isPresent()) {
            throw new ManagementFailure(429, "too_many_looks", "This page was asked for too often from your address."
                    + " Wait a few seconds, then load it anew.");
        }
        request.reserve(SetupChecklist.MOST_MEMORY);
        return ChecklistView.of(provider, checklist.look(request.visit().link(), request.share()), clock.instant(),
                request.frame().setupLink(ConsolePath.SETUP_CHECKLIST, provider.keyword()),
                request.visit().link().success());
    }
}
