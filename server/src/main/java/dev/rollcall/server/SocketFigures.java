package dev.rollcall.server;

import dev.rollcall.server.helidon.SocketUse;
import dev.rollcall.server.metrics.Figure;
import java.util.List;
import java.util.function.Supplier;

/** The numbers of the listener's sockets. */
final class SocketFigures {
    private SocketFigures() {}

    static List<Figure> of(Supplier<SocketUse> sockets) {
        return List.of(
                Figure.gauge("rollcall.sockets.open", "", "Sockets that are open", () -> sockets.get().open()),
                Figure.gauge("rollcall.sockets.limit", "", "Sockets that may be open", () -> sockets.get().limit()),
                Figure.counter(
                        "rollcall.sockets.refused", "Sockets that were more than their client address may have",
                        () -> sockets.get().refused()),
                Figure.counter(
                        "rollcall.sockets.closed", "Sockets that were closed for silence, or to make room for others",
                        () -> sockets.get().closed()));
    }
}
