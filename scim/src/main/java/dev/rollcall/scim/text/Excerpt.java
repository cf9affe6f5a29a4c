package dev.rollcall.scim.text;

/** What a message or a log quotes of a client's text: enough to recognise it, never enough to flood. */
public final class Excerpt {
    private static final int LENGTH = 120;

    private Excerpt() {}

    /** The text itself up to 120 characters, else its beginning and an ellipsis. */
    public static String of(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }
}
