package dev.rollcall.server.management;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The key after which a page begins, as clients carry it: opaque to them, and good for the list that gave it alone. It holds
 * nothing that the client has not seen.
 */
public final class PageCursor {
    private static final String SEPARATOR = "\u001f";
    /** Characters; ours are far shorter. */
    private static final int LONGEST = 4_096;

    private PageCursor() {}

    /**
     * The text of a cursor.
     *
     * @param list a name of the list that it is good for
     */
    public static String write(String list, List<String> key) {
        String text = list + SEPARATOR + String.join(SEPARATOR, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The key in a cursor.
     *
     * @param parts how many parts the key has
     * @throws ManagementFailure 400 when it is none of that list
     */
    public static List<String> read(String list, int parts, String cursor) {
        if (cursor.length() <= LONGEST) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                        .toString();
                List<String> all = List.of(text.split(SEPARATOR, -1));
                // No key has a NUL, and PostgreSQL takes none.
                if (all.size() == parts + 1 && all.getFirst().equals(list) && text.indexOf(0) < 0) {
                    return all.subList(1, all.size());
                }
            } catch (IllegalArgumentException | CharacterCodingException e) {
                throw foreign();
            }
        }
        throw foreign();
    }

    /** A number in a key. @throws ManagementFailure 400 when it is none */
    public static long number(String part) {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw foreign();
        }
    }

    /** That the parameter is no cursor of the list. */
    public static ManagementFailure foreign() {
        return ManagementFailure
                .query("The parameter from is no cursor of this list. Send the value of next from the page"
                        + " before as it was, or leave it out to begin at the start.");
    }
}
