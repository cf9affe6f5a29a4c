package dev.rollcall.server;

import dev.rollcall.server.health.HealthPart;
import dev.rollcall.server.metrics.Figure;
import java.util.List;

/**
 * What the rest of the service shows of itself: {@code /health/ready} and {@code /metrics} are made of it.
 *
 * @param parts what must work beside the server and the store's reads
 * @param figures numbers to be read
 */
public record Instruments(List<HealthPart> parts, List<Figure> figures) {
    public Instruments {
        parts = List.copyOf(parts);
        figures = List.copyOf(figures);
    }

    /** Nothing. */
    public static Instruments none() {
        return new Instruments(List.of(), List.of());
    }
}
