-- The tail of a person's user_id, made of the user-id attribute at creation when nobody has or had it; otherwise it is
-- NULL and the tail is the id. It never follows a later change of that attribute.
ALTER TABLE resource ADD COLUMN subject TEXT;

CREATE UNIQUE INDEX resource_subject ON resource (connection_id, subject) WHERE subject IS NOT NULL;

-- How far the column is filled for the people who are there already: behind which resource the code of this version goes on,
-- in pieces. No row: there is nothing more to fill.
CREATE TABLE subject_fill (
    connection_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
) STRICT, WITHOUT ROWID;

INSERT INTO subject_fill (connection_id, resource_id) VALUES ('', '');

-- The tails of deleted people: a user_id never becomes somebody else's.
CREATE TABLE retired_subject (
    connection_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX retired_subject_resource ON retired_subject (connection_id, resource_id);

-- Further subjects by which a sign-in finds a person.
CREATE TABLE identity (
    connection_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_resource ON identity (connection_id, resource_id);

-- Accounts that belong to a primary one, which may be of another connection.
CREATE TABLE linked_identity (
    connection_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    primary_connection_id TEXT NOT NULL,
    primary_resource_id TEXT NOT NULL,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX linked_identity_primary ON linked_identity (primary_connection_id, primary_resource_id, linked_at,
    connection_id, resource_id);

-- What only the product has of a person. revision counts its writes.
CREATE TABLE overlay (
    connection_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    blocked INTEGER NOT NULL,
    blocked_until INTEGER,
    content TEXT NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
) STRICT;

CREATE INDEX overlay_blocked ON overlay (connection_id, resource_id) WHERE blocked = 1;
CREATE INDEX overlay_blocked_until ON overlay (blocked_until, connection_id, resource_id)
    WHERE blocked_until IS NOT NULL;
