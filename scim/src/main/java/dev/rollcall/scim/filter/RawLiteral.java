package dev.rollcall.scim.filter;

/**
 * A comparison value as it was written, before anything is known of the attribute.
 *
 * @param text the content of a string without quotes and escapes; otherwise the word itself
 */
record RawLiteral(Kind kind, String text) {
    enum Kind {
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        /** A word that is no JSON literal. */
        WORD
    }
}
