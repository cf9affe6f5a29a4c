-- The ends of blocks of one connection, so that many ends in one do not keep those of another waiting.
CREATE INDEX overlay_ending ON overlay (connection_id, blocked_until, resource_id) WHERE blocked_until IS NOT NULL;
