-- Every key of a table that a connection owns begins with connection_id. Times are epoch milliseconds. What is compared
-- was folded before; BINARY, the default collation, is code-point order.

CREATE TABLE connection (
    connection_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    strategy TEXT NOT NULL,
    strict INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Connections that are gone and whose rows are still being swept.
CREATE TABLE dropped_connection (
    connection_id TEXT NOT NULL PRIMARY KEY,
    dropped_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    connection_id TEXT NOT NULL,
    token_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    valid_until INTEGER,
    last_used_at INTEGER,
    PRIMARY KEY (connection_id, token_id)
) STRICT, WITHOUT ROWID;

-- entries holds the rows of resource_entry once more, so that an update knows without a look-up what changed.
CREATE TABLE resource (
    connection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    last_modified INTEGER NOT NULL,
    membership INTEGER NOT NULL,
    active INTEGER NOT NULL,
    unique_key TEXT NOT NULL,
    external_id TEXT,
    display_name TEXT,
    manager TEXT,
    reference_name TEXT,
    entries TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (connection_id, id)
) STRICT;

CREATE UNIQUE INDEX resource_unique_key ON resource (connection_id, type, unique_key);
CREATE INDEX resource_id ON resource (connection_id, type, id);
CREATE INDEX resource_external_id ON resource (connection_id, type, external_id, id);
CREATE INDEX resource_display_name ON resource (connection_id, type, display_name, id);
CREATE INDEX resource_manager ON resource (connection_id, type, manager, id);
CREATE INDEX resource_created ON resource (connection_id, type, created, id);
CREATE INDEX resource_last_modified ON resource (connection_id, type, last_modified, id);
-- Nearly all are active: those who are not are a small index, which a change of active hardly costs anything.
CREATE INDEX resource_inactive ON resource (connection_id, type, id) WHERE active = 0;

CREATE TABLE resource_entry (
    connection_id TEXT NOT NULL,
    type TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, type, attribute, value, qualifier, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource_count (
    connection_id TEXT NOT NULL,
    type TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (connection_id, type)
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
    connection_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    membership INTEGER NOT NULL,
    value TEXT NOT NULL,
    attributes TEXT,
    PRIMARY KEY (connection_id, group_id, membership, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_value ON member (connection_id, value, group_id, membership);

-- Generations of membership rows that no group uses: 0 being filled, 1 to be swept.
CREATE TABLE membership_generation (
    connection_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    membership INTEGER NOT NULL,
    garbage INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (connection_id, group_id, membership)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstone (
    connection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (connection_id, id)
) STRICT, WITHOUT ROWID;

-- A plan of a few kilobytes lies in its page as a whole only in a table with rowids.
CREATE TABLE change (
    connection_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    change_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    last INTEGER NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    action TEXT NOT NULL,
    version INTEGER NOT NULL,
    time INTEGER NOT NULL,
    plan TEXT NOT NULL,
    PRIMARY KEY (connection_id, seq)
) STRICT;

CREATE INDEX change_part ON change (connection_id, change_id, part) WHERE last = 0;

CREATE TABLE change_reader (
    connection_id TEXT NOT NULL,
    name TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (connection_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE request_log (
    connection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    time INTEGER NOT NULL,
    client_address TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER NOT NULL,
    duration_micros INTEGER NOT NULL,
    token_id TEXT,
    resource_type TEXT,
    resource_id TEXT,
    plan TEXT,
    tolerances TEXT,
    error TEXT,
    PRIMARY KEY (connection_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_log_failure ON request_log (connection_id, id) WHERE status >= 400;

-- Bodies come after their row and are large, so they lie beside it.
CREATE TABLE request_body (
    connection_id TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (connection_id, id)
) STRICT;

CREATE TABLE log_dropped (
    connection_id TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Numbers that never come back, even when the rows that bore them are gone.
CREATE TABLE sequence (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sequence (name, value) VALUES ('change', 0), ('membership', 0);
