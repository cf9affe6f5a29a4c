package dev.rollcall.server.management.connection;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.server.management.ManagementFailure;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/** The rows of a mapping in a body. */
final class MappingRowsForm {
    private MappingRowsForm() {}

    /**
     * The text to store.
     *
     * @throws ManagementFailure 400 when the rows make no mapping
     */
    static String stored(ArrayNode rows, MappingLimits limits) {
        return of(() -> MappingText.of(rows, limits));
    }

    /**
     * The mapping of rows that are only tried.
     *
     * @throws ManagementFailure 400 when the rows make no mapping
     */
    static Mapping tried(ArrayNode rows, Strategy strategy, MappingLimits limits) {
        return of(() -> MappingText.tried(rows, strategy, limits));
    }

    private static <T> T of(Supplier<T> read) {
        try {
            return read.get();
        } catch (DirectoryException e) {
            throw new ManagementFailure(400, "invalid_mapping", String.valueOf(e.getMessage()));
        }
    }
}
