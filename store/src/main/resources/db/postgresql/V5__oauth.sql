-- Clients of OAuth. connection_id is empty text for those of the management API.
CREATE TABLE oauth_client (
    connection_id text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    token_lifetime bigint NOT NULL,
    key_set text COLLATE "C",
    issuer text COLLATE "C",
    audience text COLLATE "C",
    subject text COLLATE "C",
    issuer_key_set text COLLATE "C",
    created_at bigint NOT NULL,
    PRIMARY KEY (connection_id, client_id)
);

CREATE TABLE oauth_secret (
    connection_id text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL,
    secret_id text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    valid_until bigint,
    PRIMARY KEY (connection_id, client_id, secret_id)
);

-- Assertions that may not be used again before they have expired.
CREATE TABLE used_assertion (
    connection_id text COLLATE "C" NOT NULL,
    client_id text COLLATE "C" NOT NULL,
    assertion text COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (connection_id, client_id, assertion)
);

CREATE INDEX used_assertion_expiry ON used_assertion (connection_id, client_id, expires_at);

-- What a connection trusts Entra's own access tokens with. claim and value are empty text where no claim is pinned.
CREATE TABLE entra_trust (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    caller text COLLATE "C" NOT NULL,
    claim text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL
);

-- Over all connections: one tenant's tokens must never be good for two of them.
CREATE UNIQUE INDEX entra_trust_tenant ON entra_trust (tenant, audience, claim, value);

-- The keys that sign access tokens, of the whole house; the private part is sealed under the key file.
CREATE TABLE signing_key (
    key_id text COLLATE "C" NOT NULL PRIMARY KEY,
    public_key text COLLATE "C" NOT NULL,
    sealed text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    retired_at bigint
);
