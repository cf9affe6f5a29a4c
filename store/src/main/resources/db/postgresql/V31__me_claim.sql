-- Which claim of an access token says whose /Me is.
ALTER TABLE connection ADD COLUMN me_claim text COLLATE "C" NOT NULL DEFAULT 'sub';
