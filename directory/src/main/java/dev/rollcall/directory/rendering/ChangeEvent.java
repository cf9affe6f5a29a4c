package dev.rollcall.directory.rendering;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import java.util.Optional;

/**
 * That something happened, before anybody has looked at what.
 *
 * @param subject the person, the group or the connection; of an event about a member, the group
 * @param member the id of the resource that came or went; empty for other events
 */
public record ChangeEvent(EventId id, EventType type, SubjectKey subject, Optional<String> member) {}
