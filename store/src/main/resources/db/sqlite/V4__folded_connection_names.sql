-- Names of connections are unique without regard to case: folded as everything else that is compared. They are ASCII, so
-- that lower() folds them.
ALTER TABLE connection ADD COLUMN folded_name TEXT NOT NULL DEFAULT '';
UPDATE connection SET folded_name = lower(name);
CREATE UNIQUE INDEX connection_folded_name ON connection (folded_name);
