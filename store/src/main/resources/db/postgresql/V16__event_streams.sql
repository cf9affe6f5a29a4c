-- A subscription with one destination. connection_id: whose logout tokens it brings, empty for every other
-- stream.
CREATE TABLE event_stream (
    stream_id text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    folded_name text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    state_since bigint NOT NULL,
    subscriptions text COLLATE "C" NOT NULL,
    settings text COLLATE "C" NOT NULL,
    secrets text COLLATE "C",
    connection_id text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    revision bigint NOT NULL
);

CREATE UNIQUE INDEX event_stream_name ON event_stream (folded_name);
CREATE UNIQUE INDEX event_stream_logout ON event_stream (connection_id) WHERE connection_id <> '';
CREATE INDEX event_stream_created ON event_stream (created_at, stream_id);

-- How far a stream has come, and how its target does: written often, so apart. position: up to where the change record is fanned out.
-- failures: answers in a row that say that the target is sick.
CREATE TABLE stream_progress (
    stream_id text COLLATE "C" NOT NULL PRIMARY KEY,
    position text COLLATE "C" NOT NULL,
    follow_no bigint NOT NULL,
    follow_node text COLLATE "C",
    follow_until bigint NOT NULL,
    held_until bigint NOT NULL,
    held_cause text COLLATE "C",
    failures bigint NOT NULL,
    failing_since bigint,
    probe_at bigint,
    probe_no bigint NOT NULL,
    last_success_at bigint,
    last_answer text COLLATE "C"
);

-- Streams that were removed, until nothing is left of them.
CREATE TABLE dropped_stream (
    stream_id text COLLATE "C" NOT NULL PRIMARY KEY,
    dropped_at bigint NOT NULL
);

-- One event on its way to one stream. payload: the event, of one that stands in no change.
CREATE TABLE delivery (
    stream_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    event_type text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    intent text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    finished_at bigint,
    tries integer NOT NULL,
    cause text COLLATE "C",
    note text COLLATE "C",
    late integer NOT NULL,
    by_event text COLLATE "C",
    duration_ms bigint,
    payload text COLLATE "C",
    PRIMARY KEY (stream_id, event_id)
);

CREATE INDEX delivery_open ON delivery (stream_id, subject, event_id) WHERE state = 'pending';
CREATE INDEX delivery_failed ON delivery (stream_id, event_id, cause) WHERE state = 'failed';

-- What is owed to a stream for one subject; of whom deliveries are open there is always one. A claim moves due_at ahead and raises
-- lease_no.
CREATE TABLE delivery_head (
    stream_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    due_at bigint NOT NULL,
    lease_no bigint NOT NULL,
    node text COLLATE "C",
    intent text COLLATE "C" NOT NULL,
    last_event text COLLATE "C" NOT NULL,
    tries integer NOT NULL,
    since bigint NOT NULL,
    doubt integer NOT NULL,
    origin text COLLATE "C" NOT NULL,
    cause text COLLATE "C",
    PRIMARY KEY (stream_id, subject)
);

CREATE INDEX delivery_head_due ON delivery_head (stream_id, due_at, subject);

-- Attempts that failed, or whose answer was lost.
CREATE TABLE delivery_attempt (
    stream_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    at bigint NOT NULL,
    duration_ms bigint NOT NULL,
    status integer,
    error text COLLATE "C" NOT NULL,
    request text COLLATE "C",
    response text COLLATE "C",
    PRIMARY KEY (stream_id, event_id, n)
);

CREATE INDEX delivery_attempt_text ON delivery_attempt (stream_id, event_id, n) WHERE request IS NOT NULL;

-- A run of events that one filter passed over: one row, however many.
CREATE TABLE delivery_skip (
    stream_id text COLLATE "C" NOT NULL,
    first_event text COLLATE "C" NOT NULL,
    last_event text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    n bigint NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (stream_id, first_event, reason)
);

-- What came of deliveries in each hour, given by its beginning.
CREATE TABLE delivery_count (
    stream_id text COLLATE "C" NOT NULL,
    hour bigint NOT NULL,
    delivered bigint NOT NULL,
    failed bigint NOT NULL,
    skipped bigint NOT NULL,
    superseded bigint NOT NULL,
    requests bigint NOT NULL,
    PRIMARY KEY (stream_id, hour)
);

-- What is remembered of a subject at a target. sent_to: the state that was sent holds every event up to this one. owed: it never
-- reached the target.
CREATE TABLE remote (
    stream_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    resource_id text COLLATE "C" NOT NULL,
    remote_id text COLLATE "C",
    etag text COLLATE "C",
    sent text COLLATE "C",
    sent_hash text COLLATE "C",
    sent_to text COLLATE "C" NOT NULL,
    owed integer NOT NULL,
    made integer NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (stream_id, subject)
);

CREATE INDEX remote_resource ON remote (stream_id, resource_id);

-- Members that groups of a target are to gain or to lose. waits: for the member to be there.
CREATE TABLE member_delta (
    stream_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    member_id text COLLATE "C" NOT NULL,
    added integer NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    waits integer NOT NULL,
    PRIMARY KEY (stream_id, subject, member_id)
);

CREATE INDEX member_delta_waiting ON member_delta (stream_id, member_id) WHERE waits = 1;
CREATE INDEX member_delta_ready ON member_delta (stream_id, subject, member_id) WHERE waits = 0;

CREATE TABLE target_quirk (
    stream_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    evidence text COLLATE "C" NOT NULL,
    learned_at bigint NOT NULL,
    PRIMARY KEY (stream_id, name)
);

-- What is to be told of a stream: once, and once more when it is over.
CREATE TABLE stream_alert (
    stream_id text COLLATE "C" NOT NULL,
    cause text COLLATE "C" NOT NULL,
    since bigint NOT NULL,
    told_at bigint,
    ended_at bigint,
    sentence text COLLATE "C" NOT NULL,
    PRIMARY KEY (stream_id, cause)
);

-- A comparison of a target with its source, what it has found there, and what it has to do.
CREATE TABLE sync_job (
    stream_id text COLLATE "C" NOT NULL PRIMARY KEY,
    mode text COLLATE "C" NOT NULL,
    phase text COLLATE "C" NOT NULL,
    position text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    report text COLLATE "C" NOT NULL,
    started_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    finished_at bigint,
    revision bigint NOT NULL
);

CREATE TABLE sync_seen (
    stream_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    remote_id text COLLATE "C" NOT NULL,
    match_key text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    external_id text COLLATE "C",
    blocked integer NOT NULL,
    PRIMARY KEY (stream_id, kind, remote_id, match_key)
);

CREATE INDEX sync_seen_match ON sync_seen (stream_id, kind, match_key);
CREATE INDEX sync_seen_external ON sync_seen (stream_id, kind, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE sync_item (
    stream_id text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    detail text COLLATE "C" NOT NULL,
    done integer NOT NULL,
    PRIMARY KEY (stream_id, subject, action)
);

-- Nodes that deliver; written where there may be several.
CREATE TABLE outbound_node (
    node text COLLATE "C" NOT NULL PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    seen_at bigint NOT NULL
);
