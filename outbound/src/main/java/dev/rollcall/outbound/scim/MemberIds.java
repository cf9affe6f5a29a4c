package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.MemberDelta;
import java.util.Map;
import java.util.Objects;

/**
 * By which ids a target knows the members whom one of its groups gains and loses.
 *
 * @param there the ids of those who are at the target, by their ids here
 * @param gone the ids that those had there who are not there any more and are to be taken out of the group
 */
record MemberIds(Map<String, String> there, Map<String, String> gone) {
    MemberIds {
        there = Map.copyOf(there);
        gone = Map.copyOf(gone);
    }

    /** Whether a request can name the member. */
    boolean knows(MemberDelta delta) {
        return there.containsKey(delta.memberId()) || isGone(delta);
    }

    /** Whether it is to lose somebody who is not at the target any more. */
    boolean isGone(MemberDelta delta) {
        return !delta.added() && !there.containsKey(delta.memberId()) && gone.containsKey(delta.memberId());
    }

    /** The id of a member whom a request can name. */
    String of(MemberDelta delta) {
        String id = there.get(delta.memberId());
        return id != null ? id : Objects.requireNonNull(gone.get(delta.memberId()));
    }
}
