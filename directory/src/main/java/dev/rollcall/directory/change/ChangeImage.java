package dev.rollcall.directory.change;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a change's record holds beside its plan, so that its subject can be shown as it was at that version, also when later changes
 * exist. Given by the store, from what is there when the record is appended; a deletion's is that of the moment before.
 *
 * @param created when the resource was made; empty for what was recorded before images were, and for what is no resource
 * @param person the tail of the person's {@code user_id}; empty when that is the resource's id, and for what is no person
 * @param linked the account that this one was linked to
 * @param overlay what only the product had of the person; read only with images
 * @param document the resource's document after an update; empty for a creation and a deletion, whose plan holds it, for a
 *     group, for what was recorded before images were, and when it was read without images
 */
public record ChangeImage(
        Optional<Instant> created,
        Optional<String> person,
        Optional<Account> linked,
        Optional<Beside> overlay,
        Optional<String> document) {
    /** Of a record that has none. */
    public static final ChangeImage NONE = new ChangeImage(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());

    /** A resource of a connection. */
    public record Account(ConnectionId connection, String id) {}

    /**
     * What only the product has of a person, as it was.
     *
     * @param content as in the overlay's row, a JSON object
     */
    public record Beside(boolean blocked, Optional<Instant> blockedUntil, String content) {}
}
