package dev.rollcall.mapping.target;

import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.LikelyName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a target's mapping as JSON: {@code scim} and one of {@code auth0}, {@code expression}, {@code constant} and
 * {@code generate}, which is {@code "password"}; {@code on}, which is {@code "always"} or {@code "create"}; and {@code enabled}.
 *
 * <p>Guarantees: what is read and written again is the same rows. Read strictly: a member that rows do not have, or a value of another
 * form, is refused with the number of the row. Null is as good as left out.
 */
public final class TargetRows {
    private static final String SCIM = "scim";
    private static final String AUTH0 = "auth0";
    private static final String EXPRESSION = "expression";
    private static final String CONSTANT = "constant";
    private static final String GENERATE = "generate";
    private static final String ON = "on";
    private static final String ENABLED = "enabled";
    private static final String PASSWORD = "password";
    private static final String CREATE = "create";
    private static final String ALWAYS = "always";
    private static final List<String> MEMBERS = List.of(SCIM, AUTH0, EXPRESSION, CONSTANT, GENERATE, ON, ENABLED);
    private static final JsonMapper JSON = JsonMapper.shared();

    private TargetRows() {}

    /**
     * The rows that a target has unless it says otherwise. For users: the ten of Auth0's outbound template, and those of the enterprise
     * extension, ready to be switched on.
     */
    public static List<TargetRow> usual(TargetKind kind) {
        return read(resource(kind.resource()));
    }

    /**
     * The rows of a JSON array. They make no mapping yet: {@link TargetMapping#parse} checks them.
     *
     * @throws InvalidMappingException when something in it is no row
     */
    public static List<TargetRow> read(JsonNode json) {
        if (!json.isArray()) {
            throw new InvalidMappingException(List.of(new RowProblem(0, "",
                    "The mapping must be a list of rows such as {\"scim\":\"userName\",\"auth0\":\"email\"}.")));
        }
        List<TargetRow> rows = new ArrayList<>();
        List<RowProblem> problems = new ArrayList<>();
        for (JsonNode row : json) {
            try {
                rows.add(row(row));
            } catch (IllegalArgumentException e) {
                problems.add(new RowProblem(rows.size() + problems.size() + 1, row.path(SCIM).asString(""),
                        String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidMappingException(problems);
        }
        return rows;
    }

    /** The rows as a JSON array. */
    public static ArrayNode write(List<TargetRow> rows) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode(rows.size());
        for (TargetRow row : rows) {
            ObjectNode written = json.addObject().put(SCIM, row.scim());
            row.auth0().ifPresent(auth0 -> written.put(AUTH0, auth0));
            row.expression().ifPresent(expression -> written.put(EXPRESSION, expression));
            row.constant().ifPresent(constant -> written.set(CONSTANT, constant));
            if (row.generated()) {
                written.put(GENERATE, PASSWORD);
            }
            if (row.onCreate()) {
                written.put(ON, CREATE);
            }
            if (!row.enabled()) {
                written.put(ENABLED, false);
            }
        }
        return json;
    }

    private static TargetRow row(JsonNode json) {
        if (!(json instanceof ObjectNode row)) {
            throw new IllegalArgumentException(
                    "It must be an object such as {\"scim\":\"userName\",\"auth0\":\"email\"}.");
        }
        row.propertyNames().stream().filter(name -> !MEMBERS.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("Rows have no member " + Excerpt.of(name) + LikelyName.of(name, MEMBERS)
                    .map("; did you mean %s?"::formatted)
                    .orElse("; they have " + String.join(", ", MEMBERS) + "."));
        });
        return new TargetRow(
                text(row, SCIM).orElseThrow(() -> new IllegalArgumentException(
                        "It has no scim; name the target's attribute, such as userName.")),
                text(row, AUTH0),
                text(row, EXPRESSION),
                value(row, CONSTANT),
                word(row, GENERATE, PASSWORD, PASSWORD).isPresent(),
                word(row, ON, ALWAYS, CREATE).filter(CREATE::equals).isPresent(),
                value(row, ENABLED)
                        .map(flag -> flag.booleanValueOpt()
                                .orElseThrow(() -> new IllegalArgumentException("Its enabled must be true or false.")))
                        .orElse(true));
    }

    private static Optional<JsonNode> value(ObjectNode row, String name) {
        return Optional.ofNullable(row.get(name)).filter(value -> !value.isNull());
    }

    private static Optional<String> text(ObjectNode row, String name) {
        return value(row, name)
                .map(value -> value.stringValueOpt()
                        .orElseThrow(() -> new IllegalArgumentException("Its " + name + " must be text.")))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<String> word(ObjectNode row, String name, String one, String other) {
        Optional<String> word = text(row, name);
        word.filter(given -> !given.equals(one) && !given.equals(other)).ifPresent(given -> {
            throw new IllegalArgumentException("Its " + name + " is \"" + Excerpt.of(given) + "\"; write "
                    + (one.equals(other) ? one : one + " or " + other) + ".");
        });
        return word;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = TargetRows.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build.");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
