-- What shows the subject of a change as it was at that version; filled by the store where it appends the change. NULL: recorded before,
-- or there is none of it.
ALTER TABLE change ADD COLUMN created bigint;
-- The tail of a person's user_id; NULL: it is the id.
ALTER TABLE change ADD COLUMN person text COLLATE "C";
-- The account that this one is linked to, as connection, blank, id.
ALTER TABLE change ADD COLUMN linked text COLLATE "C";
-- What only the product has: blocked, blocked_until or nothing, and the content, with a blank between them.
ALTER TABLE change ADD COLUMN beside text COLLATE "C";
-- The document after an update.
ALTER TABLE change ADD COLUMN image text COLLATE "C";
