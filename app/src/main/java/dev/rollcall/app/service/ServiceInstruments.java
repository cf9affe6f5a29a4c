package dev.rollcall.app.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.health.HealthPart;
import java.util.List;
import java.util.Optional;

/** What the service shows of its store and its upkeep: parts of {@code /health/ready} and numbers of {@code /metrics}. */
final class ServiceInstruments {
    private ServiceInstruments() {}

    static Instruments of(Storage storage, UpkeepThread upkeep) {
        return new Instruments(
                List.of(new HealthPart("writer", () -> writer(storage.health())),
                        new HealthPart("upkeep", upkeep::problem)),
                StoreFigures.of(storage));
    }

    private static Optional<String> writer(StorageHealth health) {
        return health.isReady() ? Optional.empty() : Optional.of(String.join(" ", health.troubles()));
    }
}
