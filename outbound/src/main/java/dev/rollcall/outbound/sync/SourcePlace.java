package dev.rollcall.outbound.sync;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ResourceQuery;
import java.util.Optional;

/** A place in the order of connections by age, and of ids in one of them; good also when the connection is gone. */
record SourcePlace(long created, String connection, String id) {
    private static final SourcePlace BEGINNING = new SourcePlace(Long.MIN_VALUE, "", "");

    /** The place in that text; the beginning for an empty one. */
    static SourcePlace of(String text) {
        if (text.isEmpty()) {
            return BEGINNING;
        }
        String[] parts = text.split(" ", 3);
        return new SourcePlace(Long.parseLong(parts[0]), parts[1], parts[2]);
    }

    static String text(Connection connection, String id) {
        return connection.createdAt().toEpochMilli() + " " + connection.id().value() + " " + id;
    }

    /** Whether all of that connection lies behind us. */
    boolean isBehind(Connection other) {
        long age = other.createdAt().toEpochMilli();
        return age < created || age == created && other.id().value().compareTo(connection) < 0;
    }

    /** Where to go on in that connection; empty for its beginning. */
    Optional<ResourceQuery.Position> in(Connection other) {
        return other.id().value().equals(connection) && !id.isEmpty()
                ? Optional.of(new ResourceQuery.Position(Optional.of(id), id))
                : Optional.empty();
    }
}
