package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SuccessAddress;
import dev.rollcall.directory.storage.SetupLinkStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Set-up links. */
final class SetupLinkTable implements SetupLinkStore {
    private static final String ALL = "SELECT connection_id, link_id, secret_hash, cookie_hash, created_at, expires_at,"
            + " only_empty, most_tokens, tokens_made, token_lifetime, progress, success_url, ticked, tokens FROM setup_link"
            + " WHERE ";
    private static final String ONE = " WHERE connection_id = ? AND link_id = ?";

    private final Database database;

    SetupLinkTable(Database database) {
        this.database = database;
    }

    /** Finds a link by what somebody shows. */
    static Sql withSecretSql(String hash) {
        return Sql.of(ALL + "secret_hash = ?", hash);
    }

    /** Finds a link by the cookie that somebody was given for it. */
    static Sql withCookieSql(String hash) {
        return Sql.of(ALL + "cookie_hash = ?", hash);
    }

    @Override
    public Optional<SetupLink> withSecret(String secretHash) {
        return database.first(withSecretSql(secretHash), SetupLinkTable::read);
    }

    @Override
    public Optional<SetupLink> withCookie(String cookieHash) {
        return database.first(withCookieSql(cookieHash), SetupLinkTable::read);
    }

    @Override
    public List<SetupLink> of(ConnectionId connection) {
        return database.list(Sql.of(ALL + "connection_id = ? ORDER BY created_at, link_id", connection.value()),
                SetupLinkTable::read);
    }

    @Override
    public void insert(SetupLink link) {
        database.update("INSERT INTO setup_link (connection_id, link_id, secret_hash, cookie_hash, created_at,"
                + " expires_at, only_empty, most_tokens, tokens_made, token_lifetime, progress, success_url, ticked, tokens)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", link.connectionId().value(), link.linkId(),
                link.secretHash(), link.cookieHash(), link.createdAt(), link.expiresAt(), link.onlyEmpty() ? 1L : 0L,
                (long) link.mostTokens(), (long) link.tokensMade(), link.tokenLifetime().map(Duration::toMillis),
                link.progress().text(), link.success().map(SuccessAddress::text), words(link.ticked()),
                String.join(" ", link.tokens()));
    }

    @Override
    public boolean delete(ConnectionId connection, String linkId) {
        return database.update("DELETE FROM setup_link" + ONE, connection.value(), linkId) == 1;
    }

    @Override
    public void deleteExpired(ConnectionId connection, Instant now) {
        database.update("DELETE FROM setup_link WHERE connection_id = ? AND expires_at <= ?", connection.value(), now);
    }

    @Override
    public boolean countToken(ConnectionId connection, String linkId, Instant now) {
        return database.update("UPDATE setup_link SET tokens_made = tokens_made + 1" + ONE
                + " AND tokens_made < most_tokens AND expires_at > ?", connection.value(), linkId, now) == 1;
    }

    @Override
    public void madeToken(ConnectionId connection, String linkId, String tokenId) {
        database.update("UPDATE setup_link SET tokens = CASE tokens WHEN '' THEN ? ELSE tokens || ' ' || ? END" + ONE,
                tokenId, tokenId, connection.value(), linkId);
    }

    @Override
    public boolean tick(ConnectionId connection, String linkId, Set<String> ticked) {
        return database.update("UPDATE setup_link SET ticked = ?" + ONE, words(ticked), connection.value(),
                linkId) == 1;
    }

    @Override
    public boolean progress(ConnectionId connection, String linkId, SetupProgress before, SetupProgress progress) {
        return database.update("UPDATE setup_link SET progress = ?" + ONE + " AND progress = ?", progress.text(),
                connection.value(), linkId, before.text()) == 1;
    }

    private static SetupLink read(Row row) {
        Optional<Long> lifetime = row.value(10).map(Long.class::cast);
        return new SetupLink(new ConnectionId(row.text(1)), row.text(2), row.text(3), row.text(4), row.instant(5),
                row.instant(6), row.flag(7), (int) row.number(8), (int) row.number(9), lifetime.map(Duration::ofMillis),
                row.optionalText(12).map(SuccessAddress::new), SetupProgress.parse(row.text(11)),
                Set.copyOf(words(row.text(13))), words(row.text(14)));
    }

    private static String words(Collection<String> words) {
        return words.stream().sorted().collect(Collectors.joining(" "));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
