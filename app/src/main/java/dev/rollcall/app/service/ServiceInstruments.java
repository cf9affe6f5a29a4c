package dev.rollcall.app.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.health.HealthPart;
import dev.rollcall.server.metrics.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the service shows of its store and its upkeep: parts of {@code /health/ready} and numbers of {@code /metrics}. */
final class ServiceInstruments {
    private ServiceInstruments() {}

    static Instruments of(Storage storage, UpkeepThread upkeep) {
        return new Instruments(
                List.of(new HealthPart("writer", () -> writer(storage.health())),
                        new HealthPart("upkeep", upkeep::problem)),
                List.of(
                        gauge(storage, "rollcall.store.writes.waiting", "", "Works that wait for their turn to write",
                                StorageHealth::waitingWrites),
                        gauge(storage, "rollcall.store.reads.waiting", "", "Works that wait for their turn to read",
                                StorageHealth::waitingReads),
                        gauge(storage, "rollcall.store.writes.longest.wait", "seconds",
                                "For how long the work has waited that waits longest for its turn to write",
                                health -> seconds(health.longestWait())),
                        gauge(storage, "rollcall.store.since.commit", "seconds",
                                "How long ago a write last became durable",
                                health -> health.sinceCommit().map(ServiceInstruments::seconds).orElse(Double.NaN)),
                        gauge(storage, "rollcall.store.disk.free", "bytes",
                                "The room on the disk of the data folder",
                                health -> health.freeBytes().isPresent()
                                        ? health.freeBytes().getAsLong()
                                        : Double.NaN)));
    }

    private static Optional<String> writer(StorageHealth health) {
        return health.isReady() ? Optional.empty() : Optional.of(String.join(" ", health.troubles()));
    }

    private static Figure gauge(
            Storage storage, String name, String unit, String help, ToDoubleFunction<StorageHealth> value) {
        return Figure.gauge(name, unit, help, () -> value.applyAsDouble(storage.health()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
