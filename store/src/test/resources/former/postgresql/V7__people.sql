-- The tail of a person's user_id, made of the user-id attribute at creation when nobody has or had it; otherwise it is
-- NULL and the tail is the id. It never follows a later change of that attribute.
ALTER TABLE resource ADD COLUMN subject text COLLATE "C";

-- Who was first keeps it. A value that is not whole in an index is none.
UPDATE resource SET subject = candidate.value
FROM (SELECT connection_id, id, value, row_number() OVER (PARTITION BY connection_id, value ORDER BY id) AS place
    FROM (SELECT r.connection_id, r.id, CASE c.strategy
            WHEN 'samlp' THEN (r.document::json ->> 'userName') COLLATE "C"
            ELSE r.external_id END AS value
        FROM resource r JOIN connection c ON c.connection_id = r.connection_id
        WHERE r.type = 'User') valued
    WHERE value <> '' AND length(value) < 1024 AND octet_length(value) < 1990) candidate
WHERE candidate.place = 1
    AND resource.connection_id = candidate.connection_id
    AND resource.id = candidate.id
    AND NOT EXISTS (SELECT 1 FROM resource other
        WHERE other.connection_id = candidate.connection_id AND other.id = candidate.value);

CREATE UNIQUE INDEX resource_subject ON resource (connection_id, subject) WHERE subject IS NOT NULL;

-- The tails of deleted people: a user_id never becomes somebody else's.
CREATE TABLE retired_subject (
    connection_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, subject)
);

CREATE INDEX retired_subject_resource ON retired_subject (connection_id, resource_id);

-- Further subjects by which a sign-in finds a person.
CREATE TABLE identity (
    connection_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, subject)
);

CREATE INDEX identity_resource ON identity (connection_id, resource_id);

-- Accounts that belong to a primary one, which may be of another connection.
CREATE TABLE linked_identity (
    connection_id text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    primary_connection_id text COLLATE "C" NOT NULL,
    primary_resource_id text COLLATE "C" NOT NULL,
    linked_at bigint NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
);

CREATE INDEX linked_identity_primary ON linked_identity (primary_connection_id, primary_resource_id, linked_at,
    connection_id, resource_id);

-- What only the product has of a person. revision counts its writes.
CREATE TABLE overlay (
    connection_id text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    blocked integer NOT NULL,
    blocked_until bigint,
    content text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
);

CREATE INDEX overlay_blocked ON overlay (connection_id, resource_id) WHERE blocked = 1;
CREATE INDEX overlay_blocked_until ON overlay (blocked_until, connection_id, resource_id)
    WHERE blocked_until IS NOT NULL;
