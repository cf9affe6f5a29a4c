-- How many users left a connection lately, by the minute: while a guard is on, it goes by this on every node.
CREATE TABLE departure_window (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    minutes text COLLATE "C" NOT NULL
);

-- For how many days what the product has of a deleted user is kept; 0 for not at all.
ALTER TABLE connection ADD COLUMN kept_days integer NOT NULL DEFAULT 0;

-- Deleted users of whom overlay, identities and links are kept. subject: what the user-id attribute said at the deletion, by
-- which a new user of the connection is known to be the same; own_subject: the tail of the user_id, to which that one comes.
CREATE TABLE kept_user (
    connection_id text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    own_subject text COLLATE "C" NOT NULL,
    kept_until bigint NOT NULL,
    PRIMARY KEY (connection_id, resource_id)
);

CREATE INDEX kept_user_subject ON kept_user (connection_id, subject, kept_until);
CREATE INDEX kept_user_until ON kept_user (connection_id, kept_until);

-- Nothing looks a subject up by the id that a deleted user had.
DROP INDEX retired_subject_resource;
