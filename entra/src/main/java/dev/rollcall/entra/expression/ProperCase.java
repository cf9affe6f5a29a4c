package dev.rollcall.entra.expression;

import java.util.Locale;
import java.util.Optional;

/**
 * A capital at the beginning of each word and small letters after it. Without separators of its own, words end where .NET's
 * {@code ToTitleCase} ends them: at spaces, punctuation, symbols and control characters, but not at an apostrophe.
 */
final class ProperCase {
    private ProperCase() {}

    static String of(String text, Optional<String> separators) {
        StringBuilder result = new StringBuilder();
        boolean inWord = false;
        int[] codePoints = text.toLowerCase(Locale.ROOT).codePoints().toArray();
        for (int c : codePoints) {
            boolean separates = separators.map(all -> all.indexOf(c) >= 0)
                    .orElse(separates(c) && !(c == '\'' && inWord));
            result.appendCodePoint(inWord || separates ? c : Character.toTitleCase(c));
            inWord = !separates;
        }
        return result.toString();
    }

    private static boolean separates(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER, Character.OTHER_LETTER, Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK, Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER, Character.OTHER_NUMBER, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
