-- A connection has tolerances instead of one flag for all of them, its endpoint may be paused or closed, and a guard may hold
-- departures; empty text for none.
ALTER TABLE connection ADD COLUMN tolerances text COLLATE "C" NOT NULL DEFAULT 'all';
ALTER TABLE connection ADD COLUMN endpoint text COLLATE "C" NOT NULL DEFAULT 'open';
ALTER TABLE connection ADD COLUMN guard text COLLATE "C" NOT NULL DEFAULT '';
UPDATE connection SET tolerances = 'none' WHERE strict = 1;
ALTER TABLE connection DROP COLUMN strict;
CREATE INDEX connection_created ON connection (created_at, connection_id);

-- How users are provisioned. What was there before has the strategy's defaults. mapping 0: the strategy's default rows.
CREATE TABLE scim_configuration (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    user_id_attribute text COLLATE "C" NOT NULL,
    mapping integer NOT NULL,
    created_at bigint NOT NULL,
    updated_on bigint NOT NULL
);

INSERT INTO scim_configuration (connection_id, user_id_attribute, mapping, created_at, updated_on)
SELECT connection_id, CASE strategy WHEN 'samlp' THEN 'userName' ELSE 'externalId' END, 0, created_at, created_at
FROM connection;

-- mapping_rows is empty text for the strategy's default rows.
CREATE TABLE mapping_version (
    connection_id text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    mapping_rows text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, version)
);

-- What callers of the management API keep of a connection.
CREATE TABLE connection_detail (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    display_name text COLLATE "C",
    document text COLLATE "C" NOT NULL,
    updated_at bigint NOT NULL
);

-- Who changed what through the management API.
CREATE TABLE audit_log (
    id text COLLATE "C" NOT NULL PRIMARY KEY,
    time bigint NOT NULL,
    actor_kind text COLLATE "C" NOT NULL,
    actor_id text COLLATE "C",
    client_address text COLLATE "C" NOT NULL,
    user_agent text COLLATE "C",
    method text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    status integer NOT NULL,
    kind text COLLATE "C",
    connection_id text COLLATE "C",
    subject text COLLATE "C",
    old_value text COLLATE "C",
    new_value text COLLATE "C",
    error text COLLATE "C"
);

-- What was answered, beside its row as the body that was sent is.
CREATE TABLE response_body (
    connection_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    body text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, id)
);

-- The log of all connections by time.
CREATE INDEX request_log_id ON request_log (id);
