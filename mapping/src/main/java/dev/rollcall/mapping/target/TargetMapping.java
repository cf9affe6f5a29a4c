package dev.rollcall.mapping.target;

import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.RowProblem;
import dev.rollcall.mapping.expression.JsonSize;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.mapping.place.PlaceException;
import dev.rollcall.mapping.place.ScimPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of a profile what a target is sent of it, by rows.
 *
 * <p>Guarantees: the same profile gives the same resource, but for a password that is made up. One value that cannot be made takes no
 * other one with it: its row has no value and is named among the problems. The resource has at most {@link MappingLimits#profileBytes}
 * bytes: a value that would make it larger is a problem too. No class of the expression library is loaded unless an enabled row has
 * an expression.
 *
 * <p>Immutable, for use by several threads. Made once for each revision of a stream and kept.
 */
public final class TargetMapping {
    static final String PASSWORD = "password";
    private static final String SCIM = "scim";

    private final TargetKind kind;
    private final MappingLimits limits;
    private final List<TargetRow> rows;
    private final List<TargetLens> lenses;

    /** What a body is for. */
    public enum Purpose {
        /** The target does not have the resource: rows for creations count. */
        CREATE,
        /** It has. */
        UPDATE
    }

    private TargetMapping(TargetKind kind, MappingLimits limits, List<TargetRow> rows, List<TargetLens> lenses) {
        this.kind = kind;
        this.limits = limits;
        this.rows = List.copyOf(rows);
        this.lenses = List.copyOf(lenses);
    }

    /**
     * The mapping of these rows.
     *
     * @throws InvalidMappingException naming each row that is wrong, why, and what to write instead
     */
    public static TargetMapping parse(TargetKind kind, List<TargetRow> rows, MappingLimits limits) {
        return new TargetMapping(kind, limits, rows, new TargetCheck(kind, limits).lenses(rows));
    }

    /** The rows, in their order, those too that are not enabled. */
    public List<TargetRow> rows() {
        return rows;
    }

    /**
     * What the target is to have.
     *
     * @param profile as events and the management API show it
     * @param scim the SCIM resource as Rollcall keeps it, for expressions
     * @param random for passwords that are made up
     */
    public TargetBody body(ObjectNode profile, ObjectNode scim, Purpose purpose, RandomGenerator random) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        known.setAll(profile);
        known.set(SCIM, scim);
        List<TargetLens> counting = lenses.stream()
                .filter(lens -> purpose == Purpose.CREATE || !lens.row().onCreate())
                .toList();
        List<RowProblem> problems = new ArrayList<>();
        Set<String> unmade = new HashSet<>();
        int late = 0;
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        long size = 0;
        long spent = 0;
        for (TargetLens lens : counting) {
            long start = limits.expressions().ticker().getAsLong();
            try {
                requireTime(lens, spent);
                Optional<JsonNode> value = lens.row().generated()
                        ? Optional.of(JsonNodeFactory.instance.stringNode(MadeUpPassword.next(random)))
                        : lens.value(known);
                if (value.isPresent()) {
                    size += JsonSize.of(value.get()) + lens.path().length();
                    requireRoom(size);
                    resource = written(lens, resource, value.get());
                }
            } catch (PlaceException | RowExpressionException e) {
                problems.add(lens.problem(String.valueOf(e.getMessage())));
                unmade.add(lens.path());
                late += e instanceof RowExpressionException expression && expression.isLate() ? 1 : 0;
            }
            spent += limits.expressions().ticker().getAsLong() - start;
        }
        ObjectNode whole = withSchemas(resource);
        return new TargetBody(whole, counting.stream().map(lens -> lens.in(whole)).toList(), problems, unmade,
                late > 0 && late == problems.size());
    }

    /** What each row's attribute is in a resource that a target has shown, in the order of {@link TargetBody#values}. */
    public List<TargetValue> seen(ObjectNode shown) {
        return lenses.stream().filter(lens -> !lens.row().onCreate()).map(lens -> lens.in(shown)).toList();
    }

    private void requireTime(TargetLens lens, long spent) {
        Duration deadline = limits.expressions().deadline();
        if (lens.expression().isPresent() && spent > deadline.toNanos()) {
            throw RowExpressionException.late("The expressions of the rows before it took more than "
                    + deadline.toMillis() + " ms; make those simpler.");
        }
    }

    private void requireRoom(long size) {
        if (size > limits.profileBytes()) {
            throw new PlaceException("With its value the resource would have more than " + limits.profileBytes()
                    + " bytes; map less, or only parts of it.");
        }
    }

    private static ObjectNode written(TargetLens lens, ObjectNode resource, JsonNode value) {
        Optional<ScimPlace> place = lens.place();
        if (place.isPresent()) {
            return place.get().write(resource, Optional.of(value));
        }
        return resource.set(lens.path(), value);
    }

    private ObjectNode withSchemas(ObjectNode resource) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode schemas = whole.putArray("schemas").add(kind.type().schema().id());
        resource.propertyNames().stream().filter(name -> name.startsWith("urn:")).forEach(schemas::add);
        whole.setAll(resource);
        return whole;
    }
}
