-- The names that no schema declares and resources have ever brought: the keys that lead there, folded, with blanks between.
-- What the resources that are there already bring is filled in by the code of this version, in the same transaction.
CREATE TABLE undeclared_name (
    connection_id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (connection_id, type, name)
) STRICT, WITHOUT ROWID;

-- How many a connection has, so that there is a bound, and whether one was left out for it.
CREATE TABLE undeclared_name_use (
    connection_id TEXT NOT NULL PRIMARY KEY,
    names INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    overflowed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
