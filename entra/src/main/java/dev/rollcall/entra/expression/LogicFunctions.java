package dev.rollcall.entra.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The functions that decide, and those that ask what a value is. Their answers are the texts True and False. */
final class LogicFunctions {
    static final List<EntraFunction> ALL = List.of(
            EntraFunction.of("IIF", "condition valueIfTrue? valueIfFalse?",
                    arguments -> arguments.value(isTrue(arguments, 0) ? 1 : 2)),
            EntraFunction.repeating("Switch", "source defaultValue? key? value?", 2, LogicFunctions::choose),
            EntraFunction.repeating("Coalesce", "source", 1, LogicFunctions::firstPresent),
            EntraFunction.of("IsNull", "Expression", arguments -> truth(arguments.texts(0).isEmpty())),
            EntraFunction.of("IsNullOrEmpty", "Expression", arguments -> truth(isEmpty(arguments.value(0)))),
            EntraFunction.of("IsPresent", "Expression", arguments -> truth(!isEmpty(arguments.value(0)))),
            EntraFunction.of("IsString", "Expression", arguments -> truth(arguments.value(0) instanceof Value.Text)),
            EntraFunction.of("Not", "source", arguments -> truth(!isExactlyTrue(arguments))),
            EntraFunction.of("CBool", "Expression", arguments -> new Value.Bool(isNotZero(arguments))),
            EntraFunction.of("IgnoreFlowIfNullOrEmpty", "Expression", LogicFunctions::dropEmpty));

    private static final int FIRST_KEY = 2;

    private LogicFunctions() {}

    static boolean isEmpty(Value value) {
        return value.texts().stream().allMatch(String::isEmpty);
    }

    /**
     * The value of the first key that equals the source, with regard to case. A missing source equals the empty key. Without a
     * match and without a default there is no value: this is how Entra's Switch is known to give null.
     */
    private static Value choose(Arguments arguments) {
        if (arguments.size() < FIRST_KEY + 2 || arguments.size() % 2 != 0) {
            throw arguments.wrong("takes keys and values in pairs; write Switch(source, default, key1, value1, …).");
        }
        String source = arguments.textOrEmpty(0);
        for (int key = FIRST_KEY; key < arguments.size(); key += 2) {
            if (arguments.textOrEmpty(key).equals(source)) {
                return arguments.value(key + 1);
            }
        }
        return arguments.value(1);
    }

    private static Value firstPresent(Arguments arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Value value = arguments.value(i);
            if (!value.texts().isEmpty()) {
                return value;
            }
        }
        return Value.MISSING;
    }

    private static Value dropEmpty(Arguments arguments) {
        Value value = arguments.value(0);
        return isEmpty(value) ? Value.IGNORED : value;
    }

    private static boolean isExactlyTrue(Arguments arguments) {
        return arguments.text(0).equals(Optional.of("True"));
    }

    private static boolean isTrue(Arguments arguments, int index) {
        return arguments.textOrEmpty(index).equalsIgnoreCase("true");
    }

    private static boolean isNotZero(Arguments arguments) {
        String text = arguments.textOrEmpty(0);
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.isEmpty() || text.equalsIgnoreCase("false")) {
            return false;
        }
        return Arguments.number(text)
                .orElseThrow(() -> arguments.wrong("is given \"" + Arguments.excerpt(text)
                        + "\", which is no truth value; give it True, False, a number or a comparison such as [a] = [b]."))
                .compareTo(BigDecimal.ZERO) != 0;
    }

    private static Value truth(boolean holds) {
        return new Value.Text(holds ? "True" : "False");
    }
}
