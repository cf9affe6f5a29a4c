package dev.rollcall.server.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A number that a part of the service offers, read whenever the metrics are asked for.
 *
 * @param name in lower case with dots, beginning with {@code rollcall}; Prometheus sees underscores, and {@code _total}
 *     behind a counter
 * @param unit of the number, for example {@code bytes} or {@code seconds}; empty for a plain count. Prometheus sees it
 *     behind the name
 * @param help what it says, in a sentence
 * @param labels few, and of values that are known beforehand: never an id of a tenant
 * @param value cheap to read, from any thread
 */
public record Figure(
        String name, Kind kind, String unit, String help, Map<String, String> labels, DoubleSupplier value) {
    /** How a number moves. */
    public enum Kind {
        /** Only upwards, from 0 at the start. */
        COUNTER,
        /** Up and down. */
        GAUGE
    }

    public Figure {
        labels = Map.copyOf(labels);
    }

    /** A plain count that only grows. */
    public static Figure counter(String name, String help, DoubleSupplier value) {
        return new Figure(name, Kind.COUNTER, "", help, Map.of(), value);
    }

    /** A number that goes up and down. */
    public static Figure gauge(String name, String unit, String help, DoubleSupplier value) {
        return new Figure(name, Kind.GAUGE, unit, help, Map.of(), value);
    }

    /** The same with one more label. */
    public Figure with(String label, String labelValue) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(label, labelValue);
        return new Figure(name, kind, unit, help, more, value);
    }
}
