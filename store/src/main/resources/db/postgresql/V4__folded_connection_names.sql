-- Names of connections are unique without regard to case: folded as everything else that is compared. They are ASCII, so
-- that lower() folds them.
ALTER TABLE connection ADD COLUMN folded_name text COLLATE "C" NOT NULL DEFAULT '';
UPDATE connection SET folded_name = lower(name);
ALTER TABLE connection ALTER COLUMN folded_name DROP DEFAULT;
CREATE UNIQUE INDEX connection_folded_name ON connection (folded_name);
