-- Who is signed in to the console, of the whole house. What the browser holds is here as a hash alone.
CREATE TABLE console_session (
    session_key TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    proof TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
