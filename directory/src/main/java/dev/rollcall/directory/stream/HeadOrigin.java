package dev.rollcall.directory.stream;

import java.util.Arrays;

/** Where the work of a head comes from. */
public enum HeadOrigin {
    /** From events. */
    EVENT("event"),
    /** From a sync: it is worked at while the stream waits for one, too. */
    SYNC("sync");

    private final String keyword;

    HeadOrigin(String keyword) {
        this.keyword = keyword;
    }

    /** The word for it. */
    public String keyword() {
        return keyword;
    }

    /** The origin of that word. @throws IllegalArgumentException when there is none */
    public static HeadOrigin of(String keyword) {
        return Arrays.stream(values())
                .filter(origin -> origin.keyword.equals(keyword))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no origin of a head " + keyword + "."));
    }
}
