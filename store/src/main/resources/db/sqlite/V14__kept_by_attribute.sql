-- Which attribute said the subject of a deleted user who is kept; empty for who was deleted before that was taken down, and is
-- known to be the same by any.
ALTER TABLE kept_user ADD COLUMN attribute TEXT NOT NULL DEFAULT '';
