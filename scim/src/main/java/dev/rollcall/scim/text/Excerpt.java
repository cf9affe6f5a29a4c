package dev.rollcall.scim.text;

/** What a message or a log quotes of a client's text: enough to recognise it, never enough to flood. */
public final class Excerpt {
    private static final int LENGTH = 120;

    private Excerpt() {}

    /**
     * {@return the text itself up to 120 characters, else its beginning and an ellipsis}
     *
     * @param text of a client
     */
    public static String of(String text) {
        return of(text, LENGTH);
    }

    /**
     * {@return the text itself up to that many characters, else its beginning and an ellipsis; no character is cut in
     * two}
     *
     * @param text of a client
     * @param longest how many characters at most
     */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }
}
