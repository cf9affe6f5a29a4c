-- Credentials of all connections by their end, and tokens that nobody has used yet.
CREATE INDEX token_end ON token (valid_until, token_id) WHERE valid_until IS NOT NULL;
CREATE INDEX token_unused ON token (created_at, token_id) WHERE last_used_at IS NULL;
CREATE INDEX oauth_secret_end ON oauth_secret (valid_until, secret_id) WHERE valid_until IS NOT NULL;
