package dev.rollcall.mapping.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An expression of CEL. */
final class CelExpression implements RowExpression {
    private static final String MANAGER = "manager";

    private final CelRuntime.Program program;
    private final Map<String, ResourceNames.Named> names;
    private final Set<String> attributes;
    private final ExpressionLimits limits;

    CelExpression(CelRuntime.Program program, Map<String, ResourceNames.Named> names, Set<String> used,
            ExpressionLimits limits) {
        this.program = program;
        this.names = names;
        this.attributes = names.entrySet()
                .stream()
                .filter(name -> used.contains(name.getKey()))
                .map(name -> name.getValue().key())
                .collect(Collectors.toUnmodifiableSet());
        this.limits = limits;
    }

    @Override
    public Set<String> attributes() {
        return attributes;
    }

    @Override
    public Optional<JsonNode> evaluate(Optional<JsonNode> value, ObjectNode resource) {
        long start = limits.ticker().getAsLong();
        CelVariableResolver variables = name -> {
            requireInTime(start);
            return find(name, value, resource);
        };
        Object result;
        try {
            result = program.eval(variables);
        } catch (CelEvaluationException e) {
            throw failure(e);
        }
        requireInTime(start);
        return CelValues.json(result, limits.valueBytes());
    }

    private void requireInTime(long start) {
        if (limits.ticker().getAsLong() - start > limits.deadline().toNanos()) {
            throw RowExpressionException.late(
                    "It took more than " + limits.deadline().toMillis() + " ms; make it simpler.");
        }
    }

    private Optional<Object> find(String name, Optional<JsonNode> value, ObjectNode resource) {
        ResourceNames.Named named = names.get(name);
        if (named == null) {
            return value.map(given -> CelValues.of(given, name, limits.valueBytes()));
        }
        JsonNode there = resource.path(named.key());
        return Optional.of(there.isMissingNode()
                ? nothing(named.form())
                : CelValues.of(withManagerAsText(there), name, limits.valueBytes()));
    }

    private static Object nothing(ResourceNames.Form form) {
        return switch (form) {
            case TEXT -> "";
            case FLAG -> false;
            case NUMBER -> 0L;
            case OBJECT -> Map.of();
            case LIST -> List.of();
        };
    }

    /** A manager is an id in an expression, as it is where a row maps it. */
    private static JsonNode withManagerAsText(JsonNode there) {
        if (!(there instanceof ObjectNode object) || !object.path(MANAGER).path("value").isString()) {
            return there;
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.setAll(object);
        shown.set(MANAGER, object.path(MANAGER).path("value"));
        return shown;
    }

    /** The library's own messages hold values of the resource, so that only its codes are told. */
    private static RowExpressionException failure(CelEvaluationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RowExpressionException ours) {
                return ours;
            }
        }
        return new RowExpressionException(switch (failure.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                "It names a member that is not there; test it with has(…), or write .? and orValue(…).";
            case ITERATION_BUDGET_EXCEEDED ->
                "Its loops look at too many elements; select some of them by the row's path first.";
            case INDEX_OUT_OF_BOUNDS -> "It asks for an element that is not there; look at size(…) first.";
            case OVERLOAD_NOT_FOUND ->
                "It does with a value what values of this type cannot do; make text of it with string(…) first.";
            case DIVIDE_BY_ZERO -> "It divides by zero; test for that first.";
            case NUMERIC_OVERFLOW -> "It makes a number that is too large; use smaller ones.";
            case INVALID_ARGUMENT, BAD_FORMAT ->
                "It gives a function a value that this one cannot read; test the value first.";
            default -> "It failed (" + failure.getErrorCode() + "); write it in another way.";
        });
    }
}
