package dev.rollcall.store.query;

import java.util.Optional;

/** The end of the range of texts that begin with a prefix. */
public final class PrefixRange {
    private PrefixRange() {}

    /**
     * The smallest text, in code-point order, that is after every text with the prefix.
     *
     * @return empty when there is none, because the prefix is empty or consists of the last code point alone
     */
    public static Optional<String> end(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            int start = end - Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                // The surrogates between U+D7FF and U+E000 are no characters.
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(prefix.substring(0, start) + Character.toString(next));
            }
            end = start;
        }
        return Optional.empty();
    }
}
