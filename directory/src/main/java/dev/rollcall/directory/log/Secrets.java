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

    private Secrets() {}

    /** Whether a value of this name is a secret; {@code newPassword} and the like are meant too. */
    static boolean isName(String name) {
        String folded = Folding.fold(name).strip();
        return NAMES.contains(folded) || folded.contains("password");
    }

    /** Whether an attribute path, which may have a URN, brackets and sub-attributes, names a secret. */
    static boolean isPath(String path) {
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
        String withoutTokens = TOKEN.matcher(text).replaceAll("$1" + REDACTED);
        return PASSAGE.matcher(withoutTokens).replaceFirst("$1" + REDACTED);
    }
}
