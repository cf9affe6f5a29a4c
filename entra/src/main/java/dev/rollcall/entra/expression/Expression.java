package dev.rollcall.entra.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An expression as it is written in an attribute mapping; what can be parsed has known functions with arguments of the right
 * number.
 *
 * <p>Positions count the characters of the text from 1. Source: entra.md section 5.5; Microsoft's "Reference for writing
 * expressions for attribute mappings".
 */
public sealed interface Expression {
    /** The most characters of an expression that are read; the same limit as Entra's. */
    int MAX_LENGTH = 10_000;

    /** How deep functions are read inside functions. */
    int MAX_DEPTH = 64;

    /**
     * Reads an expression. Beyond the documented language, which begins with a function, one attribute or one text alone is
     * read too, because Microsoft Graph writes rows of every type as expressions.
     *
     * @throws ExpressionException with the position and what to write there
     */
    static Expression parse(String text) {
        return new ExpressionParser(text).whole();
    }

    /** Where it begins. */
    int position();

    /** The text that reads as this expression. */
    String text();

    /** The expressions that this one is made of, in the order in which they are written. */
    List<Expression> parts();

    /** The names of all source attributes in it. */
    default Stream<String> attributes() {
        return parts().stream().flatMap(Expression::attributes);
    }

    /** The value of a source attribute, {@code [mail]}. */
    record Attribute(String name, int position) implements Expression {
        @Override
        public String text() {
            return "[" + name + "]";
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }

        @Override
        public Stream<String> attributes() {
            return Stream.of(name);
        }
    }

    /** A text, {@code "a \"quoted\" word"}. */
    record Text(String value, int position) implements Expression {
        @Override
        public String text() {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** A number, {@code 3}, {@code -10} or {@code &HF7}. */
    record Number(BigDecimal value, int position) implements Expression {
        @Override
        public String text() {
            return value.toPlainString();
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** An argument that is left out, as the second of {@code Switch([a], , "k", "v")}. */
    record Omitted(int position) implements Expression {
        @Override
        public String text() {
            return "";
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** One comparison, as the condition of an {@code IIF}. */
    record Comparison(Expression left, Operator operator, Expression right, int position) implements Expression {
        /** How two values are compared. */
        public enum Operator {
            NOT_EQUAL("<>"),
            LESS_OR_EQUAL("<="),
            GREATER_OR_EQUAL(">="),
            EQUAL("="),
            LESS("<"),
            GREATER(">");

            private final String sign;

            Operator(String sign) {
                this.sign = sign;
            }

            /** As it is written; no sign begins with one that stands before it in this list. */
            public String sign() {
                return sign;
            }
        }

        @Override
        public String text() {
            return left.text() + " " + operator.sign() + " " + right.text();
        }

        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }
    }

    /** A function with its arguments. */
    record Call(String name, List<Expression> arguments, int position) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return arguments.stream().map(Expression::text).collect(Collectors.joining(", ", name + "(", ")"));
        }

        @Override
        public List<Expression> parts() {
            return arguments;
        }

        /** The name that Microsoft's reference gives to an argument, numbered from 1 where it may be repeated. */
        public String parameterName(int index) {
            return FunctionTable.find(name).orElseThrow().parameterName(index);
        }
    }
}
