package dev.rollcall.mapping;

import java.util.Locale;

/** Which way a row of a mapping goes. */
public enum Direction {
    /** The profile shows what the document says, and an edit of the profile goes into the document. */
    BOTH,
    /** The profile shows what the document says; the document is never written. */
    IN,
    /** An edit of the profile goes into the document; what the document says is not shown. */
    OUT;

    /** The word in JSON: {@code both}, {@code in}, {@code out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the profile shows what the document says. */
    public boolean reads() {
        return this != OUT;
    }

    /** Whether edits go into the document. */
    public boolean writes() {
        return this != IN;
    }
}
