package dev.rollcall.store.table;

import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.storage.SessionStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sessions of the console. There are few, so they are in no order but that of an index. */
final class SessionTable implements SessionStore {
    private static final String ALL = "SELECT session_key, client_id, proof, scopes, created_at, seen_at, expires_at,"
            + " address FROM console_session";

    private final Database database;

    SessionTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<ConsoleSession> find(String key) {
        return database.first(Sql.of(ALL + " WHERE session_key = ?", key), SessionTable::session);
    }

    @Override
    public List<ConsoleSession> newest(int limit) {
        return database.list(Sql.of(ALL + " ORDER BY created_at DESC, session_key DESC LIMIT ?", limit),
                SessionTable::session);
    }

    @Override
    public void insert(ConsoleSession session) {
        database.update("INSERT INTO console_session (session_key, client_id, proof, scopes, created_at, seen_at,"
                + " expires_at, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", session.key(), session.clientId(),
                session.proof(), session.scopes().stream().sorted().collect(Collectors.joining(" ")),
                session.createdAt(), session.seenAt(), session.expiresAt(), session.address());
    }

    @Override
    public void touch(String key, Instant seenAt) {
        database.update("UPDATE console_session SET seen_at = ? WHERE session_key = ? AND seen_at < ?", seenAt, key,
                seenAt);
    }

    @Override
    public boolean delete(String key) {
        return database.update("DELETE FROM console_session WHERE session_key = ?", key) == 1;
    }

    @Override
    public int deleteOf(String clientId) {
        return database.update("DELETE FROM console_session WHERE client_id = ?", clientId);
    }

    @Override
    public void deleteExpired(Instant now, Instant unusedSince) {
        database.update("DELETE FROM console_session WHERE expires_at <= ? OR seen_at <= ?", now, unusedSince);
    }

    @Override
    public void keep(int most) {
        database.update("DELETE FROM console_session WHERE session_key IN (SELECT session_key FROM console_session"
                + " ORDER BY seen_at DESC, session_key DESC LIMIT 1000000 OFFSET ?)", most);
    }

    @Override
    public void keepOf(String clientId, int most) {
        database.update("DELETE FROM console_session WHERE session_key IN (SELECT session_key FROM console_session"
                + " WHERE client_id = ? ORDER BY seen_at DESC, session_key DESC LIMIT 1000000 OFFSET ?)", clientId,
                most);
    }

    private static ConsoleSession session(Row row) {
        return new ConsoleSession(row.text(1), row.text(2), row.text(3), words(row.text(4)), row.instant(5),
                row.instant(6), row.instant(7), row.text(8));
    }

    private static Set<String> words(String scopes) {
        return scopes.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(scopes.split(" ", -1)));
    }
}
