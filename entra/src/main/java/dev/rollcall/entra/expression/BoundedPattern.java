package dev.rollcall.entra.expression;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of an administrator, .NET's as far as Java's are the same, that reads at most
 * {@link BoundedText#MAX_READS} characters of a text.
 */
public final class BoundedPattern {
    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws ExpressionException when it is none; the message says why
     */
    public static BoundedPattern compile(String text) {
        try {
            return new BoundedPattern(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(Math.max(0, e.getIndex()) + 1,
                    "the pattern \"" + Arguments.excerpt(text) + "\" cannot be read: "
                            + e.getDescription() + "; correct it.",
                    e);
        }
    }

    /**
     * Whether some part of the text matches, as .NET's {@code Regex.IsMatch} has it.
     *
     * @throws ExpressionException when that needs too many steps
     */
    public boolean matchesPartOf(String text) {
        try {
            return pattern.matcher(new BoundedText(text)).find();
        } catch (BoundedText.Exhausted | StackOverflowError e) {
            throw new ExpressionException(1, "the pattern \"" + Arguments.excerpt(pattern.pattern())
                    + "\" needs too many steps; write one without repetitions inside repetitions.", e);
        }
    }
}
