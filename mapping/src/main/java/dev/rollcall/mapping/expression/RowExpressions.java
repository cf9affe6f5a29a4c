package dev.rollcall.mapping.expression;

import dev.rollcall.scim.schema.ResourceType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of rows. No class of the expression library is loaded before the first one is compiled.
 *
 * <p>Both directions know {@code value}, which is what the other side of the row holds. An inbound expression knows each attribute of
 * the resource as well, by its name, and those of the enterprise extension as members of {@code enterprise}; one that has no value is
 * an empty text, {@code false}, 0, an empty object or an empty list, as its type wants it. Not shared between threads.
 */
public final class RowExpressions {
    private final ResourceType type;
    private final ExpressionLimits limits;
    private @Nullable CelCompilation compilation;

    /** @param type whose attributes inbound expressions name */
    public RowExpressions(ResourceType type, ExpressionLimits limits) {
        this.type = type;
        this.limits = limits;
    }

    /**
     * An expression that makes the profile's value.
     *
     * @param value of what {@code value} is; empty when the row has no SCIM attribute, so that there is no {@code value}
     * @param result of what the value of the expression must be
     * @throws RowExpressionException when it cannot be compiled, or is larger than its limits
     */
    public RowExpression inbound(String source, Optional<ValueType> value, ValueType result) {
        return compilation().inbound(type, source, value, result);
    }

    /**
     * An expression that makes SCIM's value.
     *
     * @param value of what {@code value} is
     * @param result of what the value of the expression must be
     * @throws RowExpressionException when it cannot be compiled, or is larger than its limits
     */
    public RowExpression outbound(String source, ValueType value, ValueType result) {
        return compilation().outbound(source, value, result);
    }

    /**
     * An expression over the profile of a user, each of whose attributes it knows by its name, and {@code scim}, the resource that the
     * profile was made of. What has no value is an empty text, {@code false}, an empty object or an empty list.
     *
     * @param value whether it knows {@code value} too
     * @param result of what the value of the expression must be
     * @throws RowExpressionException when it cannot be compiled, or is larger than its limits
     */
    public RowExpression ofUser(String source, boolean value, ValueType result) {
        return compilation().named(source, ProfileNames.user(), value, result);
    }

    /** The same over a group as events show it. */
    public RowExpression ofGroup(String source, boolean value, ValueType result) {
        return compilation().named(source, ProfileNames.group(), value, result);
    }

    private CelCompilation compilation() {
        CelCompilation ready = compilation == null ? new CelCompilation(limits) : compilation;
        compilation = ready;
        return ready;
    }
}
