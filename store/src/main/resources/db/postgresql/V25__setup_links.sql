-- Links by which a customer's administrator sets a connection up without an account. What she holds is here as hashes alone.
CREATE TABLE setup_link (
    connection_id text COLLATE "C" NOT NULL,
    link_id text COLLATE "C" NOT NULL,
    secret_hash text COLLATE "C" NOT NULL,
    cookie_hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    only_empty bigint NOT NULL,
    most_tokens bigint NOT NULL,
    tokens_made bigint NOT NULL,
    token_lifetime bigint,
    progress text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, link_id)
);

-- Over all connections: whoever comes with a secret does not say whose it is.
CREATE UNIQUE INDEX setup_link_secret ON setup_link (secret_hash);
CREATE UNIQUE INDEX setup_link_cookie ON setup_link (cookie_hash);
