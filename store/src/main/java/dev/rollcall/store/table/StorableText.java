package dev.rollcall.store.table;

import java.util.Optional;

/** Text from somewhere else, made such that both engines keep it as it is: NUL and lone surrogates become U+FFFD. */
final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    static Optional<String> of(Optional<String> text) {
        return text.map(StorableText::of);
    }

    private static boolean isStorable(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        return c != 0 && (!Character.isLowSurrogate(c) || i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static String replaced(String text) {
        StringBuilder storable = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text, i)) {
                storable.setCharAt(i, REPLACEMENT);
            }
        }
        return storable.toString();
    }
}
