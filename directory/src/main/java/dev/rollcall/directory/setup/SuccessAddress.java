package dev.rollcall.directory.setup;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where a customer's administrator is led when her set-up is complete: a page of the vendor's.
 *
 * <p>Guarantees: it is an absolute URL of HTTPS with a host and without a user or a password, of printable ASCII.
 *
 * @param text at most {@value #LONGEST} characters
 */
public record SuccessAddress(String text) {
    /** The most characters of one. */
    public static final int LONGEST = 2_048;

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1," + LONGEST + "}");

    /** @throws IllegalArgumentException when it cannot be used; the message says what to write */
    public SuccessAddress {
        if (!PRINTABLE.matcher(text).matches() || !isUsable(text)) {
            throw new IllegalArgumentException(
                    "The success address is an absolute URL that begins with https:// and has a host,"
                            + " no user and no password, such as https://app.example.com/settings/provisioning, of at most "
                            + LONGEST
                            + " characters.");
        }
    }

    private static boolean isUsable(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** Its host, by which somebody knows where it leads. */
    public String host() {
        return URI.create(text).getHost();
    }
}
