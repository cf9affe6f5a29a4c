-- The version of the mapping that a change was made under; NULL for what was recorded before.
ALTER TABLE change ADD COLUMN mapping integer;

-- When a version of a mapping was replaced; NULL while it is in force.
ALTER TABLE mapping_version ADD COLUMN replaced_at bigint;
UPDATE mapping_version SET replaced_at = coalesce((SELECT s.updated_on FROM scim_configuration s
        WHERE s.connection_id = mapping_version.connection_id), created_at)
WHERE NOT EXISTS (SELECT 1 FROM scim_configuration s
    WHERE s.connection_id = mapping_version.connection_id AND s.mapping = mapping_version.version);

-- What a changed setting leaves to be done for each user of a connection.
CREATE TABLE connection_job (
    connection_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL,
    reached text COLLATE "C" NOT NULL,
    seen bigint NOT NULL,
    changed bigint NOT NULL,
    clashes bigint NOT NULL,
    without_value bigint NOT NULL,
    started_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    finished_at bigint,
    revision bigint NOT NULL,
    PRIMARY KEY (connection_id, kind)
);

CREATE INDEX connection_job_unfinished ON connection_job (connection_id, kind) WHERE finished_at IS NULL;
