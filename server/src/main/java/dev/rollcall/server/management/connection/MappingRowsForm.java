package dev.rollcall.server.management.connection;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.server.management.ManagementFailure;
import tools.jackson.databind.node.ArrayNode;

/** The rows of a mapping in a body. */
final class MappingRowsForm {
    private MappingRowsForm() {}

    /**
     * The text to store.
     *
     * @throws ManagementFailure 400 when the rows make no mapping
     */
    static String stored(ArrayNode rows) {
        try {
            return MappingText.of(rows);
        } catch (DirectoryException e) {
            throw new ManagementFailure(400, "invalid_mapping", String.valueOf(e.getMessage()));
        }
    }
}
