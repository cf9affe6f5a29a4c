-- The log of one resource was found by an index into which every row went at a place of its own, so that each commit wrote that page as
-- well. Now a few hundred rows that follow each other are summed up in one block, long after they were written.
DROP INDEX request_log_resource;

-- Rows of a connection, by their ids: which resources they are about, as sorted hashes.
CREATE TABLE request_log_block (
    connection_id TEXT NOT NULL,
    last_id TEXT NOT NULL,
    first_id TEXT NOT NULL,
    resources BLOB NOT NULL,
    PRIMARY KEY (connection_id, last_id)
) STRICT;

-- Rows that came when the block in which their ids lie was there already.
CREATE TABLE request_log_late (
    connection_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (connection_id, resource_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX request_log_late_id ON request_log_late (connection_id, id);
