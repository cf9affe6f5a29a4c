-- Clients of OAuth. connection_id is empty text for those of the management API.
CREATE TABLE oauth_client (
    connection_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    token_lifetime INTEGER NOT NULL,
    key_set TEXT,
    issuer TEXT,
    audience TEXT,
    subject TEXT,
    issuer_key_set TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, client_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE oauth_secret (
    connection_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    secret_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (connection_id, client_id, secret_id)
) STRICT, WITHOUT ROWID;

-- Assertions that may not be used again before they have expired.
CREATE TABLE used_assertion (
    connection_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    assertion TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, client_id, assertion)
) STRICT, WITHOUT ROWID;

CREATE INDEX used_assertion_expiry ON used_assertion (connection_id, client_id, expires_at);

-- What a connection trusts Entra's own access tokens with. claim and value are empty text where no claim is pinned.
CREATE TABLE entra_trust (
    connection_id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    audience TEXT NOT NULL,
    caller TEXT NOT NULL,
    claim TEXT NOT NULL,
    value TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Over all connections: one tenant's tokens must never be good for two of them.
CREATE UNIQUE INDEX entra_trust_tenant ON entra_trust (tenant, audience, claim, value);

-- The keys that sign access tokens, of the whole house; the private part is sealed under the key file.
CREATE TABLE signing_key (
    key_id TEXT NOT NULL PRIMARY KEY,
    public_key TEXT NOT NULL,
    sealed TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT, WITHOUT ROWID;
