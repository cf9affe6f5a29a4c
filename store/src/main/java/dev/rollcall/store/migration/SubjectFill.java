package dev.rollcall.store.migration;

import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the people who were there before the seventh version of the schema their own subjects: who was first keeps it.
 *
 * <p>Guarantees: at most a thousand resources a transaction, with the position in the same one, so that it goes on where it was
 * ended, by a kill too, and nobody else's row is locked for longer than one piece takes. Several nodes share the work. A
 * document that somebody has damaged is stepped over: that person's {@code user_id} ends with the id. In memory are a
 * thousand subjects and a few documents.
 */
final class SubjectFill {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectFill.class);

    private static final int DOCUMENTS = 20;
    private static final int LINE_EVERY = 50_000;
    /** Pieces in a row that somebody else's lock kept from being written: minutes of them. */
    private static final int PATIENCE = 500;
    private static final Set<String> LOST = Set.of("55P03", "40P01", "40001");

    /** Makes others wait at the position. Empty when nothing is left to fill. */
    private static final String TAKE = "UPDATE subject_fill SET connection_id = connection_id";
    private static final String NEXT = "SELECT r.connection_id, r.id, r.type, r.external_id, s.user_id_attribute,"
            + " CASE WHEN s.user_id_attribute = 'userName' AND r.type = 'User' THEN r.document END FROM resource r"
            + " LEFT JOIN scim_configuration s ON s.connection_id = r.connection_id"
            + " WHERE (r.connection_id, r.id) > (?, ?) ORDER BY r.connection_id, r.id LIMIT ?";
    private static final String FILL = "UPDATE resource SET subject = ? WHERE connection_id = ? AND id = ?"
            + " AND subject IS NULL AND NOT EXISTS (SELECT 1 FROM resource o WHERE o.connection_id = ?"
            + " AND o.subject = ?) AND NOT EXISTS (SELECT 1 FROM resource o WHERE o.connection_id = ? AND o.id = ?)"
            + " AND NOT EXISTS (SELECT 1 FROM retired_subject o WHERE o.connection_id = ? AND o.subject = ?)"
            + " AND NOT EXISTS (SELECT 1 FROM identity o WHERE o.connection_id = ? AND o.subject = ?)";

    private final DataSource database;
    private final Optional<String> beforeRows;
    private final int most;
    private int rows;
    private long looked;

    /**
     * @param beforeRows a statement that keeps a piece from waiting for others' rows for so long that they would be the ones
     *     to give up
     */
    SubjectFill(DataSource database, Optional<String> beforeRows, int most) {
        this.database = database;
        this.beforeRows = beforeRows;
        this.most = most;
        this.rows = most;
    }

    /** Whether nothing is left to fill, in a database of the current version. */
    static boolean isDone(Database database) {
        return database.first(Sql.of("SELECT 1 FROM subject_fill LIMIT 1"), row -> row.number(1)).isEmpty();
    }

    /** Fills all of it. @throws StorageException when the database fails; run again, it goes on where it was */
    void run() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            int lost = 0;
            boolean more = true;
            while (more) {
                try {
                    more = piece(connection);
                    rows = Math.min(most, rows * 2);
                    lost = 0;
                } catch (SQLException e) {
                    connection.rollback();
                    lost++;
                    if (lost == PATIENCE || !LOST.contains(String.valueOf(e.getSQLState()))) {
                        throw e;
                    }
                    rows = Math.max(1, rows / 2);
                }
            }
        } catch (SQLException e) {
            throw new StorageException("The user_ids of the people who were there before could not be filled in ("
                    + e.getMessage() + "). Start again: it goes on where it was.", e);
        }
        if (looked > 0) {
            LOG.info("User_ids are filled in: {} users and groups were looked at.", looked);
        }
    }

    /** One transaction. @return whether there may be more to do */
    private boolean piece(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(TAKE) == 0) {
                connection.commit();
                return false;
            }
            for (String before : beforeRows.stream().toList()) {
                statement.execute(before);
            }
        }
        Piece piece = read(connection, position(connection));
        if (looked == 0 && piece.read > 0) {
            LOG.info("The user_ids of those who were there before are being filled in, once; serving begins after it.");
        }
        fill(connection, piece.people);
        boolean more = piece.read == rows;
        try (PreparedStatement statement = connection.prepareStatement(
                more ? "UPDATE subject_fill SET connection_id = ?, resource_id = ?" : "DELETE FROM subject_fill")) {
            if (more) {
                statement.setString(1, piece.last.connection);
                statement.setString(2, piece.last.id);
            }
            statement.executeUpdate();
        }
        connection.commit();
        if (looked / LINE_EVERY != (looked + piece.read) / LINE_EVERY) {
            LOG.info("User_ids: {} users and groups so far.", looked + piece.read);
        }
        looked += piece.read;
        return more;
    }

    private record Position(String connection, String id) {}

    private record Person(Position at, String subject) {}

    /** @param last of the rows that were read */
    private record Piece(List<Person> people, int read, Position last) {}

    private static Position position(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT connection_id, resource_id FROM subject_fill");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Position(row.getString(1), row.getString(2));
        }
    }

    private Piece read(Connection connection, Position after) throws SQLException {
        List<Person> people = new ArrayList<>();
        Position last = after;
        int read = 0;
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, after.connection);
            statement.setString(2, after.id);
            statement.setInt(3, rows);
            statement.setFetchSize(DOCUMENTS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    last = new Position(row.getString(1), row.getString(2));
                    read++;
                    Position at = last;
                    if (row.getString(3).equals("User")) {
                        subject(row).filter(UserIdAttribute::isSubject)
                                .ifPresent(value -> people.add(new Person(at, value)));
                    }
                }
            }
        }
        return new Piece(people, read, last);
    }

    /** By externalId, unless the connection goes by userName: the document has that one as it came. */
    private static Optional<String> subject(ResultSet row) throws SQLException {
        return UserIdAttribute.USER_NAME.attribute().equals(row.getString(5))
                ? Optional.ofNullable(row.getString(6)).flatMap(SubjectFill::userName)
                : Optional.ofNullable(row.getString(4));
    }

    private static Optional<String> userName(String document) {
        try {
            JsonNode tree = ScimJson.tree(document);
            return tree instanceof ObjectNode object ? UserIdAttribute.USER_NAME.value(object) : Optional.empty();
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    private static void fill(Connection connection, List<Person> people) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FILL)) {
            for (Person person : people) {
                statement.setString(1, person.subject);
                statement.setString(2, person.at.connection);
                statement.setString(3, person.at.id);
                for (int i = 4; i <= 10; i += 2) {
                    statement.setString(i, person.at.connection);
                    statement.setString(i + 1, person.subject);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
