package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.load.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one operation on one server. What stands for them is their median. */
record Rounds(List<Measurement> measurements) {
    Rounds {
        measurements = List.copyOf(measurements);
    }

    /**
     * Measures every server once in each round, one after the other, so that what else the machine does falls on all of
     * them alike.
     */
    static List<Rounds> inTurn(List<? extends Measured> servers, int count, Duration warmUp, Duration time) {
        List<List<Measurement>> measurements = new ArrayList<>();
        for (Measured server : servers) {
            server.measure(warmUp);
            measurements.add(new ArrayList<>());
        }
        for (int round = 0; round < count; round++) {
            for (int i = 0; i < servers.size(); i++) {
                measurements.get(i).add(servers.get(i).measure(time));
            }
        }
        return measurements.stream().map(Rounds::new).toList();
    }

    double rate() {
        return median(measurements, Measurement::rate);
    }

    double processorMicros() {
        return median(measurements, Measurement::processorMicros);
    }

    double milliseconds(double percentile) {
        return median(measurements, measurement -> measurement.percentile(percentile).toNanos() / 1e6);
    }

    /** The median of what each round gave as a multiple of the other server's rate in the same round. */
    double ratioTo(Rounds other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < measurements.size(); i++) {
            ratios.add(measurements.get(i).rate() / other.measurements.get(i).rate());
        }
        return median(ratios, ratio -> ratio);
    }

    private static <T> double median(List<T> values, ToDoubleFunction<T> number) {
        List<Double> sorted = values.stream().map(number::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** One operation on one server, ready to be measured for a time. */
    @FunctionalInterface
    interface Measured {
        Measurement measure(Duration time);
    }
}
