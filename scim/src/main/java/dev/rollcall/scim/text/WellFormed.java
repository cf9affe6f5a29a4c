package dev.rollcall.scim.text;

/**
 * Which text Rollcall accepts: no NUL and no lone surrogates, because databases do not keep them (DESIGN 3.4), so that
 * every store gives the same answers.
 */
public final class WellFormed {
    private WellFormed() {}

    /**
     * {@return whether the text holds neither NUL nor half of a surrogate pair}
     *
     * @param text any
     */
    public static boolean isWellFormed(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
