package dev.rollcall.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** How one engine's driver takes values and reports failures. */
public interface Binding {

    /** Binds a document, given as UTF-8, to its placeholder. */
    void bindDocument(PreparedStatement statement, int index, byte[] utf8) throws SQLException;

    /** Binds strings as one value. */
    void bindTexts(Connection connection, PreparedStatement statement, int index, List<String> values)
            throws SQLException;

    /** A sentence for the operator, and what can be done. */
    SqlFailure failure(SQLException e);
}
