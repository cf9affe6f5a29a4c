package dev.rollcall.directory.setup;

import dev.rollcall.directory.identifier.Keyword;

/** What has to arrive before a connection is known to be set up, in the order in which it usually comes. */
public enum SetupStep implements Keyword {
    /** The provider's test of the connection: a request that reads, with a token that is good. */
    TEST("test"),
    /** A user was created, or one that was here was found and changed. */
    USER("user"),
    /** A user's attributes were changed. */
    UPDATE("update"),
    /** A user was disabled. */
    DISABLE("disable"),
    /** A group was created, or one that was here was found and changed. */
    GROUP("group"),
    /** Somebody came into a group. */
    MEMBER("member"),
    /** A user has a manager who is a user here. */
    MANAGER("manager");

    private final String keyword;

    SetupStep(String keyword) {
        this.keyword = keyword;
    }

    /** The word for it in the store. */
    @Override
    public String keyword() {
        return keyword;
    }
}
