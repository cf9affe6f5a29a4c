-- Who is signed in to the console, of the whole house. What the browser holds is here as a hash alone.
CREATE TABLE console_session (
    session_key text COLLATE "C" NOT NULL PRIMARY KEY,
    client_id text COLLATE "C" NOT NULL,
    proof text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    address text COLLATE "C" NOT NULL
);
