package dev.rollcall.directory.stream;

import dev.rollcall.directory.identifier.Keyword;

/** Why an event was not to be sent. */
public enum SkipReason implements Keyword {
    CONNECTION("connection", "The stream does not take events of this connection."),
    CHANGED("changed", "Nothing has changed of what the stream watches."),
    CONDITION("condition", "The stream's condition is not true of the event."),
    LINKED("linked", "The account is linked to another one, which is delivered in its place."),
    GROUPS("groups", "The stream does not send groups."),
    NO_EMAIL("no-email", "The user has no e-mail address, which the target's userName is made of."),
    NO_USER_ID("no-user-id", "The event names no user."),
    UNKNOWN_AT_TARGET("unknown-at-target", "The target does not have the user, and the stream does not create on an"
            + " update."),
    NOT_OURS("not-ours", "The target's resource belongs to somebody else."),
    UNCHANGED("unchanged", "Nothing of it has changed for the receiver."),
    NOT_SUBSCRIBED("not-subscribed", "It is gone here, and the stream does not take the event of its deletion."),
    TEST("test", "It is a test event, of which nothing belongs at a SCIM application; test the connection instead."),
    BY_CHOICE("by-choice", "Somebody chose to pass over what had come meanwhile."),
    DISCARDED("discarded", "Somebody discarded it.");

    private final String keyword;
    private final String sentence;

    SkipReason(String keyword, String sentence) {
        this.keyword = keyword;
        this.sentence = sentence;
    }

    @Override
    public String keyword() {
        return keyword;
    }

    /** What it means. */
    public String sentence() {
        return sentence;
    }

    /** The reason of that word. @throws IllegalArgumentException when there is none */
    public static SkipReason of(String keyword) {
        return Keyword.find(SkipReason.class, keyword, "reason to skip");
    }
}
