package dev.rollcall.server;

import dev.rollcall.directory.resource.ResourceUse;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.server.metrics.Figure;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The numbers of what requests on resources may cost: lists, scans, turns and plans. */
final class TurnFigures {
    private TurnFigures() {}

    static List<Figure> of(Resources resources) {
        return List.of(
                gauge(resources, "rollcall.scans.running", "Searches that no index serves and that have their turn",
                        use -> use.scansRunning()),
                gauge(resources, "rollcall.scans.limit", "Searches that no index serves and that may run together",
                        use -> use.scansAtOnce()),
                gauge(resources, "rollcall.scans.waiting", "Searches that wait for their turn",
                        use -> use.scans().waiting()),
                counter(resources, "rollcall.scans.refused", "Searches whose turn did not come, or that were too many",
                        use -> use.scans().refused()),
                counter(resources, "rollcall.searches.refused",
                        "Searches that were refused as tooMany, because they would cost too much",
                        use -> use.searchesRefused()),
                counter(resources, "rollcall.lists.shortened",
                        "List answers that ended early because their resources are large",
                        use -> use.listsShortened()),
                gauge(resources, "rollcall.turns.waiting", "Changes that wait for others of the same resource",
                        use -> use.changes().waiting()),
                counter(resources, "rollcall.turns.refused",
                        "Changes that others of the same resource kept waiting for too long",
                        use -> use.changes().refused()),
                counter(resources, "rollcall.changes.refused",
                        "Changes that were refused because their plan, or the resource that it makes, is too large",
                        use -> use.changesRefused()));
    }

    private static Figure gauge(Resources resources, String name, String help, ToDoubleFunction<ResourceUse> value) {
        return Figure.gauge(name, "", help, () -> value.applyAsDouble(resources.use()));
    }

    private static Figure counter(
            Resources resources, String name, String help, ToDoubleFunction<ResourceUse> value) {
        return Figure.counter(name, help, () -> value.applyAsDouble(resources.use()));
    }
}
