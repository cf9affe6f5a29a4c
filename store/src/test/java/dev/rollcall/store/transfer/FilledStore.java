package dev.rollcall.store.transfer;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An embedded store with rows in every table that its schema has, whatever that is, past the storage; but for the one that is empty
 * in every store that was opened.
 */
record FilledStore(Path folder) {
    static final int ROWS = 35;

    /** What a format or an encoding could take for something else. */
    private static final String ODD = "\\N \\n \\\\ \\x41 \\. \t \n \r \b \f \u000b \u0001 \u007f \u0085 \u2028 'a' \"b\" , ;"
            + " \u00e9\u00df\u4e2d\ud83d\ude00 \\";
    private static final long LARGE = 1_700_000_000_000L;
    private static final List<String> LARGE_NUMBERS = List.of("created_at", "created", "last_modified", "time", "seq");

    private record Column(String name, boolean text, boolean nullable) {}

    static FilledStore in(Path folder) throws SQLException {
        try (ServeLock lock = ServeLock.take(folder)) {
            SqliteStorage.open(lock, StoreOptions.defaults()).close();
        }
        FilledStore store = new FilledStore(folder);
        try (Connection connection = store.open()) {
            connection.setAutoCommit(false);
            for (String table : tables(connection)) {
                fill(connection, table);
            }
            connection.commit();
        }
        store.execute("UPDATE sequence SET value = 41");
        return store;
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of all tables, in an order of their own, as text. */
    Map<String, List<String>> rows() throws SQLException {
        try (Connection connection = open()) {
            return rows(connection, connection);
        }
    }

    /** The same of another database, for the tables and columns that this one has. */
    Map<String, List<String>> rowsAt(String url) throws SQLException {
        try (Connection here = open(); Connection there = DriverManager.getConnection(url)) {
            return rows(here, there);
        }
    }

    private static Map<String, List<String>> rows(Connection shape, Connection content) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : tables(shape)) {
            String columns = columns(shape, table).stream()
                    .map(column -> '"' + column.name + '"')
                    .collect(Collectors.joining(", "));
            rows.put(table, list(content, "SELECT " + columns + " FROM \"" + table + '"'));
        }
        return rows;
    }

    private static List<String> list(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.append('<').append(rows.getString(column)).append('>');
                }
                lines.add(line.toString());
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return list(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                + " AND name NOT IN ('flyway_schema_history', 'sequence', 'subject_fill', 'request_log_block',"
                + " 'request_log_late')").stream()
                .map(name -> name.substring(1, name.length() - 1))
                .toList();
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_xinfo(\"" + table + "\")")) {
            while (rows.next()) {
                boolean nullable = rows.getInt("notnull") == 0 && rows.getInt("pk") == 0;
                columns.add(new Column(rows.getString("name"), rows.getString("type").equals("TEXT"), nullable));
            }
        }
        return columns;
    }

    private static void fill(Connection connection, String table) throws SQLException {
        List<Column> columns = columns(connection, table);
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO \"" + table + "\" VALUES (" + marks + ")")) {
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < columns.size(); column++) {
                    insert.setObject(column + 1, value(columns.get(column), row));
                }
                insert.executeUpdate();
            }
        }
    }

    private static @Nullable Object value(Column column, int row) {
        if (column.nullable && row % 3 == 0) {
            return null;
        }
        if (column.text) {
            return column.nullable && row % 3 == 1 ? "" : ODD + row;
        }
        return LARGE_NUMBERS.contains(column.name) ? LARGE + row : (long) row;
    }
}
