package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventType;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with a stream now, beside what it delivers by itself. */
public interface StreamActions {
    /**
     * What would be sent for an event. Nothing is sent, and nothing is remembered.
     *
     * @param event a CloudEvent
     * @return {@code {"requests":[{"method","url","headers","body"}],"outcome":"…"}}, secrets removed
     * @throws IllegalArgumentException when the event cannot be read; the message says what is wrong with it
     */
    ObjectNode preview(EventStream stream, ObjectNode event);

    /**
     * The rows of the mapping that are in force for an application, its own or those of its preset: {@code
     * {"user":[…],"group":[…]}}, each as the management API takes it.
     */
    ObjectNode rows(ScimTarget target);

    /** Tries the target in earnest, with a user that is made for it and removed again; also while the stream is paused. */
    List<ReportStep> check(EventStream stream);

    /**
     * Makes a test event of a type and puts it on its way.
     *
     * @param event to send instead of one that is made up
     * @return the event's id and what was put on its way, as a delivery is shown
     * @throws IllegalArgumentException when the event cannot be read; the message says what is wrong with it
     */
    StreamDelivery test(EventStream stream, EventType type, Optional<ObjectNode> event);
}
