-- A resource of a target is one subject's: whoever is about to take it, or to delete it, asks whose it is.
CREATE INDEX remote_under_id ON remote (stream_id, remote_id) WHERE remote_id IS NOT NULL;
