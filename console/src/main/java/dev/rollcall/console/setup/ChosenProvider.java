package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.server.management.ManagementFailure;

/** The identity provider that a path of the set-up names. */
final class ChosenProvider {
    private ChosenProvider() {}

    /** @throws ManagementFailure 404 when there is none of that word */
    static SetupProvider of(ConsoleRequest request) {
        return SetupProvider.ofKeyword(request.parameter("provider"))
                .orElseThrow(() -> ManagementFailure.missing("inexistent_provider",
                        "There is no such page. Go back and choose your identity provider."));
    }

    /** Back to its page after a change. @param place on the page */
    static ConsoleAnswer back(ConsoleRequest request, SetupProvider provider, String place) {
        return ConsoleAnswer.redirect(
                request.frame().setupLink(ConsolePath.SETUP_GUIDE, provider.keyword()) + "#" + place);
    }
}
