package dev.rollcall.directory.log;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets that are known by their own form, whatever name stands before them: tokens of SCIM, signing secrets of webhooks,
 * JSON Web Tokens and what a Basic header holds.
 *
 * <p>Guarantees: a text is gone through in time that grows as its length does, whatever it is. It has to be so because paths
 * are looked through before anybody has shown a token. Nothing that was taken is given back (possessive quantifiers), and no
 * match begins within a run of characters that was refused already (look-behind). A new form keeps to both.
 */
final class SecretForms {
    /** A token or client secret: what stands behind the dot. */
    private static final Pattern TOKEN = Pattern.compile("(?i)((?:tok|sec)_[a-z0-9]{16}(?:\\.|%2e))[0-9a-f]++");
    /** What webhooks are signed with, by Standard Webhooks. */
    private static final Pattern SIGNING = Pattern.compile("(whsec_)[A-Za-z0-9+/_-]++=*+");
    /**
     * A JSON Web Token: access tokens and assertions. The braces of its two JSON objects begin it as {@code eyJ}. Other
     * letters may stand right before it; if no token begins at the first {@code eyJ} of a run, none begins at a later one.
     */
    private static final Pattern JWT = Pattern.compile(
            "(?<![\\w-])((?:(?!eyJ)[\\w-])*+eyJ[\\w-]{8,}+\\.)eyJ[\\w-]{8,}+\\.[\\w-]*+");
    /** What a Basic header holds: base64, which no long word is. A no-break space ends it, as every other blank does. */
    private static final Pattern BASIC = Pattern.compile(
            "(?<!\\w)([Bb][Aa][Ss][Ii][Cc][ \\u00a0]++)"
                    + "(?=[^\\s\\u00a00-9]*+[0-9])(?=[^\\s\\u00a0A-Z]*+[A-Z])[A-Za-z0-9+/_-]{16,}+=*+");

    /** All of them; what the first group of each takes is no secret. */
    static final List<Pattern> ALL = List.of(TOKEN, SIGNING, JWT, BASIC);

    private SecretForms() {}

    /** The text with {@link Secrets#REDACTED} in the place of each. */
    static String redact(String text) {
        String clean = text;
        if (clean.indexOf('_') >= 0) {
            clean = without(SIGNING, without(TOKEN, clean));
        }
        if (clean.contains("eyJ")) {
            clean = without(JWT, clean);
        }
        return without(BASIC, clean);
    }

    private static String without(Pattern form, String text) {
        return form.matcher(text).replaceAll("$1" + Secrets.REDACTED);
    }
}
