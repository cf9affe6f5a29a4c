-- The names that no schema declares and resources have ever brought: the keys that lead there, folded, with blanks between.
-- What the resources that are there already bring is filled in by the code of this version, in the same transaction.
CREATE TABLE undeclared_name (
    connection_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (connection_id, type, name)
);

-- How many a connection has, so that there is a bound, and whether one was left out for it. Whoever adds names locks its row.
CREATE TABLE undeclared_name_use (
    connection_id text COLLATE "C" NOT NULL PRIMARY KEY,
    names bigint NOT NULL,
    bytes bigint NOT NULL,
    overflowed integer NOT NULL
);
