package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.setup.SetupProvider;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;

/**
 * Ticks the steps of a set-up off.
 *
 * <p>Guarantees: what is ticked off is kept with the link, for whoever has it open, and says nothing of what has arrived; only steps
 * that the provider's page has are kept.
 */
public final class SetupTickPage implements ConsolePage {
    private final SetupLinks links;

    public SetupTickPage(SetupLinks links) {
        this.links = links;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(new ConsoleRoute("POST", ConsolePath.SETUP_TICK, ConsoleAccess.LINKED, this::tick));
    }

    private ConsoleAnswer tick(ConsoleRequest request) {
        SetupProvider provider = ChosenProvider.of(request);
        String step = request.form().required("step", "step");
        if (!SetupGuide.of(provider).steps().contains(step)) {
            throw ManagementFailure.body("The page has no such step. Load it anew.");
        }
        boolean done = switch (request.form().required("done", "done")) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw ManagementFailure.body("A step is done or not. Load the page anew.");
        };
        links.countedFor(request.share()).tick(request.visit().link(), SetupTicks.key(provider, step), done);
        return ChosenProvider.back(request, provider, step);
    }
}
