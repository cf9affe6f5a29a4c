-- Every key of a table that a connection owns begins with connection_id. Times are epoch milliseconds. What is compared
-- was folded before; the collation "C" is code-point order.

CREATE TABLE connection (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    strategy text COLLATE "C" NOT NULL,
    strict integer NOT NULL,
    created_at bigint NOT NULL
);

-- Connections that are gone and whose rows are still being swept.
CREATE TABLE dropped_connection (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    dropped_at bigint NOT NULL
);

CREATE TABLE token (
    connection_id text COLLATE "C" NOT NULL,
    token_id text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    valid_until bigint,
    last_used_at bigint,
    PRIMARY KEY (connection_id, token_id)
);

-- entries holds the rows of resource_entry once more, so that an update knows without a look-up what changed.
CREATE TABLE resource (
    connection_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created bigint NOT NULL,
    last_modified bigint NOT NULL,
    membership bigint NOT NULL,
    active integer NOT NULL,
    unique_key text COLLATE "C" NOT NULL,
    external_id text COLLATE "C",
    display_name text COLLATE "C",
    manager text COLLATE "C",
    reference_name text COLLATE "C",
    entries text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, id)
);

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
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    attribute text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    qualifier text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, type, attribute, value, qualifier, resource_id)
);

-- Differences, folded by upkeep and summed in one snapshot, so that writers do not queue on one row.
CREATE TABLE resource_count (
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    n bigint NOT NULL,
    PRIMARY KEY (connection_id, type, seq)
);

CREATE TABLE member (
    connection_id text COLLATE "C" NOT NULL,
    group_id text COLLATE "C" NOT NULL,
    membership bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    attributes text COLLATE "C",
    PRIMARY KEY (connection_id, group_id, membership, value)
);

CREATE INDEX member_value ON member (connection_id, value, group_id, membership);

-- Generations of membership rows that no group uses: 0 being filled, 1 to be swept.
CREATE TABLE membership_generation (
    connection_id text COLLATE "C" NOT NULL,
    group_id text COLLATE "C" NOT NULL,
    membership bigint NOT NULL,
    garbage integer NOT NULL,
    since bigint NOT NULL,
    PRIMARY KEY (connection_id, group_id, membership)
);

CREATE TABLE tombstone (
    connection_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, id)
);

-- Readers go by (xid, seq) and only below the oldest transaction that is still running, so that a change that commits
-- late is never skipped.
CREATE TABLE change (
    connection_id text COLLATE "C" NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    change_id text COLLATE "C" NOT NULL,
    part integer NOT NULL,
    last integer NOT NULL,
    resource_type text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    time bigint NOT NULL,
    plan text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, xid, seq)
);

CREATE INDEX change_part ON change (connection_id, change_id, part) WHERE last = 0;

CREATE TABLE change_reader (
    connection_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    xid xid8 NOT NULL,
    seq bigint NOT NULL,
    PRIMARY KEY (connection_id, name)
);

CREATE TABLE request_log (
    connection_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    time bigint NOT NULL,
    client_address text COLLATE "C" NOT NULL,
    method text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    status integer NOT NULL,
    duration_micros bigint NOT NULL,
    token_id text COLLATE "C",
    resource_type text COLLATE "C",
    resource_id text COLLATE "C",
    plan text COLLATE "C",
    tolerances text COLLATE "C",
    error text COLLATE "C",
    PRIMARY KEY (connection_id, id)
);

CREATE INDEX request_log_failure ON request_log (connection_id, id) WHERE status >= 400;

-- Bodies come after their row and are large, so they lie beside it.
CREATE TABLE request_body (
    connection_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, id)
);

CREATE TABLE log_dropped (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    n bigint NOT NULL
);

-- Numbers of generations; they never come back, even when the rows that bore them are gone.
CREATE SEQUENCE membership_number;
