package dev.rollcall.directory.stream;

import dev.rollcall.directory.identifier.Keyword;

/** What has become of one event on its way to one stream. Only a failed one ever is pending again. */
public enum DeliveryState implements Keyword {
    /** It is on its way. */
    PENDING("pending"),
    /** The target has it. */
    DELIVERED("delivered"),
    /** A newer state of its subject was sent in its place. */
    SUPERSEDED("superseded"),
    /** It was not to be sent; the reason is with it. */
    SKIPPED("skipped"),
    /** It is a dead letter: kept with the last request and answer, to be delivered again when its cause is mended. */
    FAILED("failed");

    private final String keyword;

    DeliveryState(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }

    /** The state of that word. @throws IllegalArgumentException when there is none */
    public static DeliveryState of(String keyword) {
        return Keyword.find(DeliveryState.class, keyword, "state of a delivery");
    }
}
