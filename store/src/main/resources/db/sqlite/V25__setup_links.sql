-- Links by which a customer's administrator sets a connection up without an account. What she holds is here as hashes alone.
CREATE TABLE setup_link (
    connection_id TEXT NOT NULL,
    link_id TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    cookie_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    only_empty INTEGER NOT NULL,
    most_tokens INTEGER NOT NULL,
    tokens_made INTEGER NOT NULL,
    token_lifetime INTEGER,
    progress TEXT NOT NULL,
    PRIMARY KEY (connection_id, link_id)
) STRICT, WITHOUT ROWID;

-- Over all connections: whoever comes with a secret does not say whose it is.
CREATE UNIQUE INDEX setup_link_secret ON setup_link (secret_hash);
CREATE UNIQUE INDEX setup_link_cookie ON setup_link (cookie_hash);
