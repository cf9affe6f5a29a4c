package dev.rollcall.directory.log;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A quick look for the marks of secrets, because nearly no text has one and looking properly costs as much as all the rest of
 * a request.
 *
 * <p>Guarantees: of a text that passes, compact JSON or any other, {@link Secrets} takes nothing out, neither as a whole nor
 * as JSON member by member. One that does not pass may be harmless all the same. It takes one pass and no memory.
 *
 * <p>What stands between letters and digits is passed over, as it is when names are compared, so that a name is found however
 * it is divided, and too often rather than too seldom.
 */
final class SecretMarks {
    /** What is common beyond ASCII and no folding makes ASCII letters of, first and last of each range, in order. */
    private static final char[] FOREIGN = {
        '\u00c0', '\u00de', '\u00e0', '\u012f', '\u0134', '\u013e', '\u0141', '\u0148', '\u014a', '\u017e', '\u0386',
        '\u03ff',
        '\u0400', '\u04ff', '\u05d0', '\u05ea', '\u0620', '\u064a', '\u0904', '\u0939', '\u0e01', '\u0e30', '\u2010',
        '\u2023', '\u3041', '\u30ff',
        '\u4e00', '\u9fff', '\uac00', '\ud7a3'
    };

    /** The columns of the table: a to z, and any digit. */
    private static final int COLUMNS = 27;
    private static final int DIGIT = 26;
    private static final short FOUND = -1;
    /** What stands before credentials in a header. */
    private static final String SCHEME = "basic";

    /** From a state, by a letter, to the next: the names of {@link Secrets#WITHIN}, wherever they begin. */
    private static final short[] NEXT = automaton(Secrets.WITHIN);

    /** The names that are secret as a whole alone, by their first letter. */
    private static final String[][] WHOLE = byFirstLetter(Secrets.WHOLE);

    private SecretMarks() {}

    /** Whether the text may hold anything that is left out of the log. */
    static boolean mayBeIn(String text) {
        int length = text.length();
        int state = 0;
        boolean inWord = false;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            int letter = letter(c);
            if (letter >= 0) {
                state = NEXT[state * COLUMNS + letter];
                if (state == FOUND || c == 'J' && follows(text, i, "ey") || !inWord && isWholeName(text, i, letter)) {
                    return true;
                }
                inWord = true;
                continue;
            }
            inWord = false;
            if (c == '\\') {
                i++;
                if (i == length || text.charAt(i) != '\\' && text.charAt(i) != '"') {
                    return true;
                }
            } else if (c == '%'
                    || c == '_' && (follows(text, i, "tok") || follows(text, i, "sec"))
                    || c > '~' && !isForeign(c)) {
                return true;
            }
        }
        return false;
    }

    /** 0 to 25 for a to z in either case, {@link #DIGIT} for a digit, less than 0 for what is passed over. */
    private static int letter(char c) {
        int letter = (c | 0x20) - 'a';
        return letter >= 0 && letter < DIGIT && c < 0x80 ? letter : c >= '0' && c <= '9' ? DIGIT : -1;
    }

    private static boolean follows(String text, int end, String before) {
        return text.regionMatches(true, end - before.length(), before, 0, before.length());
    }

    private static boolean isForeign(char c) {
        for (int i = 0; i < FOREIGN.length; i += 2) {
            if (c <= FOREIGN[i + 1]) {
                return c >= FOREIGN[i];
            }
        }
        return false;
    }

    private static boolean isWholeName(String text, int start, int letter) {
        if (letter < DIGIT) {
            for (String name : WHOLE[letter]) {
                if (isWord(text, start, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWord(String text, int start, String name) {
        int found = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (letter(c) < 0) {
                if (found == name.length()) {
                    return true;
                }
            } else if (found == name.length() || (c | 0x20) != name.charAt(found++)) {
                return false;
            }
        }
        return found == name.length();
    }

    private static String[][] byFirstLetter(Collection<String> names) {
        return IntStream.range(0, DIGIT)
                .mapToObj(letter -> Stream.concat(names.stream(), Stream.of(SCHEME))
                        .filter(name -> letter(name.charAt(0)) == letter)
                        .toArray(String[]::new))
                .toArray(String[][]::new);
    }

    /** Aho and Corasick's: a trie whose every missing branch leads to where the longest end of what was read goes on. */
    private static short[] automaton(Collection<String> names) {
        short[] next = new short[(names.stream().mapToInt(String::length).sum() + 1) * COLUMNS];
        short states = 1;
        for (String name : names) {
            int state = 0;
            for (int i = 0; i < name.length(); i++) {
                int place = state * COLUMNS + letter(name.charAt(i));
                if (i == name.length() - 1) {
                    next[place] = FOUND;
                } else if (next[place] == 0) {
                    next[place] = states++;
                }
                state = next[place];
                if (state == FOUND) {
                    break;
                }
            }
        }
        short[] fallback = new short[states];
        Deque<Short> waiting = new ArrayDeque<>();
        waiting.add((short) 0);
        while (!waiting.isEmpty()) {
            short state = waiting.remove();
            for (int letter = 0; letter < COLUMNS; letter++) {
                int place = state * COLUMNS + letter;
                short otherwise = state == 0 ? 0 : next[fallback[state] * COLUMNS + letter];
                if (next[place] == 0 || otherwise == FOUND) {
                    next[place] = otherwise;
                } else if (next[place] != FOUND) {
                    fallback[next[place]] = otherwise;
                    waiting.add(next[place]);
                }
            }
        }
        return Arrays.copyOf(next, states * COLUMNS);
    }
}
