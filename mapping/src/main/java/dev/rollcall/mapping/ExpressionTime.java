package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.mapping.expression.RowExpressionException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The time that the expressions of one profile take together: once it is used up, the rows that follow have no value. */
final class ExpressionTime {
    private final ExpressionLimits limits;
    private long spent;

    ExpressionTime(ExpressionLimits limits) {
        this.limits = limits;
    }

    /**
     * What the row shows.
     *
     * @throws RowExpressionException when it has none, or no time is left for its expression
     */
    Optional<JsonNode> read(RowLens lens, ObjectNode document) {
        if (lens.in().isEmpty()) {
            return lens.read(document);
        }
        if (spent > limits.deadline().toNanos()) {
            throw RowExpressionException.late("The expressions of the rows before it took more than "
                    + limits.deadline().toMillis() + " ms; make those simpler.");
        }
        long start = limits.ticker().getAsLong();
        try {
            return lens.read(document);
        } finally {
            spent += limits.ticker().getAsLong() - start;
        }
    }
}
