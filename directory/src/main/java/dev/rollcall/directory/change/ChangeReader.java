package dev.rollcall.directory.change;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who follows the change record and is waited for: as long as the lease lasts, nothing after the position is
 * dropped, however old it is. One whose lease is over holds nothing back, and is forgotten when something that it has
 * not read is dropped; then it has to begin anew.
 *
 * <p>Leases are moments of the clock, because they outlive processes; a clock that jumps ahead ends them early.
 *
 * @param connection whose changes it follows; empty for those of all connections
 * @param name unique among the readers of the connection, or of all
 * @param position up to where it has read, see {@link ChangeFeedPage}; empty text for the beginning of the record
 */
public record ChangeReader(Optional<ConnectionId> connection, String name, String position, Instant leaseUntil) {}
