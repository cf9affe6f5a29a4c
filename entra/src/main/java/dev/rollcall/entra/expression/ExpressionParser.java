package dev.rollcall.entra.expression;

import dev.rollcall.scim.text.LikelyName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an expression from its text, from left to right, each character once. */
final class ExpressionParser {
    private static final int HEX = 16;
    /** As many digits as a number needs; longer ones would only cost time. */
    private static final int MAX_DIGITS = 30;

    private final String text;
    private int at;

    ExpressionParser(String text) {
        this.text = text;
    }

    Expression whole() {
        if (text.length() > Expression.MAX_LENGTH) {
            throw new ExpressionException(Expression.MAX_LENGTH + 1, "An expression has at most "
                    + Expression.MAX_LENGTH + " characters, this one " + text.length() + "; write a shorter one.");
        }
        Expression expression = argument(1);
        if (expression instanceof Expression.Omitted) {
            throw wrong("An expression is missing here; write a function such as Join(\" \", [givenName], [surname]).");
        }
        if (at < text.length()) {
            throw wrong("The expression ends before \"" + text.charAt(at)
                    + "\"; remove what follows, or put both into one function such as Append or Join.");
        }
        return expression;
    }

    /** An operand, a comparison of two, or nothing at all; afterwards at the next character that is no blank. */
    private Expression argument(int depth) {
        skipBlanks();
        int position = at + 1;
        if (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == ')') {
            return new Expression.Omitted(position);
        }
        Expression left = operand(depth);
        Optional<Expression.Comparison.Operator> operator = operator();
        if (operator.isEmpty()) {
            return left;
        }
        skipBlanks();
        Expression right = operand(depth);
        if (operator().isPresent()) {
            throw wrong("Only two values are compared; put a further condition into an IIF of its own.");
        }
        return new Expression.Comparison(left, operator.get(), right, position);
    }

    private Optional<Expression.Comparison.Operator> operator() {
        skipBlanks();
        for (Expression.Comparison.Operator operator : Expression.Comparison.Operator.values()) {
            if (text.startsWith(operator.sign(), at)) {
                at += operator.sign().length();
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private Expression operand(int depth) {
        if (at == text.length()) {
            throw wrong("A value is missing here; write [attribute], \"text\", a number or a function.");
        }
        char c = text.charAt(at);
        if (c == '[') {
            return attribute();
        }
        if (c == '"') {
            return literal();
        }
        if (c == '-' || c == '&' || isDigit(c)) {
            return number();
        }
        if (Character.isLetter(c)) {
            return call(depth);
        }
        throw wrong("\"" + c + "\" begins no value; write [attribute], \"text\", a number or a function.");
    }

    private Expression attribute() {
        int position = at + 1;
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw wrong("This bracket is not closed; write ] after the attribute's name.");
        }
        String name = text.substring(at + 1, end).strip();
        if (name.isEmpty() || name.indexOf('[') >= 0) {
            throw wrong("Between brackets stands one attribute's name; write for example [userPrincipalName].");
        }
        at = end + 1;
        return new Expression.Attribute(name, position);
    }

    private Expression literal() {
        int position = at + 1;
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return new Expression.Text(value.toString(), position);
            }
            if (c == '\\') {
                at++;
                if (at == text.length() || text.charAt(at) != '"' && text.charAt(at) != '\\') {
                    at--;
                    throw wrong("A backslash stands before a quotation mark or a backslash only; "
                            + "write \\\\ for a backslash.");
                }
            }
            value.append(text.charAt(at));
        }
        throw new ExpressionException(position, "This text is not closed; write a quotation mark at its end, "
                + "and \\\" for a quotation mark inside it.");
    }

    private Expression number() {
        int position = at + 1;
        boolean hex = text.startsWith("&H", at);
        int start = hex ? at + 2 : at;
        at = hex ? start : at + 1;
        while (at < text.length() && (hex ? Character.digit(text.charAt(at), HEX) >= 0 : inNumber(text.charAt(at)))) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            if (digits.length() <= MAX_DIGITS) {
                return new Expression.Number(
                        hex ? new BigDecimal(new BigInteger(digits, HEX)) : new BigDecimal(digits), position);
            }
        } catch (NumberFormatException e) {
            throw new ExpressionException(position,
                    "This is no number; write one such as 3, -10, 1.5 or &HF7, and text in quotation marks.", e);
        }
        throw new ExpressionException(position, "A number has at most " + MAX_DIGITS + " digits; write it as text.");
    }

    private Expression call(int depth) {
        int position = at + 1;
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipBlanks();
        if (at == text.length() || text.charAt(at) != '(') {
            return word(name, position);
        }
        EntraFunction function = function(name, position);
        if (depth > Expression.MAX_DEPTH) {
            throw new ExpressionException(position, "Functions stand inside each other at most "
                    + Expression.MAX_DEPTH + " deep; write a flatter expression, for example with Switch.");
        }
        at++;
        Expression.Call call = new Expression.Call(name, arguments(name, depth), position);
        function.check(call);
        return call;
    }

    /** The two names that stand without quotation marks in Microsoft's examples of InStr; no other is a value. */
    private static Expression word(String name, int position) {
        if (name.equals("vbTextCompare") || name.equals("vbBinaryCompare")) {
            return new Expression.Text(name, position);
        }
        String advice = name.equalsIgnoreCase("and") || name.equalsIgnoreCase("or")
                ? "there is no AND and no OR; put one IIF into another."
                : "write [" + name + "] for an attribute, \"" + name + "\" for a text, " + name + "() for a function.";
        throw new ExpressionException(position, "The word " + name + " is no value: " + advice);
    }

    private static EntraFunction function(String name, int position) {
        return FunctionTable.find(name)
                .orElseThrow(() -> new ExpressionException(position, "There is no function " + name
                        + LikelyName.of(name, FunctionTable.names())
                                .map(near -> "; write " + near + " (names are case-sensitive).")
                                .orElse("; write one of " + String.join(", ", FunctionTable.names()) + ".")));
    }

    private List<Expression> arguments(String name, int depth) {
        List<Expression> arguments = new ArrayList<>();
        while (true) {
            arguments.add(argument(depth + 1));
            if (at == text.length()) {
                throw wrong("The arguments of " + name + " are not closed; write ) after the last one.");
            }
            char c = text.charAt(at);
            if (c != ',' && c != ')') {
                throw wrong("\"" + c + "\" cannot stand here; write a comma before the next argument of " + name
                        + ", or ) after the last one.");
            }
            at++;
            if (c == ')') {
                skipBlanks();
                return arguments.size() == 1 && arguments.getFirst() instanceof Expression.Omitted
                        ? List.of()
                        : arguments;
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean inNumber(char c) {
        return isDigit(c) || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private ExpressionException wrong(String sentence) {
        return new ExpressionException(at + 1, sentence);
    }
}
