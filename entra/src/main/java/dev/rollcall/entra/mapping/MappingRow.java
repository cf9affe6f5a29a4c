package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.TargetPath;
import dev.rollcall.entra.expression.Expression;
import dev.rollcall.entra.expression.ExpressionException;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.LikelyName;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of a mapping, read and checked.
 *
 * @param reference the source attribute, when it points to other objects
 */
record MappingRow(AttributeMapping row, Expression expression, Optional<String> reference) {
    private static final Set<String> CORE = Stream.of(StandardSchemas.user(), StandardSchemas.group())
            .flatMap(type -> type.schema().attributes().stream())
            .map(Attribute::name)
            .collect(Collectors.toUnmodifiableSet());

    static MappingRow of(AttributeMapping row) {
        if (row.target().isBlank()) {
            throw new MappingException("A row with the source " + row.source()
                    + " has no target; write the path of the target attribute, displayName for example.");
        }
        requirePath(row);
        if (row.type() != FlowType.CONSTANT && row.source().isBlank()) {
            throw wrong(row, "it has no source; write the name of a source attribute, or an expression.");
        }
        Expression expression = expression(row);
        Optional<String> reference = expression instanceof Expression.Attribute(String name, int position)
                ? Optional.of(name).filter(SourceAttributes.REFERENCES::contains)
                : Optional.empty();
        if (reference.isEmpty()) {
            expression.attributes().filter(SourceAttributes.REFERENCES::contains).findFirst().ifPresent(name -> {
                throw wrong(row, name + " points to other objects and cannot be part of an expression; map it Direct.");
            });
        } else if (row.matchingPriority().isPresent()) {
            throw wrong(row, reference.get() + " points to other objects, and nothing is matched by it; "
                    + "remove its matchingPriority.");
        }
        return new MappingRow(row, expression, reference);
    }

    private static void requirePath(AttributeMapping row) {
        try {
            TargetPath path = TargetPath.parse(row.target());
            if (path.extension().isEmpty() && CORE.stream().noneMatch(path.attribute()::equalsIgnoreCase)) {
                LikelyName.of(path.attribute(), CORE).ifPresent(near -> {
                    throw wrong(row, "there is no attribute " + path.attribute() + "; did you mean " + near + "?");
                });
            }
        } catch (IllegalArgumentException e) {
            throw new MappingException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Expression expression(AttributeMapping row) {
        return switch (row.type()) {
            case DIRECT -> new Expression.Attribute(row.source().strip(), 1);
            case CONSTANT -> new Expression.Text(row.source(), 1);
            case EXPRESSION -> {
                try {
                    yield Expression.parse(row.source());
                } catch (ExpressionException e) {
                    throw new MappingException("The expression of " + row.target() + " cannot be read. "
                            + e.getMessage(), e);
                }
            }
        };
    }

    boolean appliesOn(boolean creating) {
        return creating || row.behavior() == FlowBehavior.ALWAYS;
    }

    /** Whether the log must not show its value. */
    boolean redacts() {
        return redacts(expression);
    }

    private static boolean redacts(Expression expression) {
        return expression instanceof Expression.Call call && call.name().equals("Redact")
                || expression.parts().stream().anyMatch(MappingRow::redacts);
    }

    private static MappingException wrong(AttributeMapping row, String sentence) {
        return new MappingException("The row of " + row.target() + " cannot be used: " + sentence);
    }
}
