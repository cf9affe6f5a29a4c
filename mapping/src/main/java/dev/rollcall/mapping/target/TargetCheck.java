package dev.rollcall.mapping.target;

import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.expression.JsonSize;
import dev.rollcall.mapping.expression.RowExpression;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.expression.RowExpressions;
import dev.rollcall.mapping.expression.ValueType;
import dev.rollcall.mapping.place.PlaceException;
import dev.rollcall.mapping.place.ScimPlace;
import dev.rollcall.mapping.place.ScimPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the rows of a target's mapping, each for itself and all against each other. */
final class TargetCheck {
    private final MappingLimits limits;
    private final ScimPlaces places;
    private final RowExpressions expressions;
    private final TargetKind kind;

    TargetCheck(TargetKind kind, MappingLimits limits) {
        this.kind = kind;
        this.limits = limits;
        this.places = new ScimPlaces(kind.type());
        this.expressions = new RowExpressions(kind.type(), limits.expressions());
    }

    /**
     * The enabled rows, ready for use.
     *
     * @throws InvalidMappingException naming each row that is wrong
     */
    List<TargetLens> lenses(List<TargetRow> rows) {
        if (rows.size() > limits.rows()) {
            throw whole("A mapping has at most " + limits.rows() + " rows, and this one has " + rows.size()
                    + "; take some out.");
        }
        List<TargetLens> lenses = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            TargetRow row = rows.get(i);
            int number = i + 1;
            try {
                TargetLens lens = lens(number, row);
                if (row.enabled()) {
                    Optional.ofNullable(
                            taken.putIfAbsent(lens.place().map(ScimPlace::path).orElse(lens.path()), number))
                            .ifPresent(other -> {
                                throw new PlaceException(
                                        "Row " + other + " writes the same attribute; keep one of the two.");
                            });
                    lenses.add(lens);
                }
            } catch (PlaceException | RowExpressionException e) {
                problems.add(new RowProblem(number, row.toString(), String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidMappingException(problems);
        }
        requireKeys(lenses);
        return lenses;
    }

    /** Without them nobody is found again, and no target takes what it is sent. */
    private void requireKeys(List<TargetLens> lenses) {
        String name = kind == TargetKind.USER ? "userName" : "displayName";
        for (String path : List.of("externalId", name)) {
            if (lenses.stream().noneMatch(lens -> lens.path().equals(path))) {
                throw whole("No enabled row writes " + path + ", which every target needs; add one.");
            }
        }
    }

    private static InvalidMappingException whole(String reason) {
        return new InvalidMappingException(List.of(new RowProblem(0, "", reason)));
    }

    private TargetLens lens(int number, TargetRow row) {
        long sources = Stream.of(row.auth0().isPresent() || row.expression().isPresent(),
                row.constant().isPresent(), row.generated()).filter(given -> given).count();
        require(sources == 1,
                "It needs one source: auth0, expression (alone, or with auth0 as its value), constant, or "
                        + "generate.");
        boolean password = row.scim().equalsIgnoreCase(TargetMapping.PASSWORD) && kind == TargetKind.USER;
        require(!row.generated() || password, "Only a password can be generated; give the row another source.");
        require(!password || row.onCreate(),
                "A password is sent when a user is created and never again; give the row \"on\":\"create\".");
        row.constant()
                .ifPresent(constant -> require(JsonSize.of(constant) <= limits.constantBytes(),
                        "Its constant has more than " + limits.constantBytes() + " bytes; make it shorter."));
        Optional<ProfilePath> source = row.auth0().map(TargetCheck::path);
        if (password) {
            return new TargetLens(number, row, TargetMapping.PASSWORD, Optional.empty(), Optional.empty(), source,
                    expression(row, ValueType.TEXT));
        }
        ScimPlace place = places.parse(row.scim());
        place.unwritable().ifPresent(why -> {
            throw new PlaceException("Nothing can be written to it: " + why + ".");
        });
        require(!isReference(place),
                "It refers to another user by the target's own id, which no profile has; leave the row "
                        + "out.");
        // A selector and an undeclared name stay as the target's administrator has written them.
        boolean canonical = place.leaf().isPresent() && row.scim().indexOf('[') < 0;
        String path = canonical ? place.path() : ScimPlaces.withColonAfterUrn(row.scim());
        int bracket = path.lastIndexOf(']');
        Optional<ScimPlace> element = bracket < 0
                ? Optional.empty()
                : Optional.of(places.parse(path.substring(0, bracket + 1)));
        return new TargetLens(number, row, path, Optional.of(place), element, source,
                expression(row, valueType(place)));
    }

    private Optional<RowExpression> expression(TargetRow row, ValueType result) {
        return row.expression().filter(source -> row.enabled()).map(source -> {
            try {
                return kind == TargetKind.USER
                        ? expressions.ofUser(source, row.auth0().isPresent(), result)
                        : expressions.ofGroup(source, row.auth0().isPresent(), result);
            } catch (RowExpressionException e) {
                throw new RowExpressionException("Its expression is refused: " + e.getMessage());
            }
        });
    }

    private static boolean isReference(ScimPlace place) {
        return place.whole() && place.leaf().filter(leaf -> leaf.name().equals("value")).isPresent();
    }

    private static ProfilePath path(String text) {
        try {
            return ProfilePath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlaceException("Its auth0 has an empty name in it; write for example email or "
                    + "user_metadata.department.");
        }
    }

    private static ValueType valueType(ScimPlace place) {
        return place.leaf()
                .filter(leaf -> place.single() && !leaf.complex())
                .map(leaf -> switch (leaf.type()) {
                    case STRING, REFERENCE, BINARY, DATE_TIME -> ValueType.TEXT;
                    case BOOLEAN -> ValueType.FLAG;
                    case INTEGER, DECIMAL -> ValueType.NUMBER;
                    case COMPLEX -> ValueType.ANY;
                })
                .orElse(ValueType.ANY);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new PlaceException(otherwise);
        }
    }
}
