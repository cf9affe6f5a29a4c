-- What is known of the store as a whole, each by its name: that its first client was made, and what its key file must open.
CREATE TABLE mark (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

-- When a client's access token, or one of Entra's own, was last shown, to the minute.
ALTER TABLE oauth_client ADD COLUMN last_used_at bigint;
ALTER TABLE entra_trust ADD COLUMN last_used_at bigint;
