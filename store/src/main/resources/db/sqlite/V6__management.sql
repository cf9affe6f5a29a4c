-- A connection has tolerances instead of one flag for all of them, its endpoint may be paused or closed, and a guard may hold
-- departures; empty text for none.
ALTER TABLE connection ADD COLUMN tolerances TEXT NOT NULL DEFAULT 'all';
ALTER TABLE connection ADD COLUMN endpoint TEXT NOT NULL DEFAULT 'open';
ALTER TABLE connection ADD COLUMN guard TEXT NOT NULL DEFAULT '';
UPDATE connection SET tolerances = 'none' WHERE strict = 1;
ALTER TABLE connection DROP COLUMN strict;
CREATE INDEX connection_created ON connection (created_at, connection_id);

-- How users are provisioned. What was there before has the strategy's defaults. mapping 0: the strategy's default rows.
CREATE TABLE scim_configuration (
    connection_id TEXT NOT NULL PRIMARY KEY,
    user_id_attribute TEXT NOT NULL,
    mapping INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_on INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO scim_configuration (connection_id, user_id_attribute, mapping, created_at, updated_on)
SELECT connection_id, CASE strategy WHEN 'samlp' THEN 'userName' ELSE 'externalId' END, 0, created_at, created_at
FROM connection;

-- mapping_rows is empty text for the strategy's default rows.
CREATE TABLE mapping_version (
    connection_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    mapping_rows TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (connection_id, version)
) STRICT;

-- What callers of the management API keep of a connection.
CREATE TABLE connection_detail (
    connection_id TEXT NOT NULL PRIMARY KEY,
    display_name TEXT,
    document TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Who changed what through the management API.
CREATE TABLE audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    time INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    client_address TEXT NOT NULL,
    user_agent TEXT,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    operation TEXT NOT NULL,
    status INTEGER NOT NULL,
    kind TEXT,
    connection_id TEXT,
    subject TEXT,
    old_value TEXT,
    new_value TEXT,
    error TEXT
) STRICT;

-- What was answered, beside its row as the body that was sent is.
CREATE TABLE response_body (
    connection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (connection_id, id)
) STRICT;

-- The log of all connections by time.
CREATE INDEX request_log_id ON request_log (id);
