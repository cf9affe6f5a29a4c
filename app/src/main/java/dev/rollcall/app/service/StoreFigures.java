package dev.rollcall.app.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.StorageWork.Connections;
import dev.rollcall.server.metrics.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The numbers of the store: its queues, its commits, its connections to the database and its disk. */
final class StoreFigures {
    private static final double NANOS = 1e9;

    private StoreFigures() {}

    static List<Figure> of(Storage storage) {
        List<Figure> figures = new ArrayList<>(List.of(
                gauge(storage, "rollcall.store.writes.waiting", "", "Works that wait for their turn to write",
                        StorageHealth::waitingWrites),
                gauge(storage, "rollcall.store.reads.waiting", "", "Works that wait for their turn to read",
                        StorageHealth::waitingReads),
                gauge(storage, "rollcall.store.writes.longest.wait", "seconds",
                        "For how long the work has waited that waits longest for its turn to write",
                        health -> seconds(health.longestWait())),
                Figure.counter(
                        "rollcall.store.refused",
                        "Works that were refused because too many waited or their turn did not come",
                        () -> storage.health().work().refused()),
                Figure.counter(
                        "rollcall.store.commits", "Transactions that became durable; each may hold many writes",
                        () -> storage.health().work().commits()),
                new Figure(
                        "rollcall.store.commit", Figure.Kind.COUNTER, "seconds",
                        "How long it took transactions to become durable, in all", Map.of(),
                        () -> seconds(storage.health().work().commitTime())),
                gauge(storage, "rollcall.store.since.commit", "seconds",
                        "How long ago a write last became durable",
                        health -> health.sinceCommit().map(StoreFigures::seconds).orElse(Double.NaN)),
                gauge(storage, "rollcall.store.disk.free", "bytes",
                        "The room on the disk of the data folder",
                        health -> health.freeBytes().isPresent() ? health.freeBytes().getAsLong() : Double.NaN)));
        List<Connections> connections = storage.health().work().connections();
        for (int i = 0; i < connections.size(); i++) {
            int kind = i;
            String name = connections.get(i).kind();
            figures.add(connections(storage, "rollcall.store.connections.limit", "Connections to the database at most",
                    health -> health.work().connections().get(kind).most()).with("kind", name));
            figures.add(connections(storage, "rollcall.store.connections.used",
                    "Connections to the database that serve somebody",
                    health -> health.work().connections().get(kind).used()).with("kind", name));
        }
        return figures;
    }

    private static Figure connections(
            Storage storage, String name, String help, ToDoubleFunction<StorageHealth> value) {
        return gauge(storage, name, "", help, value);
    }

    private static Figure gauge(
            Storage storage, String name, String unit, String help, ToDoubleFunction<StorageHealth> value) {
        return Figure.gauge(name, unit, help, () -> value.applyAsDouble(storage.health()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
