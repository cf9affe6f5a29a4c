package dev.rollcall.mapping.expression;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What one expression may cost. Source, nodes and patterns are checked when a mapping is saved, the rest while it is evaluated; an
 * evaluation that passes a bound ends there, and its row has no value.
 *
 * @param sourceLength characters of the source
 * @param nodes nodes of its syntax tree, what macros expand to included
 * @param iterations elements that all loops of one evaluation look at together
 * @param valueBytes bytes of each value that goes in, of each text that is made on the way, and of the result
 * @param deadline how long one evaluation may take, a result that is later is dropped; and how long all of one profile may have
 *     taken before the next one begins
 * @param ticker nanoseconds that only go forward, against which the deadline is held
 */
public record ExpressionLimits(
        int sourceLength, int nodes, int iterations, int valueBytes, Duration deadline, LongSupplier ticker) {
    /** As many characters of a source as any limit may allow. */
    public static final int LONGEST_SOURCE = 10_000;

    /** As many nodes as any limit may allow. */
    public static final int MOST_NODES = 2_000;

    private static final ExpressionLimits DEFAULTS = new ExpressionLimits(
            1_000, 200, 100, 4_096, Duration.ofSeconds(1), System::nanoTime);

    public ExpressionLimits {
        if (sourceLength < 1 || nodes < 1 || iterations < 1 || valueBytes < 1 || !deadline.isPositive()) {
            throw new IllegalArgumentException("Each limit of an expression must be at least 1");
        }
    }

    /** 1,000 characters, 200 nodes, 100 iterations, 4,096 bytes, one second of the system's ticker. */
    public static ExpressionLimits defaults() {
        return DEFAULTS;
    }

    /** Those for an expression that was saved already, maybe under other limits: it is compiled, and an evaluation costs no more. */
    public ExpressionLimits ofSaved() {
        return new ExpressionLimits(LONGEST_SOURCE, MOST_NODES, iterations, valueBytes, deadline, ticker);
    }
}
