package dev.rollcall.directory.event;

import java.util.Arrays;
import java.util.Optional;

/** The types of events that there are, by Auth0's words for them where it has some. */
public enum EventType {
    USER_CREATED("user.created", About.USER),
    USER_UPDATED("user.updated", About.USER),
    USER_DELETED("user.deleted", About.USER),
    GROUP_CREATED("group.created", About.GROUP),
    GROUP_UPDATED("group.updated", About.GROUP),
    GROUP_DELETED("group.deleted", About.GROUP),
    GROUP_MEMBER_ADDED("group.member.added", About.GROUP),
    GROUP_MEMBER_DELETED("group.member.deleted", About.GROUP),
    RESOURCE_CREATED("resource.created", About.RESOURCE),
    RESOURCE_UPDATED("resource.updated", About.RESOURCE),
    RESOURCE_DELETED("resource.deleted", About.RESOURCE),
    CONNECTION_CREATED("connection.created", About.CONNECTION),
    CONNECTION_UPDATED("connection.updated", About.CONNECTION),
    CONNECTION_DELETED("connection.deleted", About.CONNECTION);

    /** What an event is about. */
    public enum About {
        USER,
        GROUP,
        /** A resource of a type that its connection declares. */
        RESOURCE,
        CONNECTION
    }

    private final String keyword;
    private final About about;

    EventType(String keyword, About about) {
        this.keyword = keyword;
        this.about = about;
    }

    /** The type of that word; empty when there is none. */
    public static Optional<EventType> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(type -> type.keyword.equals(keyword)).findFirst();
    }

    /** The type of that word. @throws IllegalArgumentException when there is none */
    public static EventType of(String keyword) {
        return ofKeyword(keyword)
                .orElseThrow(() -> new IllegalArgumentException("There is no type of event " + keyword + "."));
    }

    /** The word for it. */
    public String keyword() {
        return keyword;
    }

    /** What it is about; events about members are about their group. */
    public About about() {
        return about;
    }

    /** Whether it is about members of a group. */
    public boolean isOfMembers() {
        return this == GROUP_MEMBER_ADDED || this == GROUP_MEMBER_DELETED;
    }

    @Override
    public String toString() {
        return keyword;
    }
}
