package dev.rollcall.entra.expression;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The arguments of one call; each is evaluated only when the function asks for it. */
final class Arguments {
    private static final int MAX_NUMBER_LENGTH = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private final Expression.Call call;
    private final Evaluator evaluator;
    private final AttributeValues attributes;

    Arguments(Expression.Call call, Evaluator evaluator, AttributeValues attributes) {
        this.call = call;
        this.evaluator = evaluator;
        this.attributes = attributes;
    }

    int size() {
        return call.arguments().size();
    }

    /** Whether something is written there, even if it has no value. */
    boolean given(int index) {
        return index < size() && !(call.arguments().get(index) instanceof Expression.Omitted);
    }

    /** The value; a dropped one counts as missing to the function around it. */
    Value value(int index) {
        if (!given(index)) {
            return Value.MISSING;
        }
        Value value = evaluator.evaluate(call.arguments().get(index), attributes);
        return value instanceof Value.Ignored ? Value.MISSING : value;
    }

    /** All texts of the value. */
    List<String> texts(int index) {
        return value(index).texts();
    }

    /** The one text of the value; empty when it is missing. */
    Optional<String> text(int index) {
        List<String> texts = texts(index);
        if (texts.size() > 1) {
            throw wrong("is given " + texts.size() + " values as " + call.parameterName(index)
                    + " where it takes one; pick one with Item, or put them together with Join.");
        }
        return texts.stream().findFirst();
    }

    /** The one text of the value, empty when it is missing. */
    String textOrEmpty(int index) {
        return text(index).orElse("");
    }

    /** A whole number, which must be there. */
    int integer(int index) {
        BigDecimal number = decimal(index);
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw new ExpressionException(call.position(), call.name() + " is given " + number.toPlainString() + " as "
                    + call.parameterName(index) + "; write a whole number.", e);
        }
    }

    /** A number, which must be there. */
    BigDecimal decimal(int index) {
        String text = textOrEmpty(index);
        return number(text).orElseThrow(() -> wrong("is given "
                + (text.isEmpty() ? "nothing" : "\"" + excerpt(text) + "\"") + " as " + call.parameterName(index)
                + "; write a number, or an attribute that always has one."));
    }

    Clock clock() {
        return evaluator.clock();
    }

    RandomGenerator random() {
        return evaluator.random();
    }

    /** A failure of this function; the words follow its name. */
    ExpressionException wrong(String words) {
        return new ExpressionException(call.position(), call.name() + " " + words);
    }

    /** A failure of this function that another one brought about; the words follow its name. */
    ExpressionException wrong(String words, Throwable cause) {
        return new ExpressionException(call.position(), call.name() + " " + words, cause);
    }

    /** The start of a text, for a message. */
    static String excerpt(String text) {
        return text.length() <= MAX_NUMBER_LENGTH ? text : text.substring(0, MAX_NUMBER_LENGTH) + "…";
    }

    /** The number that a text is; empty when it is none in decimal digits. */
    static Optional<BigDecimal> number(String text) {
        return text.length() <= MAX_NUMBER_LENGTH && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
