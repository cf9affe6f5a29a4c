package dev.rollcall.app.service;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.server.Instruments;
import dev.rollcall.server.health.HealthPart;
import dev.rollcall.server.metrics.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the service shows of its store, its upkeep and its outbound side: parts of {@code /health/ready} and numbers of {@code /metrics}. */
final class ServiceInstruments {
    private ServiceInstruments() {}

    static Instruments of(Storage storage, UpkeepThread upkeep, RunningOutbound outbound) {
        List<Figure> figures = new ArrayList<>(StoreFigures.of(storage));
        figures.addAll(OutboundFigures.of(outbound.service().engine()));
        return new Instruments(
                List.of(new HealthPart("writer", () -> writer(storage.health())),
                        new HealthPart("upkeep", upkeep::problem),
                        new HealthPart("outbound", outbound::problem)),
                figures);
    }

    private static Optional<String> writer(StorageHealth health) {
        return health.isReady() ? Optional.empty() : Optional.of(String.join(" ", health.troubles()));
    }
}
