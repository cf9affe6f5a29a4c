-- The version of the mapping that a change was made under; NULL for what was recorded before.
ALTER TABLE change ADD COLUMN mapping INTEGER;

-- When a version of a mapping was replaced; NULL while it is in force.
ALTER TABLE mapping_version ADD COLUMN replaced_at INTEGER;
UPDATE mapping_version SET replaced_at = coalesce((SELECT s.updated_on FROM scim_configuration s
        WHERE s.connection_id = mapping_version.connection_id), created_at)
WHERE NOT EXISTS (SELECT 1 FROM scim_configuration s
    WHERE s.connection_id = mapping_version.connection_id AND s.mapping = mapping_version.version);

-- What a changed setting leaves to be done for each user of a connection.
CREATE TABLE connection_job (
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    reached TEXT NOT NULL,
    seen INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    clashes INTEGER NOT NULL,
    without_value INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    revision INTEGER NOT NULL,
    PRIMARY KEY (connection_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX connection_job_unfinished ON connection_job (connection_id, kind) WHERE finished_at IS NULL;
