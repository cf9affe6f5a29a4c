package dev.rollcall.entra.expression;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A function that expressions can call.
 *
 * @param parameters their names as in Microsoft's reference, in order; one that may be left out ends with {@code ?}
 * @param repeats how many of the last parameters may be given again and again
 */
record EntraFunction(String name, List<String> parameters, int repeats, Body body) {
    /** What it does. */
    @FunctionalInterface
    interface Body {
        Value apply(Arguments arguments);
    }

    /** A function whose parameters are named between blanks. */
    static EntraFunction of(String name, String parameters, Body body) {
        return new EntraFunction(name, names(parameters), 0, body);
    }

    /** A function whose last parameters repeat as a group. */
    static EntraFunction repeating(String name, String parameters, int repeats, Body body) {
        return new EntraFunction(name, names(parameters), repeats, body);
    }

    private static List<String> names(String parameters) {
        return parameters.isEmpty() ? List.of() : List.of(parameters.split(" ", -1));
    }

    /** Refuses a call with too few, too many or missing arguments. */
    void check(Expression.Call call) {
        int given = call.arguments().size();
        int more = given - parameters.size();
        if (more > 0 && (repeats == 0 || more % repeats != 0) || given < required()) {
            throw new ExpressionException(call.position(), name + " is given " + given
                    + (given == 1 ? " argument" : " arguments") + "; write " + form() + ".");
        }
        for (int i = 0; i < given; i++) {
            if (call.arguments().get(i) instanceof Expression.Omitted omitted && !optional(i)) {
                throw new ExpressionException(omitted.position(), "The argument " + parameterName(i) + " of " + name
                        + " is missing; write " + form() + ".");
            }
        }
    }

    /** The name of a parameter, with a number behind it where it repeats. */
    String parameterName(int index) {
        int first = parameters.size() - repeats;
        if (repeats == 0 || index < first) {
            return plain(parameters.get(index));
        }
        return plain(parameters.get(first + (index - first) % repeats)) + ((index - first) / repeats + 1);
    }

    FunctionSignature signature() {
        int first = parameters.size() - repeats;
        return new FunctionSignature(name, IntStream.range(0, parameters.size())
                .mapToObj(i -> new FunctionSignature.Parameter(
                        plain(parameters.get(i)), !optional(i), repeats > 0 && i >= first))
                .toList());
    }

    private boolean optional(int index) {
        return index < parameters.size() && parameters.get(index).endsWith("?");
    }

    private int required() {
        int required = parameters.size();
        while (required > 0 && optional(required - 1)) {
            required--;
        }
        return required;
    }

    private String form() {
        StringBuilder form = new StringBuilder(name).append('(');
        form.append(String.join(", ", parameters.stream().map(EntraFunction::plain).toList()));
        return form.append(repeats > 0 ? ", …)" : ")").toString();
    }

    private static String plain(String parameter) {
        return parameter.replace("?", "");
    }
}
