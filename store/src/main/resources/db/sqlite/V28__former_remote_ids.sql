-- Ids that resources had at targets and have there no more. A group may have such a member still: an addition can be carried out
-- behind the deletion of who is added. left_at: since when.
CREATE TABLE former_remote (
    stream_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    left_at INTEGER NOT NULL,
    PRIMARY KEY (stream_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX former_remote_left ON former_remote (stream_id, left_at, resource_id);
CREATE INDEX former_remote_under_id ON former_remote (stream_id, remote_id);
