package dev.rollcall.mapping;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows as JSON: Auth0's {@code {"scim", "auth0"}}, and beyond them {@code direction}, {@code edit}, {@code constant},
 * {@code default}, {@code expression_in} and {@code expression_out}.
 *
 * <p>Guarantees: a plain row is written as exactly Auth0's two fields, so that tools which know no others (Terraform's provider
 * compares sets of the two) read back what they wrote; what is read and written again is the same rows. Read strictly: a member that
 * rows do not have, or a value of another form, is refused with the number of the row. Null is as good as left out.
 */
public final class ProfileRows {
    private static final String SCIM = "scim";
    private static final String AUTH0 = "auth0";
    private static final String DIRECTION = "direction";
    private static final String EDIT = "edit";
    private static final String CONSTANT = "constant";
    private static final String DEFAULT = "default";
    private static final String EXPRESSION_IN = "expression_in";
    private static final String EXPRESSION_OUT = "expression_out";
    private static final List<String> MEMBERS = List.of(
            SCIM, AUTH0, DIRECTION, EDIT, CONSTANT, DEFAULT, EXPRESSION_IN, EXPRESSION_OUT);

    private ProfileRows() {}

    /**
     * The rows of a JSON array. They make no mapping yet: {@link Mapping#parse} checks them.
     *
     * @throws InvalidMappingException when something in it is no row
     */
    public static List<ProfileRow> read(JsonNode json) {
        if (!json.isArray()) {
            throw InvalidMappingException.of(
                    "mapping must be a list of rows such as {\"scim\":\"userName\",\"auth0\":\"username\"}.");
        }
        List<ProfileRow> rows = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        for (JsonNode row : json) {
            int number = rows.size() + problems.size() + 1;
            try {
                rows.add(row(row));
            } catch (IllegalArgumentException e) {
                problems.add(new RowProblem(number, name(row), String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidMappingException(problems);
        }
        return rows;
    }

    /** The rows as a JSON array. */
    public static ArrayNode write(List<ProfileRow> rows) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode(rows.size());
        rows.forEach(row -> json.add(write(row)));
        return json;
    }

    private static ObjectNode write(ProfileRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        row.scim().ifPresent(scim -> json.put(SCIM, scim));
        json.put(AUTH0, row.auth0());
        if (row.direction() != usualDirection(row.scim())) {
            json.put(DIRECTION, row.direction().word());
        }
        if (row.edit() != EditRule.of(row.direction())) {
            json.put(EDIT, row.edit().word());
        }
        row.constant().ifPresent(constant -> json.set(CONSTANT, constant));
        row.byDefault().ifPresent(value -> json.set(DEFAULT, value));
        row.expressionIn().ifPresent(source -> json.put(EXPRESSION_IN, source));
        row.expressionOut().ifPresent(source -> json.put(EXPRESSION_OUT, source));
        return json;
    }

    private static ProfileRow row(JsonNode json) {
        if (!(json instanceof ObjectNode row)) {
            throw new IllegalArgumentException(
                    "It must be an object such as {\"scim\":\"userName\",\"auth0\":\"username\"}.");
        }
        row.propertyNames().stream().filter(name -> !MEMBERS.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("Rows have no member " + Excerpt.of(name) + LikelyName.of(name, MEMBERS)
                    .map("; did you mean %s?"::formatted)
                    .orElse("; they have " + String.join(", ", MEMBERS) + "."));
        });
        if (holdsNul(row)) {
            throw new IllegalArgumentException("It holds the character NUL, which no attribute has; take it out.");
        }
        Optional<String> scim = text(row, SCIM).filter(path -> !path.isEmpty());
        Direction direction = word(row, DIRECTION, Direction.values(), Direction::word)
                .orElseGet(() -> usualDirection(scim));
        return new ProfileRow(
                scim,
                text(row, AUTH0).filter(target -> !target.isEmpty())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "It has no auth0; name the attribute of the profile, such as email or "
                                        + "app_metadata.department.")),
                direction,
                word(row, EDIT, EditRule.values(), EditRule::word).orElseGet(() -> EditRule.of(direction)),
                value(row, CONSTANT),
                value(row, DEFAULT),
                text(row, EXPRESSION_IN),
                text(row, EXPRESSION_OUT));
    }

    private static boolean holdsNul(JsonNode value) {
        return value.stringValueOpt().filter(text -> text.indexOf('\0') >= 0).isPresent()
                || value.propertyNames().stream().anyMatch(name -> name.indexOf('\0') >= 0)
                || value.valueStream().anyMatch(ProfileRows::holdsNul);
    }

    /** A row without a SCIM attribute has nothing to write to. */
    private static Direction usualDirection(Optional<String> scim) {
        return scim.isPresent() ? Direction.BOTH : Direction.IN;
    }

    private static Optional<JsonNode> value(ObjectNode row, String name) {
        return Optional.ofNullable(row.get(name)).filter(value -> !value.isNull());
    }

    private static Optional<String> text(ObjectNode row, String name) {
        return value(row, name).map(value -> value.stringValueOpt()
                .orElseThrow(() -> new IllegalArgumentException("Its " + name + " must be text.")));
    }

    private static <E> Optional<E> word(ObjectNode row, String name, E[] values, Function<E, String> wordOf) {
        return text(row, name).map(word -> Arrays.stream(values)
                .filter(value -> wordOf.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Its " + name + " is \"" + Excerpt.of(word)
                        + "\"; write one of " + Arrays.stream(values).map(wordOf).collect(Collectors.joining(", "))
                        + ".")));
    }

    private static String name(JsonNode row) {
        return Excerpt.of(row.path(SCIM).asString("") + " → " + row.path(AUTH0).asString(""));
    }
}
