-- What connections declare beyond the standard schemas: schemas and resource types, by kind and folded name.
CREATE TABLE declaration (
    connection_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    folded_name text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    declared_at bigint NOT NULL,
    PRIMARY KEY (connection_id, kind, folded_name)
);

-- Which declarations a connection has: a text that no others of it ever have; empty for none ever.
ALTER TABLE connection ADD COLUMN types text COLLATE "C" NOT NULL DEFAULT '';
