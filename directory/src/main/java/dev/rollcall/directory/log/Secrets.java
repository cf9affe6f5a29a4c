package dev.rollcall.directory.log;

import dev.rollcall.scim.text.Folding;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** What the log takes for a secret: by the name that stands before a value, and by the form of the value itself. */
final class Secrets {
    /** What stands in the log in the place of a secret. */
    static final String REDACTED = "[redacted]";

    private static final Set<String> NAMES = Set.of("password", "token", "secret", "client_secret", "access_token",
            "client_assertion", "authorization");
    private static final Pattern TOKEN = Pattern.compile("(?i)(tok_[a-z0-9]{16}(?:\\.|%2e))[0-9a-f]+");
    /** A name of a secret that a comparison, an assignment or brackets follow. */
    private static final Pattern PASSAGE = Pattern.compile("(?is)((?:password|client_secret|access_token)['\"\\\\]*\\s*"
            + "(?:[\\[(=:]|\\b(?:eq|ne|co|sw|ew|gt|ge|lt|le)\\b)).*");
    private static final Pattern WORD_ENDS = Pattern.compile("[^\\p{L}\\p{N}_]+");
    /** One of these is in every text that {@link #TOKEN} or {@link #PASSAGE} finds something in. */
    private static final String[] MARKS = {"tok_", "password", "client_secret", "access_token"};
    /** One of these is in every name of a secret, once folded. */
    private static final String[] NAME_MARKS = {"password", "token", "secret", "authorization", "client_assertion"};

    private Secrets() {}

    /** Whether a value of this name is a secret; {@code newPassword} and the like are meant too. */
    static boolean isName(String name) {
        String folded = Folding.fold(name).strip();
        return NAMES.contains(folded) || folded.contains("password");
    }

    /** Whether an attribute path, which may have a URN, brackets and sub-attributes, names a secret. */
    static boolean isPath(String path) {
        if (isAscii(path) && !mentions(path, NAME_MARKS)) {
            return false;
        }
        int bracket = path.indexOf('[');
        String attribute = bracket < 0 ? path : path.substring(0, bracket);
        String local = attribute.substring(attribute.lastIndexOf(':') + 1);
        String inner = bracket < 0 ? "" : path.substring(bracket);
        return Arrays.stream(WORD_ENDS.split(local, -1)).anyMatch(Secrets::isName) || PASSAGE.matcher(inner).find();
    }

    /** A path up to where values begin. */
    static String withoutValues(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '[' || path.charAt(i) == '"') {
                return path.substring(0, i) + REDACTED;
            }
        }
        return path;
    }

    /** The text without the secrets of SCIM tokens, and without all that follows where a password is compared or set. */
    static String redact(String text) {
        if (!mentions(text, MARKS)) {
            return text;
        }
        String withoutTokens = TOKEN.matcher(text).replaceAll("$1" + REDACTED);
        return PASSAGE.matcher(withoutTokens).replaceFirst("$1" + REDACTED);
    }

    /** A look that is much cheaper than the patterns; for nearly every text of a body it is all that is needed. */
    private static boolean mentions(String text, String[] marks) {
        for (int i = 0; i < text.length(); i++) {
            int letter = text.charAt(i) | 0x20;
            for (String mark : marks) {
                if (letter == mark.charAt(0) && text.regionMatches(true, i, mark, 0, mark.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Other characters may become ASCII letters by folding. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
