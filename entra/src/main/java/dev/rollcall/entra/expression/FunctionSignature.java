package dev.rollcall.entra.expression;

import java.util.List;

/** How a function of expressions is called, for those who list what there is. */
public record FunctionSignature(String name, List<Parameter> parameters) {
    /**
     * A parameter.
     *
     * @param required whether it must be given
     * @param repeats whether it may be given again and again
     */
    public record Parameter(String name, boolean required, boolean repeats) {}

    public FunctionSignature {
        parameters = List.copyOf(parameters);
    }

    /** Those of all functions, by name. */
    public static List<FunctionSignature> all() {
        return FunctionTable.all().map(EntraFunction::signature).toList();
    }
}
