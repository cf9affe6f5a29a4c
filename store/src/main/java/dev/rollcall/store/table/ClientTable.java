package dev.rollcall.store.table;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ClientStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** OAuth clients, their secrets, the assertions that they used, and trust in Entra. */
final class ClientTable implements ClientStore {
    private static final String CLIENT = "SELECT client_id, name, scopes, token_lifetime, key_set, issuer, audience,"
            + " subject, issuer_key_set, created_at, last_used_at FROM oauth_client WHERE connection_id = ?";
    private static final String SECRETS = "SELECT client_id, secret_id, hash, created_at, valid_until FROM oauth_secret";
    private static final String SECRET = SECRETS
            + " WHERE connection_id = ? AND client_id = ?";
    private static final String OF_CLIENT = " WHERE connection_id = ? AND client_id = ?";
    private static final String UNLESS_LATER = " AND (last_used_at IS NULL OR last_used_at < ?)";
    private static final String TRUST = "SELECT connection_id, tenant, audience, caller, claim, value, scopes,"
            + " created_at, last_used_at FROM entra_trust";

    /** More than one, so that the memory of a client that goes on shrinks; few, because the writer waits. */
    private static final int FORGOTTEN_AT_A_USE = 10;

    private final Database database;

    ClientTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<OAuthClient> find(ClientId id) {
        return database.first(Sql.of(CLIENT + " AND client_id = ?", owner(id), id.value()), ClientTable::client);
    }

    @Override
    public List<OAuthClient> of(Optional<ConnectionId> connection) {
        return database.list(Sql.of(CLIENT + " ORDER BY created_at, client_id", owner(connection)),
                ClientTable::client);
    }

    @Override
    public void insert(OAuthClient client) {
        Optional<Federation> federation = client.federation();
        database.update("INSERT INTO oauth_client (connection_id, client_id, name, scopes, token_lifetime, key_set,"
                + " issuer, audience, subject, issuer_key_set, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                owner(client.id()), client.id().value(), client.name(),
                client.scopes().stream().sorted().collect(Collectors.joining(" ")),
                client.tokenLifetime().toSeconds(), client.keySet(), federation.map(Federation::issuer),
                federation.map(Federation::audience), federation.map(Federation::subject),
                federation.map(trusted -> trusted.keySet().toString()), client.createdAt());
    }

    @Override
    public boolean delete(ClientId id) {
        database.update("DELETE FROM oauth_secret" + OF_CLIENT, owner(id), id.value());
        database.update("DELETE FROM used_assertion" + OF_CLIENT, owner(id), id.value());
        return database.update("DELETE FROM oauth_client" + OF_CLIENT, owner(id), id.value()) == 1;
    }

    @Override
    public List<ClientSecret> secrets(ClientId client) {
        return database.list(Sql.of(SECRET + " ORDER BY created_at, secret_id", owner(client), client.value()),
                ClientTable::secret);
    }

    @Override
    public List<ClientSecret> secretsEnding(Instant from, Instant until, int limit) {
        return database.list(secretsEndingSql(from, until, limit), ClientTable::secret);
    }

    static Sql secretsEndingSql(Instant from, Instant until, int limit) {
        return Sql.of(SECRETS + " WHERE valid_until >= ? AND valid_until < ? ORDER BY valid_until, secret_id LIMIT ?",
                from, until, limit);
    }

    @Override
    public Optional<ClientSecret> secret(ClientId client, String secretId) {
        return database.first(Sql.of(SECRET + " AND secret_id = ?", owner(client), client.value(), secretId),
                ClientTable::secret);
    }

    @Override
    public void addSecret(ClientSecret secret) {
        database.update("INSERT INTO oauth_secret (connection_id, client_id, secret_id, hash, created_at, valid_until)"
                + " VALUES (?, ?, ?, ?, ?, ?)", owner(secret.clientId()), secret.clientId().value(),
                secret.secretId(), secret.hash(), secret.createdAt(), secret.validUntil());
    }

    @Override
    public boolean deleteSecret(ClientId client, String secretId) {
        return database.update("DELETE FROM oauth_secret" + OF_CLIENT + " AND secret_id = ?", owner(client),
                client.value(), secretId) == 1;
    }

    @Override
    public void expireSecrets(ClientId client, Instant at) {
        database.update("UPDATE oauth_secret SET valid_until = ?" + OF_CLIENT
                + " AND (valid_until IS NULL OR valid_until > ?)", at, owner(client), client.value(), at);
    }

    @Override
    public void deleteExpiredSecrets(ClientId client, Instant at) {
        database.update("DELETE FROM oauth_secret" + OF_CLIENT + " AND valid_until <= ?", owner(client),
                client.value(), at);
    }

