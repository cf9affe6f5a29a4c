package dev.rollcall.store.migration;

import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.path.BroughtNames;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of the third version that SQL cannot do: remembers the undeclared names of the resources that are there, in the
 * transaction of the migration. It speaks to the tables as that version has them.
 *
 * <p>Reads every document once; in memory are a thousand rows and the names of one connection.
 */
final class UndeclaredNameFill implements Callback {
    private static final String VERSION = "3";
    /** As the settings have it when nothing is set. */
    private static final int NAMES = 1_000;
    private static final int BYTES = 128 << 10;
    private static final int ROWS = 1_000;
    private static final Map<String, ResourceType> TYPES = Map.of(
            StandardSchemas.user().name(), StandardSchemas.user(), StandardSchemas.group().name(),
            StandardSchemas.group());

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "undeclared names";
    }

    @Override
    public void handle(Event event, Context context) {
        if (!context.getMigrationInfo().getVersion().getVersion().equals(VERSION)) {
            return;
        }
        try {
            for (String connection : connections(context.getConnection())) {
                fill(context.getConnection(), connection);
            }
        } catch (SQLException e) {
            throw new FlywayException("The names that resources have brought could not be read.", e);
        }
    }

    private static List<String> connections(Connection database) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement("SELECT connection_id FROM connection");
                ResultSet rows = statement.executeQuery()) {
            List<String> connections = new ArrayList<>();
            while (rows.next()) {
                connections.add(rows.getString(1));
            }
            return connections;
        }
    }

    /** What one connection's resources bring, up to the bound. */
    private static final class Found {
        private final Map<String, Set<String>> names = new LinkedHashMap<>();
        private int count;
        private int bytes;
        private boolean overflowed;

        private void look(ResourceType type, ObjectNode document) {
            Set<String> known = names.computeIfAbsent(type.name(), first -> new LinkedHashSet<>());
            for (String name : BroughtNames.in(type, document, brought -> !known.contains(brought), NAMES + 1)) {
                int more = name.getBytes(StandardCharsets.UTF_8).length;
                if (count == NAMES || bytes + more > BYTES) {
                    overflowed = true;
                    return;
                }
                known.add(name);
                count++;
                bytes += more;
            }
        }
    }

    private static void fill(Connection database, String connection) throws SQLException {
        Found found = new Found();
        try (PreparedStatement statement = database.prepareStatement(
                "SELECT type, document FROM resource WHERE connection_id = ?")) {
            statement.setString(1, connection);
            statement.setFetchSize(ROWS);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && !found.overflowed) {
                    Optional<ResourceType> type = Optional.ofNullable(TYPES.get(rows.getString(1)));
                    Optional<ObjectNode> document = read(rows.getString(2));
                    if (type.isPresent() && document.isPresent()) {
                        found.look(type.get(), document.get());
                    }
                }
            }
        }
        if (found.count > 0) {
            write(database, connection, found);
        }
    }

    /** Empty for a document that somebody has damaged: whoever reads it is told, and an upgrade must not fail for it. */
    private static Optional<ObjectNode> read(String document) {
        try {
            JsonNode tree = ScimJson.tree(document);
            return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private static void write(Connection database, String connection, Found found) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(
                "INSERT INTO undeclared_name (connection_id, type, name) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, Set<String>> ofType : found.names.entrySet()) {
                for (String name : ofType.getValue()) {
                    statement.setString(1, connection);
                    statement.setString(2, ofType.getKey());
                    statement.setString(3, name);
                    statement.executeUpdate();
                }
            }
        }
        try (PreparedStatement statement = database.prepareStatement("INSERT INTO undeclared_name_use"
                + " (connection_id, names, bytes, overflowed) VALUES (?, ?, ?, ?)")) {
            statement.setString(1, connection);
            statement.setInt(2, found.count);
            statement.setInt(3, found.bytes);
            statement.setInt(4, found.overflowed ? 1 : 0);
            statement.executeUpdate();
        }
    }
}
