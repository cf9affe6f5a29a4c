-- The change record says who did it, because of which request, and how the subject was called. It is followed per
-- connection and over all of them, in the order of (xid, seq).
ALTER TABLE change
    ADD COLUMN user_name text COLLATE "C",
    ADD COLUMN external_id text COLLATE "C",
    ADD COLUMN display_name text COLLATE "C",
    ADD COLUMN actor_kind text COLLATE "C" NOT NULL DEFAULT 'unknown',
    ADD COLUMN actor_id text COLLATE "C",
    ADD COLUMN request_id text COLLATE "C";
ALTER TABLE change ALTER COLUMN actor_kind DROP DEFAULT;

CREATE INDEX change_order ON change (xid, seq);
CREATE INDEX change_last_part ON change (connection_id, change_id) WHERE last = 1 AND part > 0;

-- connection_id is empty text for a reader that follows all connections.
ALTER TABLE change_reader
    ADD COLUMN position text COLLATE "C",
    ADD COLUMN lease_until bigint NOT NULL DEFAULT 0;
UPDATE change_reader SET position = xid::text || '.' || seq;
ALTER TABLE change_reader
    ALTER COLUMN position SET NOT NULL,
    ALTER COLUMN lease_until DROP DEFAULT,
    DROP COLUMN xid,
    DROP COLUMN seq;

-- What was swept is remembered for as long as the record of the deletion is kept.
ALTER TABLE dropped_connection ADD COLUMN swept integer NOT NULL DEFAULT 0;

-- Writers append differences, upkeep alone folds them into counts and ranges, and a reader adds what is not folded yet:
-- so no two writers wait for one row.
CREATE TABLE resource_difference (
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    id text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (connection_id, type, seq)
);

-- The order of ids in ranges: n resources are before high and not before the high of the range before. What follows the
-- last range is not counted; ranged is how many are in ranges.
CREATE TABLE resource_range (
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    high text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (connection_id, type, high)
);

INSERT INTO resource_range (connection_id, type, high, n)
SELECT connection_id, type, id, 1500
FROM (SELECT connection_id, type, id, row_number() OVER (PARTITION BY connection_id, type ORDER BY id) AS place
    FROM resource) numbered
WHERE place % 1500 = 1 AND place > 1;

ALTER TABLE resource_count RENAME TO resource_count_before;
ALTER INDEX resource_count_pkey RENAME TO resource_count_before_pkey;
CREATE TABLE resource_count (
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    ranged bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (connection_id, type)
);

INSERT INTO resource_count (connection_id, type, n, ranged)
SELECT c.connection_id, c.type, sum(c.n), coalesce((SELECT sum(r.n) FROM resource_range r
    WHERE r.connection_id = c.connection_id AND r.type = c.type), 0)
FROM resource_count_before c
GROUP BY c.connection_id, c.type;

DROP TABLE resource_count_before;

-- Only those who have a manager are looked up by one.
DROP INDEX resource_manager;
CREATE INDEX resource_manager ON resource (connection_id, type, manager, id) WHERE manager IS NOT NULL;

-- The client's own name for its request, when it gave one.
ALTER TABLE request_log ADD COLUMN client_request_id text COLLATE "C";
