package dev.rollcall.entra.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The functions of multi-valued attributes, of role assignments, and of numbers. */
final class ListFunctions {
    static final List<EntraFunction> ALL = List.of(
            EntraFunction.of("Split", "source delimiter", ListFunctions::split),
            EntraFunction.of("Count", "attribute", arguments -> Value.of(arguments.texts(0).size())),
            EntraFunction.of("Item", "attribute index", ListFunctions::item),
            EntraFunction.of("RemoveDuplicates", "attribute", ListFunctions::distinct),
            EntraFunction.of("BitAnd", "value1 value2", ListFunctions::bitAnd),
            EntraFunction.of("SingleAppRoleAssignment", "appRoleAssignments",
                    arguments -> RoleAssignments.single(arguments.value(0))),
            EntraFunction.of("AppRoleAssignmentsComplex", "appRoleAssignments",
                    arguments -> RoleAssignments.complex(arguments.value(0))),
            EntraFunction.of("AssertiveAppRoleAssignmentsComplex", "appRoleAssignments",
                    arguments -> RoleAssignments.assertive(arguments.value(0))));

    private ListFunctions() {}

    /** The pieces without blanks around them, as in Microsoft's example; pieces without anything else are left out. */
    private static Value split(Arguments arguments) {
        String delimiter = arguments.textOrEmpty(1);
        if (delimiter.isEmpty()) {
            throw arguments.wrong("is given no delimiter; write the character between the values, \",\" for example.");
        }
        List<String> pieces = new ArrayList<>();
        for (String piece : arguments.textOrEmpty(0).split(Pattern.quote(delimiter), -1)) {
            if (!piece.isBlank()) {
                pieces.add(piece.strip());
            }
        }
        return Value.of(pieces);
    }

    private static Value item(Arguments arguments) {
        int index = arguments.integer(1);
        if (index < 1) {
            throw arguments.wrong("is given " + index + " as index; the first value is 1.");
        }
        return switch (arguments.value(0)) {
            case Value.Many(List<JsonNode> items) ->
                index <= items.size() ? Value.of(items.get(index - 1)) : Value.MISSING;
            case Value single -> index == 1 ? single : Value.MISSING;
        };
    }

    private static Value distinct(Arguments arguments) {
        return switch (arguments.value(0)) {
            case Value.Many(List<JsonNode> items) -> new Value.Many(List.copyOf(new LinkedHashSet<>(items)));
            case Value single -> single;
        };
    }

    private static Value bitAnd(Arguments arguments) {
        BigInteger one = whole(arguments, 0);
        return new Value.Decimal(new BigDecimal(one.and(whole(arguments, 1))));
    }

    private static BigInteger whole(Arguments arguments, int index) {
        BigDecimal number = arguments.decimal(index);
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw arguments.wrong("is given " + number.toPlainString() + "; write whole numbers.", e);
        }
    }
}
