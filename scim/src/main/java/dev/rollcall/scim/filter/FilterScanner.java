package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.RawLiteral.Kind;
import dev.rollcall.scim.text.WellFormed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks over the text of a filter: blanks, names, words and literals. It knows the characters, not the grammar. */
final class FilterScanner {
    private static final String UNTERMINATED = "the value that begins here has no closing quote.";

    private final String text;
    private final Optional<LiteralEnds> unescaped;
    private int position;
    /** Behind the closing quote of the last literal; none yet when negative. */
    private int literalEnd = -1;

    /** Reads literals as JSON writes them. */
    FilterScanner(String text) {
        this.text = text;
        this.unescaped = Optional.empty();
    }

    /** Reads literals of clients that escape nothing: a backslash is a character like any other, and {@code ends} says where they end. */
    FilterScanner(String text, LiteralEnds ends) {
        this.text = text;
        this.unescaped = Optional.of(ends);
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == text.length();
    }

    boolean peek(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    boolean accept(char c) {
        boolean there = peek(c);
        position += there ? 1 : 0;
        return there;
    }

    /** The refusal of what stands here, which may be the rest of a literal that seems to end before. */
    ScimException unexpected(String detail) {
        return literalEnd >= 0 && text.substring(literalEnd, position).isBlank()
                ? new BrokenLiteralException(position, detail)
                : FilterSyntax.invalidAt(position, detail);
    }

    /** Passes over blanks; false when there are none. */
    boolean blanks() {
        int start = position;
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
        return position > start;
    }

    /** Whether the character before this place is a blank. */
    boolean afterBlank() {
        return position > 0 && isBlank(text.charAt(position - 1));
    }

    /** Takes the keyword, in any case, if it stands here as a whole word; otherwise stays. */
    boolean acceptKeyword(String keyword) {
        int end = position + keyword.length();
        if (!text.regionMatches(true, position, keyword, 0, keyword.length())
                || (end < text.length() && !isBlank(text.charAt(end)) && text.charAt(end) != '(')) {
            return false;
        }
        position = end;
        return true;
    }

    /** Takes {@code not} and the opening parenthesis after it, if both stand here; otherwise stays. */
    boolean acceptNot() {
        int start = position;
        if (acceptKeyword("not")) {
            blanks();
            if (accept('(')) {
                return true;
            }
        }
        position = start;
        return false;
    }

    /** A run of characters up to a blank, a bracket, a parenthesis, a quote or the end; may be empty. */
    String word() {
        int start = position;
        while (position < text.length() && !isDelimiter(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    RawLiteral literal() {
        if (peek('"')) {
            String content = unescaped.isPresent() ? unescapedString(unescaped.get()) : jsonString();
            literalEnd = position;
            unescaped.ifPresent(ends -> ends.taken(content));
            if (!atEnd() && !endsLiteral(text.charAt(position))) {
                throw unexpected("a blank is missing after the quoted value; "
                        + "a quote inside the value is written as \\\".");
            }
            if (!WellFormed.isWellFormed(content)) {
                throw FilterSyntax.invalid(
                        "A value in the filter holds NUL or half of a surrogate pair; remove that character.");
            }
            return new RawLiteral(Kind.STRING, content);
        }
        int start = position;
        String word = word();
        if (word.isEmpty()) {
            throw FilterSyntax.invalidAt(start, "a value is missing; write it in double quotes.");
        }
        if (!atEnd() && !endsLiteral(text.charAt(position))) {
            throw FilterSyntax.invalidAt(position, "this character cannot stand in a value without double quotes.");
        }
        Kind kind = kind(word);
        if (kind == Kind.NUMBER && JsonNumbers.value(word).isEmpty()) {
            throw FilterSyntax.invalidAt(start, "this number has more than " + JsonNumbers.MAX_DIGITS + " digits.");
        }
        return new RawLiteral(kind, word);
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "true" -> Kind.TRUE;
            case "false" -> Kind.FALSE;
            case "null" -> Kind.NULL;
            default -> JsonNumbers.isNumber(word) ? Kind.NUMBER : Kind.WORD;
        };
    }

    private String jsonString() {
        int start = ++position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '"') {
                return text.substring(start, position++);
            }
            if (c == '\\') {
                return jsonStringWithEscapes(start);
            }
            refuseControl(c);
            position++;
        }
        throw FilterSyntax.invalidAt(start - 1, UNTERMINATED);
    }

    private String jsonStringWithEscapes(int start) {
        StringBuilder content = new StringBuilder().append(text, start, position);
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return content.toString();
            }
            refuseControl(c);
            content.append(c == '\\' ? escape() : c);
        }
        // The last quote may be the one that a backslash stands before.
        throw new BrokenLiteralException(start - 1, UNTERMINATED);
    }

    private char escape() {
        char c = atEnd() ? ' ' : text.charAt(position++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicodeEscape();
            default -> throw new BrokenLiteralException(position - 1,
                    "this is no JSON escape; a backslash inside a value is written as \\\\.");
        };
    }

    private char unicodeEscape() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = atEnd() ? -1 : Character.digit(text.charAt(position), 16);
            if (digit < 0 || text.charAt(position) > 'f') {
                throw new BrokenLiteralException(position, "\\u needs four hexadecimal digits.");
            }
            value = value << 4 | digit;
            position++;
        }
        return (char) value;
    }

    private String unescapedString(LiteralEnds ends) {
        int start = ++position;
        List<Integer> candidates = new ArrayList<>();
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '"' && (i + 1 == text.length() || endsLiteral(text.charAt(i + 1)))) {
                candidates.add(i);
            }
        }
        int end = ends.of(candidates, text.indexOf('"', start))
                .orElseThrow(() -> FilterSyntax.invalidAt(start - 1, UNTERMINATED));
        for (; position < end; position++) {
            refuseControl(text.charAt(position));
            if (text.startsWith("\\u", position) && isHex(position + 2)) {
                throw FilterSyntax.invalidAt(position, "this escape belongs to a value that is escaped otherwise.");
            }
        }
        position++;
        return text.substring(start, end);
    }

    private boolean isHex(int from) {
        return from + 4 <= text.length()
                && text.substring(from, from + 4).chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private void refuseControl(char c) {
        if (c < ' ') {
            throw FilterSyntax.invalidAt(position, "a control character inside a value is written as an escape, "
                    + "for example \\t or \\u0007.");
        }
    }

    private static boolean endsLiteral(char c) {
        return isBlank(c) || c == ')' || c == ']';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDelimiter(char c) {
        return switch (c) {
            case ' ', '\t', '\r', '\n', '(', ')', '[', ']', '"' -> true;
            default -> false;
        };
    }
}
