package dev.rollcall.outbound.post;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.mapping.expression.EventCondition;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a stream's filter that needs to see the event. Safe for use by many threads.
 *
 * <p>Guarantees: creations and deletions pass whatever attributes are watched. A condition that has no value for an event lets it
 * not pass unseen: {@link #skip} throws.
 */
public final class EventFilter {
    private final StreamFilter filter;
    private final Optional<EventCondition> condition;

    /** @throws UnusableStreamException when the condition cannot be compiled */
    public EventFilter(StreamFilter filter, ExpressionLimits limits) {
        this.filter = filter;
        try {
            this.condition = filter.condition().map(source -> EventCondition.compile(source, limits));
        } catch (RowExpressionException e) {
            throw new UnusableStreamException("The stream's condition cannot be used: " + e.getMessage()
                    + ". Change filter.condition.", e);
        }
    }

    /**
     * Why an event is not to be sent; empty when it is.
     *
     * @throws RowExpressionException when the condition has no value for it
     */
    public Optional<SkipReason> skip(RenderedEvent event) {
        if (event.isOfResourceAlone() && !filter.scimChanges()) {
            return Optional.of(SkipReason.UNCHANGED);
        }
        boolean update = event.type() == EventType.USER_UPDATED
                || event.type() == EventType.GROUP_UPDATED
                || event.type() == EventType.RESOURCE_UPDATED
                || event.type() == EventType.CONNECTION_UPDATED;
        if (update && !filter.changed().isEmpty() && !watches(event.changed())) {
            return Optional.of(SkipReason.CHANGED);
        }
        return condition.filter(each -> !each.holds(event.conditions())).map(_ -> SkipReason.CONDITION);
    }

    /** A path is watched with all that lies below it, and with the whole that it is a part of. */
    private boolean watches(Set<String> changed) {
        return changed.stream()
                .anyMatch(path -> filter.changed()
                        .stream()
                        .anyMatch(watched -> path.equals(watched)
                                || path.startsWith(watched + ".")
                                || watched.startsWith(path + ".")));
    }
}
