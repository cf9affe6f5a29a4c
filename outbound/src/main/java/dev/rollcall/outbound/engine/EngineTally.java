package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.Exchanges;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What this process has delivered since its start, for the metrics. Safe for use by many threads. */
public final class EngineTally {
    /** The kinds of answers that are told apart. */
    public static final List<String> ANSWERS = List.of("2xx", "3xx", "4xx", "5xx", "none");

    private static final int CLASS = 100;
    private static final int NO_ANSWER = 4;

    private final List<LongAdder> ends = Arrays.stream(DeliveryState.values()).map(_ -> new LongAdder()).toList();
    private final List<LongAdder> answers = ANSWERS.stream().map(_ -> new LongAdder()).toList();
    private final LongAdder late = new LongAdder();

    void ended(HeadResult result) {
        for (DeliveryEnd end : result.ends()) {
            ends.get(end.state().ordinal()).increment();
        }
    }

    void late() {
        late.increment();
    }

    /** Of what went well only the number is known. */
    void sent(Exchanges exchanges) {
        for (Exchange exchange : exchanges.newest()) {
            answers.get(kind(exchange)).increment();
        }
        answers.getFirst().add(Math.max(0, exchanges.sent() - exchanges.newest().size()));
    }

    private static int kind(Exchange exchange) {
        return exchange.status().isEmpty() ? NO_ANSWER
                : Math.clamp(exchange.status().getAsInt() / CLASS - 2, 0, NO_ANSWER - 1);
    }

    /** How many runs have ended their subject's deliveries in a state. */
    public long ended(DeliveryState state) {
        return ends.get(state.ordinal()).sum();
    }

    /** How many requests were answered in a way of {@link #ANSWERS}. */
    public long answered(String kind) {
        return answers.get(ANSWERS.indexOf(kind)).sum();
    }

    /** How many results came after their lease was over. */
    public long tooLate() {
        return late.sum();
    }
}
