-- The change record says who did it, because of which request, and how the subject was called. It is followed per
-- connection and over all of them, in the order of seq. The last row is never deleted, so that no number comes back.
CREATE TABLE change_next (
    seq INTEGER NOT NULL PRIMARY KEY,
    connection_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    last INTEGER NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    user_name TEXT,
    external_id TEXT,
    display_name TEXT,
    action TEXT NOT NULL,
    version INTEGER NOT NULL,
    time INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    request_id TEXT,
    plan TEXT NOT NULL
) STRICT;

INSERT INTO change_next (seq, connection_id, change_id, part, last, resource_type, resource_id, action, version, time,
    actor_kind, plan)
SELECT seq, connection_id, change_id, part, last, resource_type, resource_id, action, version, time, 'unknown', plan
FROM change;

DROP TABLE change;
ALTER TABLE change_next RENAME TO change;
CREATE INDEX change_connection ON change (connection_id, seq);
CREATE INDEX change_part ON change (connection_id, change_id, part) WHERE last = 0;
CREATE INDEX change_last_part ON change (connection_id, change_id) WHERE last = 1 AND part > 0;
DELETE FROM sequence WHERE name = 'change';

-- connection_id is empty text for a reader that follows all connections.
CREATE TABLE change_reader_next (
    connection_id TEXT NOT NULL,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (connection_id, name)
) STRICT, WITHOUT ROWID;

INSERT INTO change_reader_next (connection_id, name, position, lease_until)
SELECT connection_id, name, '0.' || seq, 0 FROM change_reader;

DROP TABLE change_reader;
ALTER TABLE change_reader_next RENAME TO change_reader;

-- What was swept is remembered for as long as the record of the deletion is kept.
ALTER TABLE dropped_connection ADD COLUMN swept INTEGER NOT NULL DEFAULT 0;

-- The order of ids in ranges: n resources are before high and not before the high of the range before. What follows the
-- last range is not counted; ranged is how many are in ranges.
CREATE TABLE resource_range (
    connection_id TEXT NOT NULL,
    type TEXT NOT NULL,
    high TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (connection_id, type, high)
) STRICT, WITHOUT ROWID;

INSERT INTO resource_range (connection_id, type, high, n)
SELECT connection_id, type, id, 1500
FROM (SELECT connection_id, type, id, row_number() OVER (PARTITION BY connection_id, type ORDER BY id) AS place
    FROM resource)
WHERE place % 1500 = 1 AND place > 1;

ALTER TABLE resource_count ADD COLUMN ranged INTEGER NOT NULL DEFAULT 0;

UPDATE resource_count SET ranged = coalesce((SELECT sum(r.n) FROM resource_range r
    WHERE r.connection_id = resource_count.connection_id AND r.type = resource_count.type), 0);

-- Only those who have a manager are looked up by one.
DROP INDEX resource_manager;
CREATE INDEX resource_manager ON resource (connection_id, type, manager, id) WHERE manager IS NOT NULL;

-- The client's own name for its request, when it gave one.
ALTER TABLE request_log ADD COLUMN client_request_id TEXT;
