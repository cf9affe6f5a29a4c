package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.JsonSize;
import dev.rollcall.mapping.expression.RowExpression;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.expression.RowExpressions;
import dev.rollcall.mapping.expression.ValueType;
import dev.rollcall.mapping.place.PlaceException;
import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.mapping.place.ScimPlaces;
import dev.rollcall.scim.schema.Attribute;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Checks one row for itself, and makes a lens of it. */
final class RowCheck {
    private static final String ACTIVE = "active";

    private final ScimPlaces places;
    private final RowExpressions expressions;
    private final MappingLimits limits;

    RowCheck(ScimPlaces places, RowExpressions expressions, MappingLimits limits) {
        this.places = places;
        this.expressions = expressions;
        this.limits = limits;
    }

    /** A row that is wrong, and why. */
    static final class WrongRowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongRowException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * The lens of the row.
     *
     * @throws WrongRowException when it makes none
     */
    RowLens lens(int number, ProfileRow row) {
        ProfileAttributes.problem(row.auth0()).ifPresent(RowCheck::refuse);
        ProfilePath target = ProfilePath.parse(row.auth0());
        if (row.constant().isPresent()) {
            checkConstant(row, target);
            return new RowLens(number, row, target, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Optional<ScimPlace> place = place(row);
        checkDirection(row, place);
        checkEdit(row);
        checkActive(row, target, place);
        checkDefault(row, target);
        checkText(row, target, place);
        return new RowLens(number, row, target, place, inbound(row, target, place), outbound(row, target, place));
    }

    private Optional<ScimPlace> place(ProfileRow row) {
        try {
            return row.scim().map(places::parse);
        } catch (PlaceException e) {
            throw new WrongRowException(String.valueOf(e.getMessage()));
        }
    }

    private void checkConstant(ProfileRow row, ProfilePath target) {
        require(row.scim().isEmpty() && row.direction() == Direction.IN && row.byDefault().isEmpty() && !row.computes(),
                () -> "A constant goes with nothing but auth0 and edit; take out the other members, or the constant.");
        checkValue("constant", row.constant().get(), target);
        checkEdit(row);
        require(!ProfileAttributes.isBlocked(target), RowCheck::onlyActive);
    }

    private void checkDirection(ProfileRow row, Optional<ScimPlace> place) {
        require(place.isPresent() || row.expressionIn().isPresent() && !row.direction().writes(),
                () -> "It has no scim; name a SCIM attribute, or give the row a constant, or an expression_in over the whole resource "
                        + "with the direction in.");
        require(row.direction().reads() || row.expressionIn().isEmpty(),
                () -> "It goes out only, so that expression_in is never used; take that out, or give the row the direction both.");
        require(row.direction().writes() || row.expressionOut().isEmpty(),
                () -> "It goes in only, so that expression_out is never used; take that out, or give the row the direction both.");
        require(row.direction() != Direction.BOTH || row.expressionIn().isPresent() == row.expressionOut().isPresent(),
                () -> "It goes both ways and has an expression for one of them, so that what is read would not be what was written; add "
                        + (row.expressionIn().isPresent()
                                ? "expression_out, or give the row the direction in."
                                : "expression_in, or give the row the direction out."));
        if (row.direction().writes()) {
            place.flatMap(ScimPlace::unwritable)
                    .ifPresent(why -> refuse("Nothing can be written to it: " + why
                            + (row.direction() == Direction.BOTH ? "; or give the row the direction in." : ".")));
        }
    }

    private static void checkEdit(ProfileRow row) {
        require(row.edit() != EditRule.ALLOWED || row.direction().writes(),
                () -> "Its edit is allowed, but the row does not write; write refused, or overlay to keep edits beside the resource.");
        require(row.edit() != EditRule.OVERLAY || !row.direction().writes(),
                () -> "Its edit is overlay, but the row writes, so that one attribute would have two values; write allowed or refused, "
                        + "or give the row the direction in.");
    }

    /** What the identity provider says of an account is its own word; the product's administrator has another one. */
    private static void checkActive(ProfileRow row, ProfilePath target, Optional<ScimPlace> place) {
        boolean active = place.filter(there -> there.path().equals(ACTIVE)).isPresent();
        if (ProfileAttributes.isBlocked(target)) {
            require(active && !row.computes() && row.byDefault().isEmpty() && row.direction().reads(),
                    RowCheck::onlyActive);
        } else {
            require(!active || !row.direction().writes(),
                    () -> "active is what the identity provider says, and no edit of a profile changes it; give the row the "
                            + "direction in. An administrator blocks a user by blocked.");
        }
    }

    private static String onlyActive() {
        return "blocked shows the opposite of active, and nothing else; write {\"scim\":\"active\",\"auth0\":\"blocked\"}, or "
                + "map this to a member of app_metadata.";
    }

    private void checkDefault(ProfileRow row, ProfilePath target) {
        if (row.byDefault().isPresent()) {
            require(row.direction().reads(),
                    () -> "It goes out only, so that its default is never shown; take that out.");
            checkValue("default", row.byDefault().get(), target);
        }
    }

    private void checkValue(String name, JsonNode value, ProfilePath target) {
        require(JsonSize.of(value) <= limits.constantBytes(),
                () -> "Its " + name + " has more than " + limits.constantBytes()
                        + " bytes; make it shorter.");
        require(value.isString() || !ProfileAttributes.isText(target),
                () -> "Its " + name + " must be text, as " + target + " is for every client.");
    }

    private static void checkText(ProfileRow row, ProfilePath target, Optional<ScimPlace> place) {
        if (!ProfileAttributes.isText(target) || place.isEmpty() || row.expressionIn().isPresent()) {
            return;
        }
        boolean text = place.get().leaf().isEmpty() || valueType(place.get()) == ValueType.TEXT;
        require(text,
                () -> target + " is text for every client, and " + place.get().path()
                        + " is not; name a part of it that is text, "
                        + "or map it to a member of app_metadata.");
    }

    private Optional<RowExpression> inbound(ProfileRow row, ProfilePath target, Optional<ScimPlace> place) {
        return row.expressionIn()
                .map(source -> compiled("expression_in", () -> expressions.inbound(
                        source,
                        place.map(RowCheck::valueType),
                        ProfileAttributes.isText(target) ? ValueType.TEXT : ValueType.ANY)));
    }

    private Optional<RowExpression> outbound(ProfileRow row, ProfilePath target, Optional<ScimPlace> place) {
        return row.expressionOut()
                .map(source -> compiled("expression_out", () -> expressions.outbound(
                        source,
                        ProfileAttributes.isText(target) ? ValueType.TEXT : ValueType.ANY,
                        valueType(place.orElseThrow()))));
    }

    private static RowExpression compiled(String name, Supplier<RowExpression> compilation) {
        try {
            return compilation.get();
        } catch (RowExpressionException e) {
            throw new WrongRowException("Its " + name + " is refused: " + e.getMessage());
        }
    }

    private static ValueType valueType(ScimPlace place) {
        Optional<Attribute> leaf = place.leaf().filter(attribute -> place.single() && !attribute.complex());
        return leaf.map(Attribute::type).map(type -> switch (type) {
            case STRING, REFERENCE, BINARY, DATE_TIME -> ValueType.TEXT;
            case BOOLEAN -> ValueType.FLAG;
            case INTEGER, DECIMAL -> ValueType.NUMBER;
            case COMPLEX -> ValueType.ANY;
        }).orElse(ValueType.ANY);
    }

    private static void require(boolean condition, Supplier<String> otherwise) {
        if (!condition) {
            refuse(otherwise.get());
        }
    }

    private static void refuse(String reason) {
        throw new WrongRowException(reason);
    }
}