    @Override
    public AssertionUse use(ClientId client, String assertion, Instant expiresAt, Instant now, int limit) {
        database.update("DELETE FROM used_assertion" + OF_CLIENT + " AND assertion IN (SELECT assertion FROM"
                + " used_assertion" + OF_CLIENT + " AND expires_at <= ? LIMIT ?)", owner(client), client.value(),
                owner(client), client.value(), now, FORGOTTEN_AT_A_USE);
        boolean full = database.first(Sql.of("SELECT expires_at FROM used_assertion" + OF_CLIENT
                + " AND expires_at > ? ORDER BY expires_at LIMIT 1 OFFSET ?", owner(client), client.value(), now,
                limit - 1), row -> row.number(1)).isPresent();
        if (full) {
            return AssertionUse.TOO_MANY;
        }
        boolean first = database.update("INSERT INTO used_assertion (connection_id, client_id, assertion, expires_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", owner(client), client.value(), assertion,
                expiresAt) == 1;
        return first ? AssertionUse.FIRST : AssertionUse.AGAIN;
    }

    /** Whether assertions have expired that nobody has forgotten, because their client uses no more. */
    boolean remembersExpired(Instant now) {
        return database.first(Sql.of("SELECT expires_at FROM used_assertion WHERE expires_at <= ? LIMIT 1", now),
                row -> row.number(1)).isPresent();
    }

    /** Forgets assertions that have expired, at most so many. @return how many */
    int forgetExpired(Instant now, int most) {
        return database.update("DELETE FROM used_assertion WHERE (connection_id, client_id, assertion) IN (SELECT"
                + " connection_id, client_id, assertion FROM used_assertion WHERE expires_at <= ? LIMIT ?)", now, most);
    }

    @Override
    public Optional<EntraTrust> trust(ConnectionId connection) {
        return database.first(Sql.of(TRUST + " WHERE connection_id = ?", connection.value()), ClientTable::trust);
    }

    @Override
    public List<EntraTrust> trustIn(String tenant) {
        return database.list(Sql.of(TRUST + " WHERE tenant = ? ORDER BY connection_id", tenant), ClientTable::trust);
    }

    @Override
    public void trust(EntraTrust trust) {
        distrust(trust.connectionId());
        database.update("INSERT INTO entra_trust (connection_id, tenant, audience, caller, claim, value, scopes,"
                + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", trust.connectionId().value(), trust.tenant(),
                trust.audience(), trust.caller(), trust.pin().map(EntraTrust.Pin::claim).orElse(""),
                trust.pin().map(EntraTrust.Pin::value).orElse(""), TokenTable.keywords(trust.scopes()),
                trust.createdAt());
    }

    @Override
    public void touch(Map<ClientId, Instant> lastUsedAt) {
        lastUsedAt.entrySet()
                .stream()
                .sorted(Comparator.comparing(use -> use.getKey().value()))
                .forEach(use -> database.update("UPDATE oauth_client SET last_used_at = ?" + OF_CLIENT + UNLESS_LATER,
                        use.getValue(), owner(use.getKey()), use.getKey().value(), use.getValue()));
    }

    @Override
    public void touchTrust(ConnectionId connection, Instant lastUsedAt) {
        database.update("UPDATE entra_trust SET last_used_at = ? WHERE connection_id = ?" + UNLESS_LATER, lastUsedAt,
                connection.value(), lastUsedAt);
    }

    @Override
    public boolean distrust(ConnectionId connection) {
        return database.update("DELETE FROM entra_trust WHERE connection_id = ?", connection.value()) == 1;
    }

    private static String owner(ClientId id) {
        return owner(id.connection());
    }

    private static String owner(Optional<ConnectionId> connection) {
        return connection.map(ConnectionId::value).orElse("");
    }

    private static OAuthClient client(Row row) {
        Optional<Federation> federation = row.optionalText(6)
                .map(issuer -> new Federation(issuer, row.text(7), row.text(8), URI.create(row.text(9))));
        return new OAuthClient(new ClientId(row.text(1)), row.text(2), words(row.text(3)),
                Duration.ofSeconds(row.number(4)), row.optionalText(5), federation, row.instant(10),
                row.optionalInstant(11));
    }

    private static Set<String> words(String scopes) {
        return scopes.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(scopes.split(" ", -1)));
    }

    private static ClientSecret secret(Row row) {
        return new ClientSecret(new ClientId(row.text(1)), row.text(2), row.text(3), row.instant(4),
                row.optionalInstant(5));
    }

    private static EntraTrust trust(Row row) {
        Optional<EntraTrust.Pin> pin = row.text(5).isEmpty()
                ? Optional.empty()
                : Optional.of(new EntraTrust.Pin(row.text(5), row.text(6)));
        return new EntraTrust(new ConnectionId(row.text(1)), row.text(2), row.text(3), row.text(4), pin,
                TokenTable.scopes(row.text(7)), row.instant(8), row.optionalInstant(9));
    }
}
