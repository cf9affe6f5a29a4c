package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.TokenStore;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** SCIM tokens. */
final class TokenTable implements TokenStore {
    private static final String ALL = "SELECT connection_id, token_id, hash, scopes, created_at, valid_until,"
            + " last_used_at FROM token WHERE ";
    private static final String COLUMNS = ALL + "connection_id = ?";

    private final Database database;

    TokenTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<ScimToken> find(ConnectionId connection, String tokenId) {
        return database.first(Sql.of(COLUMNS + " AND token_id = ?", connection.value(), tokenId), TokenTable::read);
    }

    @Override
    public List<ScimToken> of(ConnectionId connection) {
        return database.list(Sql.of(COLUMNS + " ORDER BY created_at, token_id", connection.value()), TokenTable::read);
    }

    @Override
    public List<ScimToken> ending(Instant from, Instant until, int limit) {
        return database.list(endingSql(from, until, limit), TokenTable::read);
    }

    static Sql endingSql(Instant from, Instant until, int limit) {
        return Sql.of(ALL + "valid_until >= ? AND valid_until < ? ORDER BY valid_until, token_id LIMIT ?", from, until,
                limit);
    }

    @Override
    public List<ScimToken> unused(Instant madeBefore, int limit) {
        return database.list(unusedSql(madeBefore, limit), TokenTable::read);
    }

    static Sql unusedSql(Instant madeBefore, int limit) {
        return Sql.of(ALL + "last_used_at IS NULL AND created_at < ? AND (valid_until IS NULL OR valid_until > ?)"
                + " ORDER BY created_at, token_id LIMIT ?", madeBefore, madeBefore, limit);
    }

    @Override
    public void insert(ScimToken token) {
        database.update("INSERT INTO token (connection_id, token_id, hash, scopes, created_at, valid_until,"
                + " last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?)", token.connectionId().value(), token.tokenId(),
                token.hash(),
                keywords(token.scopes()),
                token.createdAt(), token.validUntil(), token.lastUsedAt());
    }

    @Override
    public boolean delete(ConnectionId connection, String tokenId) {
        return database.update("DELETE FROM token WHERE connection_id = ? AND token_id = ?", connection.value(),
                tokenId) == 1;
    }

    @Override
    public void touch(ConnectionId connection, Map<String, Instant> lastUsedAt) {
        new TreeMap<>(lastUsedAt).forEach((tokenId, time) -> database.update("UPDATE token SET last_used_at = ?"
                + " WHERE connection_id = ? AND token_id = ? AND (last_used_at IS NULL OR last_used_at < ?)", time,
                connection.value(), tokenId, time));
    }

    private static ScimToken read(Row row) {
        return new ScimToken(new ConnectionId(row.text(1)), row.text(2), row.text(3), scopes(row.text(4)),
                row.instant(5), row.optionalInstant(6), row.optionalInstant(7));
    }

    /** The scopes as a column holds them. */
    static String keywords(Set<TokenScope> scopes) {
        return scopes.stream().sorted().map(TokenScope::keyword).collect(Collectors.joining(" "));
    }

    /** The scopes in a column. */
    static Set<TokenScope> scopes(String keywords) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        Arrays.stream(keywords.split(" ", -1)).flatMap(k -> TokenScope.ofKeyword(k).stream()).forEach(scopes::add);
        return scopes;
    }
}
