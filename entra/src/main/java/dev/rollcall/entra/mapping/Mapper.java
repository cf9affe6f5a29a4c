package dev.rollcall.entra.mapping;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.expression.Evaluator;
import dev.rollcall.entra.expression.ExpressionException;
import dev.rollcall.entra.expression.Value;
import dev.rollcall.entra.source.SourceObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes of source objects what the target should show, by the rows of one mapping (entra.md section 5.4).
 *
 * <p>A row without a value is left out, because Entra sends neither null nor the empty text (section 3.12). A default value
 * and a row that applies only during creation count when the object is created, and not afterwards. References are listed
 * apart and never among the attributes. A mapper keeps nothing and may be used by several threads.
 */
public final class Mapper {
    private final List<MappingRow> rows;
    private final Evaluator evaluator;

    private Mapper(List<MappingRow> rows, Evaluator evaluator) {
        this.rows = rows;
        this.evaluator = evaluator;
    }

    /**
     * A mapper on the system's clock, which draws random values that nobody can guess.
     *
     * @throws MappingException when a row cannot be used
     */
    public static Mapper of(ObjectMapping mapping) {
        return of(mapping, new Evaluator(Clock.systemUTC(), new SecureRandom()));
    }

    /**
     * A mapper whose expressions are evaluated by that evaluator.
     *
     * @throws MappingException when a row cannot be used
     */
    public static Mapper of(ObjectMapping mapping, Evaluator evaluator) {
        List<MappingRow> rows = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (AttributeMapping row : mapping.attributes()) {
            if (!targets.add(row.target())) {
                throw new MappingException("Two rows have the target " + row.target() + "; remove one of them.");
            }
            rows.add(MappingRow.of(row));
        }
        return new Mapper(List.copyOf(rows), evaluator);
    }

    /**
     * Checks rows as {@link #of(ObjectMapping)} does.
     *
     * @throws MappingException when a row cannot be used
     */
    public static void check(List<AttributeMapping> rows) {
        rows.forEach(MappingRow::of);
    }

    /**
     * What the target should show for the object.
     *
     * @param creating whether it will be created, so that defaults and rows for creation count
     * @throws ProvisioningException with {@link ErrorCode#ENTRY_SYNCHRONIZATION_SKIPPED} when an expression cannot do with the
     *         object's values; the message names the target attribute, the function and what to write
     */
    public MappedObject map(SourceObject object, boolean creating) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        Map<String, List<String>> references = new LinkedHashMap<>();
        Set<String> redacted = new HashSet<>();
        for (MappingRow row : rows) {
            if (row.appliesOn(creating)) {
                String target = row.row().target();
                if (row.reference().isPresent()) {
                    references.put(target, new SourceAttributes(object).value(row.reference().get()).texts());
                } else {
                    value(row, object, creating).ifPresent(value -> attributes.put(target, value));
                }
                if (row.redacts()) {
                    redacted.add(target);
                }
            }
        }
        return new MappedObject(attributes, references, redacted);
    }

    /**
     * The value that an object is matched by, as text; empty when it has none, and then it cannot be matched at all.
     *
     * @param row one of the mapping's
     * @throws ProvisioningException as {@link #map} does
     */
    public Optional<String> matchingValue(AttributeMapping row, SourceObject object) {
        MappingRow known = rows.stream()
                .filter(candidate -> candidate.row().equals(row))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The mapping has no such row of " + row.target() + "."));
        List<String> texts = evaluate(known, object).texts();
        return texts.size() == 1 ? Optional.of(texts.getFirst()).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    private Optional<JsonNode> value(MappingRow row, SourceObject object, boolean creating) {
        Value value = evaluate(row, object);
        Optional<JsonNode> json = value.toJson();
        if (json.isEmpty() && creating && !(value instanceof Value.Ignored)) {
            return row.row().defaultValue().filter(text -> !text.isEmpty()).map(StringNode::valueOf);
        }
        return json;
    }

    private Value evaluate(MappingRow row, SourceObject object) {
        try {
            return evaluator.evaluate(row.expression(), new SourceAttributes(object));
        } catch (ExpressionException e) {
            ProvisioningException failure = new ProvisioningException(ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED,
                    "The attribute " + row.row().target() + " of " + object.displayName()
                            + " cannot be computed. In its expression, " + e.getMessage(),
                    Optional.empty());
            failure.initCause(e);
            throw failure;
        }
    }
}
