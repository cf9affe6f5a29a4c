package dev.rollcall.store.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Databases that have the seventh version as it was before it was released, when it filled a column itself. They have all that it
 * makes now, and nothing to fill. The history is told the present text, since the migration would stop at another one.
 */
final class FormerPeople {
    /** The checksum that the history may have, and that of the present text, of either engine. */
    private static final Map<Integer, Integer> CHECKSUMS = Map.of(-1929691761, 964490539, 1784388333, -791956348);

    private FormerPeople() {}

    static void accept(DataSource database) {
        try (Connection connection = database.getConnection()) {
            if (hasHistory(connection)) {
                for (Map.Entry<Integer, Integer> checksum : CHECKSUMS.entrySet()) {
                    rewrite(connection, checksum.getKey(), checksum.getValue());
                }
            }
        } catch (SQLException e) {
            throw new FlywayException("The history of the schema could not be read.", e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData()
                .getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            return tables.next();
        }
    }

    private static void rewrite(Connection connection, int former, int present) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE flyway_schema_history SET checksum = ? WHERE version = '7' AND checksum = ?")) {
            statement.setInt(1, present);
            statement.setInt(2, former);
            statement.executeUpdate();
        }
    }
}
