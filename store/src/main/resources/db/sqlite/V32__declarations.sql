-- What connections declare beyond the standard schemas: schemas and resource types, by kind and folded name.
CREATE TABLE declaration (
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    PRIMARY KEY (connection_id, kind, folded_name)
) STRICT;

-- Which declarations a connection has: a text that no others of it ever have; empty for none ever.
ALTER TABLE connection ADD COLUMN types TEXT NOT NULL DEFAULT '';
