package dev.rollcall.hardship;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies and operations that cost much more than they look. */
final class HeavyBodies {
    /** As many as make a body of 1,020,029 bytes. */
    private static final int EMPTY_OBJECTS = 340_002;

    /** As many as a list may have, nearly. */
    private static final int LIST = 4_900;

    private static final int FILTER_TERMS = 95;
    private static final int TEXT_LENGTH = 1_000;

    private HeavyBodies() {}

    /** A user whose tree is much larger than its text, and larger than a body may have values. */
    static String emptyObjects(String userName) {
        return "{\"userName\":\"%s\",\"x\":[%s]}".formatted(userName, repeated("{}", EMPTY_OBJECTS));
    }

    /** The same with as many as a body may have, in lists as long as they may be. */
    static String permittedObjects(String userName) {
        String list = repeated("{}", LIST);
        return "{\"userName\":\"%s\",%s}".formatted(userName, IntStream.range(0, 19)
                .mapToObj(i -> "\"x%d\":[%s]".formatted(i, list))
                .collect(Collectors.joining(",")));
    }

    /** A user with so many kilobytes of text under a name that no schema declares. */
    static String largeUser(String userName, int kilobytes) {
        return "{\"userName\":\"%s\",\"title\":\"large\",\"notes\":[%s]}".formatted(userName, texts(kilobytes));
    }

    /** An operation that adds so many kilobytes to a user. */
    static String growth(int round, int kilobytes) {
        return "{\"op\":\"Add\",\"path\":\"notes%d\",\"value\":[%s]}".formatted(round, texts(kilobytes));
    }

    /** A user with nearly as many e-mail addresses as a list may have. */
    static String manyEmails(String userName) {
        return "{\"userName\":\"%s\",\"emails\":[%s]}".formatted(userName, IntStream.range(0, LIST)
                .mapToObj(i -> "{\"value\":\"m%d@example.com\"}".formatted(i))
                .collect(Collectors.joining(",")));
    }

    /** So many operations that each look at every address with a long filter. */
    static String removals(int operations) {
        String filter = IntStream.range(0, FILTER_TERMS)
                .mapToObj(i -> "value eq \\\"n" + i + "\\\"")
                .collect(Collectors.joining(" or "));
        String operation = "{\"op\":\"Remove\",\"path\":\"emails[" + filter + "]\"}";
        return Bodies.patch(Collections.nCopies(operations, operation).toArray(String[]::new));
    }

    /** So many operations that each add an address. */
    static String additions(int operations) {
        return Bodies.patch(IntStream.range(0, operations)
                .mapToObj(i -> "{\"op\":\"Add\",\"path\":\"emails\",\"value\":[{\"value\":\"a%d@example.com\"}]}"
                        .formatted(i))
                .toArray(String[]::new));
    }

    private static String texts(int kilobytes) {
        return repeated("\"" + "t".repeat(TEXT_LENGTH) + "\"", kilobytes);
    }

    private static String repeated(String value, int times) {
        return String.join(",", Collections.nCopies(times, value));
    }
}
