package dev.rollcall.mapping;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What became of the edit of one attribute of a profile. */
public sealed interface EditOutcome {

    /**
     * It is in the document.
     *
     * @param shown what the profile shows of it now; empty when it shows nothing. It differs from what was asked for where the
     *     document keeps it in another form, where a default takes the place of what was removed, or where an expression says so
     */
    record Applied(Optional<JsonNode> shown) implements EditOutcome {}

    /**
     * It is in the document, and belongs to the overlay as well, because the row only writes and nothing reads it back.
     *
     * @param value what to keep; empty to remove it
     */
    record AppliedAndKept(Optional<JsonNode> value) implements EditOutcome {}

    /**
     * It belongs to the overlay: no row feeds the attribute, its row says so, or it is {@code blocked}, which is the
     * administrator's own word.
     *
     * @param value what to keep; empty to remove it
     */
    record Overlay(Optional<JsonNode> value) implements EditOutcome {}

    /**
     * Nothing of it happened.
     *
     * @param reason one sentence or two: why, and what to do instead
     */
    record Refused(String reason) implements EditOutcome {}
}
