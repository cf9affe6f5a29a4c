package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.RowExpression;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.place.PlaceException;
import dev.rollcall.mapping.place.ScimPlace;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that was checked, ready to read and write. Immutable.
 *
 * @param number from 1
 * @param place empty where the row has no SCIM attribute
 */
record RowLens(
        int number,
        ProfileRow row,
        ProfilePath target,
        Optional<ScimPlace> place,
        Optional<RowExpression> in,
        Optional<RowExpression> out) {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Whether the row shows {@code active} as {@code blocked}: it reads the opposite, and never writes. */
    boolean isBlocked() {
        return ProfileAttributes.isBlocked(target);
    }

    /**
     * What the profile shows of the document.
     *
     * @throws RowExpressionException when the row cannot make its value
     */
    Optional<JsonNode> read(ObjectNode document) {
        if (row.constant().isPresent() || !row.direction().reads()) {
            return row.constant();
        }
        Optional<JsonNode> read = place.flatMap(there -> there.read(document));
        if (isBlocked()) {
            return read.filter(JsonNode::isBoolean).map(active -> BooleanNode.valueOf(!active.booleanValue()));
        }
        if (in.isPresent() && (place.isEmpty() || read.isPresent())) {
            read = in.get().evaluate(read, document);
        }
        Optional<JsonNode> shown = read.or(row::byDefault);
        if (ProfileAttributes.isText(target) && shown.filter(value -> !value.isString()).isPresent()) {
            throw new RowExpressionException(
                    "Its value is not text, and " + target + " is text for every client; map it to a "
                            + "member of app_metadata, or make text of it by expression_in.");
        }
        return shown;
    }

    /** What the profile shows, or nothing where the row cannot make its value. */
    Optional<JsonNode> readOrNothing(ObjectNode document) {
        try {
            return read(document);
        } catch (RowExpressionException e) {
            return Optional.empty();
        }
    }

    /**
     * The document with the value of the profile in it, not yet in canonical order.
     *
     * @throws PlaceException when SCIM does not take it, or the expression makes nothing of it
     */
    ObjectNode write(ObjectNode document, Optional<JsonNode> value) {
        return place.orElseThrow().write(document, outward(value));
    }

    private Optional<JsonNode> outward(Optional<JsonNode> value) {
        if (out.isEmpty() || value.isEmpty()) {
            return value;
        }
        try {
            return out.get().evaluate(value, NOTHING);
        } catch (RowExpressionException e) {
            throw new PlaceException("Its expression_out failed: " + e.getMessage());
        }
    }

    /** What the document says of this row, whether or not the profile shows it. */
    Optional<JsonNode> state(ObjectNode document) {
        return row.direction().reads() ? readOrNothing(document) : place.flatMap(there -> there.read(document));
    }

    /** Whether what one of them writes can change what the other one shows. */
    boolean sharesWith(RowLens other) {
        boolean expression = in.isPresent() || other.in.isPresent();
        return expression
                || place.isPresent()
                        && other.place.isPresent()
                        && place.get().attribute().equals(other.place.get().attribute());
    }

    RowProblem problem(String reason) {
        return new RowProblem(number, row.toString(), reason);
    }
}
