package dev.rollcall.directory.identifier;

import java.util.Arrays;

/** A constant with a word of its own, by which it is stored and named to others. */
public interface Keyword {

    /** The word for it. */
    String keyword();

    /**
     * The constant of that word.
     *
     * @param what the constants are, for the message
     * @throws IllegalArgumentException when there is none
     */
    static <E extends Enum<E> & Keyword> E find(Class<E> constants, String keyword, String what) {
        return Arrays.stream(constants.getEnumConstants())
                .filter(constant -> constant.keyword().equals(keyword))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + what + " " + keyword + "."));
    }
}
