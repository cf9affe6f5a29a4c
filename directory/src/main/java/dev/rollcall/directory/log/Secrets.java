package dev.rollcall.directory.log;

import dev.rollcall.scim.resource.UndeclaredValues;
import dev.rollcall.scim.text.Folding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the log takes for a secret: by the name that stands before a value, and by the form of the value itself
 * ({@link SecretForms}). This is the one list of such names; bodies, plans, paths, queries, sentences of errors and places
 * of tolerances all go by it. Every text is gone through in time that grows as its length does.
 */
final class Secrets {
    /** What stands in the log in the place of a secret. */
    static final String REDACTED = "[redacted]";

    /** A name that has one of these in it is one of a secret ({@code newPassword}, {@code client_secret}, {@code API-Key}). */
    static final List<String> WITHIN = List.of("password", "passwd", "passphrase", "secret", "token", "apikey",
            "accesskey", "privatekey", "credential", "authorization", "assertion");
    /** A name that is one of these is one of a secret. */
    static final Set<String> WHOLE = Set.of("jwt", "code", "sig", "signature", "pwd", "pin", "otp", "cookie",
            "samlresponse");
    /** A word that has one of {@link #WITHIN} in it and is none. */
    private static final String HARMLESS = "secretar";

    private static final Pattern MARKS = Pattern.compile("\\p{M}++");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]++");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le");

    private Secrets() {}

    /** Whether a value of this name is a secret; case, width, blanks, hyphens and underscores do not matter. */
    static boolean isName(String name) {
        String plain = plain(name);
        return isStrong(plain) || WHOLE.contains(plain);
    }

    /** Whether an attribute path, which may have a URN, brackets and sub-attributes, names a secret. */
    static boolean isPath(String path) {
        int bracket = path.indexOf('[');
        String attribute = bracket < 0 ? path : path.substring(0, bracket);
        int colon = attribute.lastIndexOf(':');
        String local = attribute.substring(colon + 1);
        // The container may be called a password, and what follows it be the value.
        boolean inPassword = colon >= 0 && UndeclaredValues.isPassword(attribute.substring(0, colon));
        return inPassword || isNameInPath(local) || bracket >= 0 && isMentioned(path.substring(bracket));
    }

    /** A path up to where values begin. */
    static String withoutValues(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '[' || path.charAt(i) == '"') {
                return path.substring(0, i) + REDACTED;
            }
        }
        return path;
    }

    /** Whether the name of a secret stands anywhere in a filter, quoted values aside. */
    static boolean isMentioned(String filter) {
        boolean quoted = false;
        for (int i = 0; i < filter.length();) {
            int end = endOfWord(filter, i);
            if (end > i) {
                if (!quoted && isNameInPath(filter.substring(i, end))) {
                    return true;
                }
                i = end;
            } else {
                boolean escaped = i > 0 && filter.charAt(i - 1) == '\\';
                quoted ^= filter.charAt(i) == '"' && !escaped;
                i++;
            }
        }
        return false;
    }

    /**
     * The text without the secrets of SCIM tokens, and without all that follows where a secret is compared, set or told. It
     * comes back as it is when there is none in it, percent-encoded or not; one that is encoded too often to be read is left
     * out as a whole.
     */
    static String redact(String text) {
        return SecretMarks.mayBeIn(text) ? thoroughly(text) : text;
    }

    /** The same without a quick look before. */
    static String thoroughly(String text) {
        if (!PercentEscapes.isIn(text)) {
            return cleaned(text);
        }
        String decoded = PercentEscapes.decoded(text);
        if (PercentEscapes.isIn(decoded)) {
            return REDACTED;
        }
        String cleaned = cleaned(decoded);
        return cleaned.equals(decoded) ? text : cleaned;
    }

    private static String cleaned(String text) {
        String bare = SecretForms.redact(text);
        int value = placeOfSecret(bare);
        return value < 0 ? bare : bare.substring(0, value) + REDACTED;
    }

    /** Where the first value begins that a name of a secret stands before; -1 when there is none. In linear time. */
    private static int placeOfSecret(String text) {
        for (int i = 0; i < text.length();) {
            int end = endOfWord(text, i);
            if (end == i) {
                i++;
                continue;
            }
            int next = end;
            boolean quoted = false;
            while (next < text.length() && isFiller(text.charAt(next))) {
                quoted |= text.charAt(next) == '"' || text.charAt(next) == '\'';
                next++;
            }
            int value = endOfOperator(text, end, next);
            if (value >= 0) {
                String word = text.substring(i, end);
                // A common word before a colon is one only where it is quoted, as a name in JSON is.
                boolean told = text.charAt(next) != ':' || quoted || isStrong(plain(word));
                if (told && isNameInPath(word)) {
                    return value;
                }
            }
            i = end;
        }
        return -1;
    }

    /** The end of the operator that stands there; -1 when none does. */
    private static int endOfOperator(String text, int endOfWord, int start) {
        if (start >= text.length()) {
            return -1;
        }
        if ("[(=:".indexOf(text.charAt(start)) >= 0) {
            return start + 1;
        }
        int end = endOfWord(text, start);
        return start > endOfWord && OPERATORS.contains(Folding.fold(text.substring(start, end))) ? end : -1;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && isOfWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '$';
    }

    private static boolean isFiller(char c) {
        return c == '"' || c == '\'' || c == '\\' || Character.isWhitespace(c) || c == '\u00a0';
    }

    private static boolean isNameInPath(String path) {
        if (path.indexOf('.') < 0 && path.indexOf('/') < 0) {
            return isName(path);
        }
        for (String part : path.split("[./]", -1)) {
            if (isName(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStrong(String plain) {
        for (String mark : WITHIN) {
            if (plain.contains(mark)) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String name) {
        // Folding puts marks on one letter in order, in time that grows as the square of their number.
        String folded = Folding.fold(MARKS.matcher(name).replaceAll(""));
        String letters = isPlain(folded) ? folded : NO_LETTERS.matcher(folded).replaceAll("");
        return letters.replace(HARMLESS, "");
    }

    /** Whether there is nothing to leave out, as in nearly every name. */
    private static boolean isPlain(String folded) {
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }
}
