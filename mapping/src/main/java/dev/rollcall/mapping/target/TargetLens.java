package dev.rollcall.mapping.target;

import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.expression.RowExpression;
import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that was checked, ready for use. Immutable.
 *
 * @param number from 1
 * @param place where the value goes; empty for the password, which no place stands for
 * @param element the list's element that the place is in, when it selects one
 * @param source what of the profile is read
 * @param expression what makes the value
 */
record TargetLens(
        int number,
        TargetRow row,
        String path,
        Optional<ScimPlace> place,
        Optional<ScimPlace> element,
        Optional<ProfilePath> source,
        Optional<RowExpression> expression) {
    private static final ProfilePath BLOCKED = ProfilePath.of("blocked");

    /**
     * What the profile gives.
     *
     * @param known the profile, with the SCIM resource as {@code scim}
     * @throws dev.rollcall.mapping.expression.RowExpressionException when the expression has no value within its limits
     */
    Optional<JsonNode> value(ObjectNode known) {
        if (row.constant().isPresent()) {
            return row.constant();
        }
        Optional<JsonNode> read = source.flatMap(path -> path.in(known));
        if (expression.isPresent()) {
            return source.isPresent() && read.isEmpty() ? read : expression.get().evaluate(read, known);
        }
        if (isActive()) {
            return Optional.of(BooleanNode.valueOf(!read.map(JsonNode::booleanValue).orElse(false)));
        }
        return read.filter(value -> !value.isString() || !value.stringValue().isEmpty()).map(this::asTheTargetHasIt);
    }

    /** Whether the row sends who is blocked as not active. */
    private boolean isActive() {
        return source.filter(BLOCKED::equals).isPresent() && path.equals("active");
    }

    /** A product's number for an employee is text at a target whose schema says so. */
    private JsonNode asTheTargetHasIt(JsonNode value) {
        boolean text = place.flatMap(ScimPlace::leaf)
                .filter(leaf -> !leaf.multiValued())
                .map(Attribute::type)
                .filter(AttributeType.STRING::equals)
                .isPresent();
        return text && (value.isNumber() || value.isBoolean())
                ? JsonNodeFactory.instance.stringNode(value.asString())
                : value;
    }

    /** What the row comes to in that resource. */
    TargetValue in(ObjectNode resource) {
        Optional<JsonNode> value = place.isEmpty()
                ? Optional.ofNullable(resource.get(path))
                : place.get().read(resource);
        return new TargetValue(path, value, element.map(at -> new TargetValue.Element(
                at.attribute(), path.substring(0, path.lastIndexOf(']') + 1), at.read(resource))));
    }

    RowProblem problem(String reason) {
        return new RowProblem(number, row.toString(), reason);
    }
}
