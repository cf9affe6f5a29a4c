-- The log of one resource was found by an index into which every row went at a place of its own, so that each commit wrote that page as
-- well. Now a few hundred rows that follow each other are summed up in one block, long after they were written.
DROP INDEX request_log_resource;

-- Rows of a connection, by their ids: which resources they are about, as sorted hashes.
CREATE TABLE request_log_block (
    connection_id text COLLATE "C" NOT NULL,
    last_id text COLLATE "C" NOT NULL,
    first_id text COLLATE "C" NOT NULL,
    resources bytea NOT NULL,
    PRIMARY KEY (connection_id, last_id)
);

-- Rows that came when the block in which their ids lie was there already.
CREATE TABLE request_log_late (
    connection_id text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, resource_id, id)
);

CREATE INDEX request_log_late_id ON request_log_late (connection_id, id);
