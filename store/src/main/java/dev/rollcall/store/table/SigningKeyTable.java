package dev.rollcall.store.table;

import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.storage.SigningKeyStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;

/** The keys that sign access tokens. There are few, so they are read as a whole. */
final class SigningKeyTable implements SigningKeyStore {
    private final Database database;

    SigningKeyTable(Database database) {
        this.database = database;
    }

    @Override
    public List<SigningKey> all() {
        return database.list(Sql.of("SELECT key_id, public_key, sealed, created_at, retired_at FROM signing_key"
                + " ORDER BY created_at DESC, key_id DESC"),
                row -> new SigningKey(row.text(1), row.text(2), row.text(3), row.instant(4), row.optionalInstant(5)));
    }

    @Override
    public void insert(SigningKey key) {
        database.update("INSERT INTO signing_key (key_id, public_key, sealed, created_at, retired_at)"
                + " VALUES (?, ?, ?, ?, ?)", key.keyId(), key.publicKey(), key.sealed(), key.createdAt(),
                key.retiredAt());
    }

    @Override
    public boolean reseal(String keyId, String sealed) {
        return database.update("UPDATE signing_key SET sealed = ? WHERE key_id = ?", sealed, keyId) == 1;
    }

    @Override
    public void retireAllBut(String keyId, Instant at) {
        database.update("UPDATE signing_key SET retired_at = ? WHERE key_id <> ? AND retired_at IS NULL", at, keyId);
    }

    @Override
    public void deleteRetiredBefore(Instant time) {
        database.update("DELETE FROM signing_key WHERE retired_at < ?", time);
    }
}
