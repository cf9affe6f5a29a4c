package dev.rollcall.app.service;

import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.engine.EngineTally;
import dev.rollcall.server.metrics.Figure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The numbers of the outbound side, over all event streams: none of them names one. */
final class OutboundFigures {
    private static final double MILLIS = 1_000;

    private OutboundFigures() {}

    static List<Figure> of(Engine engine) {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.gauge("rollcall.outbound.backlog", "",
                        "Deliveries that are on their way, of enabled event streams;"
                                + " counted every ten seconds",
                        engine::backlog),
                Figure.gauge("rollcall.outbound.oldest", "seconds",
                        "How long the delivery has been on its way that has been"
                                + " longest; looked at every ten seconds",
                        () -> engine.oldest().toMillis() / MILLIS),
                Figure.gauge("rollcall.outbound.follow.lag", "seconds",
                        "How old the change is that the event streams were"
                                + " given last, while there are more; 0 when there are none",
                        () -> engine.lag().toMillis() / MILLIS),
                Figure.gauge("rollcall.outbound.streams.unusable", "",
                        "Event streams whose settings or secrets cannot be"
                                + " used; the log says why",
                        engine::unusable),
                Figure.counter("rollcall.outbound.late",
                        "Results that came after their lease was over; what they were about"
                                + " was sent again",
                        engine.tally()::tooLate)));
        for (DeliveryState state : EnumSet.of(DeliveryState.DELIVERED, DeliveryState.SKIPPED, DeliveryState.FAILED)) {
            figures.add(
                    Figure.counter("rollcall.outbound.deliveries", "Runs that have ended the deliveries of a subject",
                            () -> engine.tally().ended(state)).with("state", state.keyword()));
        }
        for (String answer : EngineTally.ANSWERS) {
            figures.add(Figure.counter("rollcall.outbound.requests", "Requests to targets, by what was answered",
                    () -> engine.tally().answered(answer)).with("answer", answer));
        }
        for (StreamState.Kind kind : StreamState.Kind.values()) {
            figures.add(Figure.gauge("rollcall.outbound.streams", "", "Event streams in each state",
                    () -> engine.streams(kind)).with("state", kind.keyword()));
        }
        return figures;
    }
}
