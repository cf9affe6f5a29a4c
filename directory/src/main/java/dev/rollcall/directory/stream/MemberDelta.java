package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;

/**
 * A member that a target's group is to gain or to lose. A newer one about the same member stands in its place.
 *
 * @param memberId the member's SCIM id here
 * @param added whether it is to be added
 * @param event which event asks for it
 * @param waits whether it waits for its member to be at the target
 */
public record MemberDelta(SubjectKey group, String memberId, boolean added, EventId event, boolean waits) {}
