package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;

/**
 * One resource as it lies in its row.
 *
 * @param type the resource type's name, {@code User} or {@code Group}
 * @param id UUIDv7 text, unique over everything
 * @param version 1 at creation, one more with every change
 * @param created to the millisecond
 * @param lastModified to the millisecond
 * @param membership which generation of membership rows is in force for a group; 0 for users and for a group's first
 * @param document the canonical document as UTF-8 JSON, without {@code id}, {@code meta}, {@code groups} and
 *     {@code members}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredResource(
        ConnectionId connection,
        String type,
        String id,
        long version,
        Instant created,
        Instant lastModified,
        long membership,
        byte[] document) {}
