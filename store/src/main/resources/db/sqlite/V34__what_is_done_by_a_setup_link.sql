-- Where a set-up link leads when everything has arrived, which steps its administrator has ticked off, and the ids of the tokens that
-- it has made, with blanks between them.
ALTER TABLE setup_link ADD COLUMN success_url TEXT;
ALTER TABLE setup_link ADD COLUMN ticked TEXT NOT NULL DEFAULT '';
ALTER TABLE setup_link ADD COLUMN tokens TEXT NOT NULL DEFAULT '';
