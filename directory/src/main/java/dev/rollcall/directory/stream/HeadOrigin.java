package dev.rollcall.directory.stream;

import dev.rollcall.directory.identifier.Keyword;

/** Where the work of a head comes from. */
public enum HeadOrigin implements Keyword {
    /** From events. */
    EVENT("event"),
    /** From a sync: it is worked at while the stream waits for one, too. */
    SYNC("sync");

    private final String keyword;

    HeadOrigin(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }

    /** The origin of that word. @throws IllegalArgumentException when there is none */
    public static HeadOrigin of(String keyword) {
        return Keyword.find(HeadOrigin.class, keyword, "origin of a head");
    }
}
