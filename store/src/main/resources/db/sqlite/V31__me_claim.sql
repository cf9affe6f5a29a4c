-- Which claim of an access token says whose /Me is.
ALTER TABLE connection ADD COLUMN me_claim TEXT NOT NULL DEFAULT 'sub';
