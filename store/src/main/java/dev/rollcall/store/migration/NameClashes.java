package dev.rollcall.store.migration;

import dev.rollcall.directory.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Connections of an older version whose names differ in case only. Which of them keeps its name is the operator's to say, so
 * the migration stops at them and says how.
 */
final class NameClashes {
    /** So that the name with its new end is none that is too long. */
    private static final int KEPT_OF_A_NAME = 120;

    private record Named(String id, String name) {
        String folded() {
            return name.toLowerCase(Locale.ROOT);
        }
    }

    private NameClashes() {}

    /**
     * Looks for such names before anything is changed, so that the version that was there can still be used.
     *
     * @throws StorageException when there are any
     */
    static void refuse(DataSource database) {
        List<Named> connections = connections(database);
        Set<String> taken = connections.stream().map(Named::folded).collect(Collectors.toSet());
        Map<String, Named> first = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (Named connection : connections) {
            Named other = first.putIfAbsent(connection.folded(), connection);
            if (other != null) {
                clashes.add(other.name() + " and " + connection.name());
                statements.add("  UPDATE connection SET name = '" + free(connection.name(), taken)
                        + "' WHERE connection_id = '" + connection.id() + "';");
            }
        }
        if (!clashes.isEmpty()) {
            throw new StorageException(
                    "Names of connections are unique without regard to case from this version on, and"
                            + " these are not: " + String.join("; ", clashes)
                            + ". Nothing was changed. Delete those that are not"
                            + " needed with the version that you had, or give them other names in the database, which changes"
                            + " neither their endpoints nor their tokens, and then start this version again:\n"
                            + String.join("\n", statements));
        }
    }

    private static String free(String name, Set<String> taken) {
        String kept = name.substring(0, Math.min(name.length(), KEPT_OF_A_NAME));
        int number = 2;
        while (!taken.add((kept + "-" + number).toLowerCase(Locale.ROOT))) {
            number++;
        }
        return kept + "-" + number;
    }

    private static List<Named> connections(DataSource database) {
        List<Named> connections = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            if (!isThere(connection)) {
                return connections;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT connection_id, name FROM connection ORDER BY created_at, connection_id")) {
                while (rows.next()) {
                    connections.add(new Named(rows.getString(1), rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw new StorageException("The names of the connections could not be read before the database's schema is"
                    + " changed (" + e.getMessage() + "). Check the database, then try again.", e);
        }
        return connections;
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData()
                .getTables(null, connection.getSchema(), "connection", new String[]{"TABLE"})) {
            return tables.next();
        }
    }
}
