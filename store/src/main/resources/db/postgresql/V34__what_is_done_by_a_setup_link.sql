-- Where a set-up link leads when everything has arrived, which steps its administrator has ticked off, and the ids of the tokens that
-- it has made, with blanks between them.
ALTER TABLE setup_link ADD COLUMN success_url text COLLATE "C";
ALTER TABLE setup_link ADD COLUMN ticked text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE setup_link ADD COLUMN tokens text COLLATE "C" NOT NULL DEFAULT '';
