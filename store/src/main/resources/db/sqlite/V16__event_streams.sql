-- A subscription with one destination. connection_id: whose logout tokens it brings, empty for every other
-- stream.
CREATE TABLE event_stream (
    stream_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    state_since INTEGER NOT NULL,
    subscriptions TEXT NOT NULL,
    settings TEXT NOT NULL,
    secrets TEXT,
    connection_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX event_stream_name ON event_stream (folded_name);
CREATE UNIQUE INDEX event_stream_logout ON event_stream (connection_id) WHERE connection_id <> '';
CREATE INDEX event_stream_created ON event_stream (created_at, stream_id);

-- How far a stream has come, and how its target does: written often, so apart. position: up to where the change record is fanned out.
-- failures: answers in a row that say that the target is sick.
CREATE TABLE stream_progress (
    stream_id TEXT NOT NULL PRIMARY KEY,
    position TEXT NOT NULL,
    follow_no INTEGER NOT NULL,
    follow_node TEXT,
    follow_until INTEGER NOT NULL,
    held_until INTEGER NOT NULL,
    held_cause TEXT,
    failures INTEGER NOT NULL,
    failing_since INTEGER,
    probe_at INTEGER,
    probe_no INTEGER NOT NULL,
    last_success_at INTEGER,
    last_answer TEXT
) STRICT, WITHOUT ROWID;

-- Streams that were removed, until nothing is left of them.
CREATE TABLE dropped_stream (
    stream_id TEXT NOT NULL PRIMARY KEY,
    dropped_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One event on its way to one stream. payload: the event, of one that stands in no change.
CREATE TABLE delivery (
    stream_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    event_type TEXT NOT NULL,
    state TEXT NOT NULL,
    intent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    tries INTEGER NOT NULL,
    cause TEXT,
    note TEXT,
    late INTEGER NOT NULL,
    by_event TEXT,
    duration_ms INTEGER,
    payload TEXT,
    PRIMARY KEY (stream_id, event_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_open ON delivery (stream_id, subject, event_id) WHERE state = 'pending';
CREATE INDEX delivery_failed ON delivery (stream_id, event_id, cause) WHERE state = 'failed';

-- What is owed to a stream for one subject; of whom deliveries are open there is always one. A claim moves due_at ahead and raises
-- lease_no.
CREATE TABLE delivery_head (
    stream_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    lease_no INTEGER NOT NULL,
    node TEXT,
    intent TEXT NOT NULL,
    last_event TEXT NOT NULL,
    tries INTEGER NOT NULL,
    since INTEGER NOT NULL,
    doubt INTEGER NOT NULL,
    origin TEXT NOT NULL,
    cause TEXT,
    PRIMARY KEY (stream_id, subject)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_head_due ON delivery_head (stream_id, due_at, subject);

-- Attempts that failed, or whose answer was lost.
CREATE TABLE delivery_attempt (
    stream_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status INTEGER,
    error TEXT NOT NULL,
    request TEXT,
    response TEXT,
    PRIMARY KEY (stream_id, event_id, n)
) STRICT;

CREATE INDEX delivery_attempt_text ON delivery_attempt (stream_id, event_id, n) WHERE request IS NOT NULL;

-- A run of events that one filter passed over: one row, however many.
CREATE TABLE delivery_skip (
    stream_id TEXT NOT NULL,
    first_event TEXT NOT NULL,
    last_event TEXT NOT NULL,
    reason TEXT NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (stream_id, first_event, reason)
) STRICT, WITHOUT ROWID;

-- What came of deliveries in each hour, given by its beginning.
CREATE TABLE delivery_count (
    stream_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    superseded INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (stream_id, hour)
) STRICT, WITHOUT ROWID;

-- What is remembered of a subject at a target. sent_to: the state that was sent holds every event up to this one. owed: it never
-- reached the target.
CREATE TABLE remote (
    stream_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    remote_id TEXT,
    etag TEXT,
    sent TEXT,
    sent_hash TEXT,
    sent_to TEXT NOT NULL,
    owed INTEGER NOT NULL,
    made INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (stream_id, subject)
) STRICT;

CREATE INDEX remote_resource ON remote (stream_id, resource_id);

-- Members that groups of a target are to gain or to lose. waits: for the member to be there.
CREATE TABLE member_delta (
    stream_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    member_id TEXT NOT NULL,
    added INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    waits INTEGER NOT NULL,
    PRIMARY KEY (stream_id, subject, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_delta_waiting ON member_delta (stream_id, member_id) WHERE waits = 1;
CREATE INDEX member_delta_ready ON member_delta (stream_id, subject, member_id) WHERE waits = 0;

CREATE TABLE target_quirk (
    stream_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    evidence TEXT NOT NULL,
    learned_at INTEGER NOT NULL,
    PRIMARY KEY (stream_id, name)
) STRICT, WITHOUT ROWID;

-- What is to be told of a stream: once, and once more when it is over.
CREATE TABLE stream_alert (
    stream_id TEXT NOT NULL,
    cause TEXT NOT NULL,
    since INTEGER NOT NULL,
    told_at INTEGER,
    ended_at INTEGER,
    sentence TEXT NOT NULL,
    PRIMARY KEY (stream_id, cause)
) STRICT, WITHOUT ROWID;

-- A comparison of a target with its source, what it has found there, and what it has to do.
CREATE TABLE sync_job (
    stream_id TEXT NOT NULL PRIMARY KEY,
    mode TEXT NOT NULL,
    phase TEXT NOT NULL,
    position TEXT NOT NULL,
    source TEXT NOT NULL,
    report TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE sync_seen (
    stream_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    match_key TEXT NOT NULL,
    hash TEXT NOT NULL,
    external_id TEXT,
    blocked INTEGER NOT NULL,
    PRIMARY KEY (stream_id, kind, remote_id, match_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_seen_match ON sync_seen (stream_id, kind, match_key);
CREATE INDEX sync_seen_external ON sync_seen (stream_id, kind, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE sync_item (
    stream_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    done INTEGER NOT NULL,
    PRIMARY KEY (stream_id, subject, action)
) STRICT, WITHOUT ROWID;

-- Nodes that deliver; written where there may be several.
CREATE TABLE outbound_node (
    node TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
