package dev.rollcall.directory.connection;

import java.util.regex.Pattern;

/**
 * Which claim of an access token says whose {@code /Me} is (RFC 7644 section 3.11): its value is a user's id, externalId or
 * userName.
 *
 * @param name of the claim, compared exactly: 1 to {@value #LONGEST} characters, none of which controls a terminal
 */
public record MeClaim(String name) {
    /** The longest name, in characters. */
    public static final int LONGEST = 128;

    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1," + LONGEST + "}");

    /** The subject of the token, which a connection goes by that names no other claim. */
    public static final MeClaim SUBJECT = new MeClaim("sub");

    /** @throws IllegalArgumentException when it can be no claim's name; the message says what to write */
    public MeClaim {
        if (name.isBlank() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The claim that says whose /Me is has a name of 1 to " + LONGEST
                    + " characters, none of which controls a terminal. Write the name of a claim, such as sub or oid.");
        }
    }
}
