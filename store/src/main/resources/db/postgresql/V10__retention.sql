-- Failures are few, and those who look for them must not pass over all that went well.
CREATE INDEX request_log_failure_id ON request_log (id) WHERE status >= 400;
CREATE INDEX audit_log_failure ON audit_log (id) WHERE status >= 400;

-- What was done to one user or group.
CREATE INDEX request_log_resource ON request_log (connection_id, resource_id, id) WHERE resource_id IS NOT NULL;

-- Assertions are forgotten by their time, whoever used them.
CREATE INDEX used_assertion_expires ON used_assertion (expires_at);

-- Names of connections that are gone, by which people were called: never anybody else's with the same strategy.
CREATE TABLE spent_connection_name (
    folded_name text COLLATE "C" NOT NULL,
    strategy text COLLATE "C" NOT NULL,
    PRIMARY KEY (folded_name, strategy)
);

-- How far V7's column subject is filled; there already unless that version was reached before the filling was in pieces.
DO $body$ BEGIN
    IF to_regclass('subject_fill') IS NULL THEN
        CREATE TABLE subject_fill (
            connection_id text COLLATE "C" NOT NULL,
            resource_id text COLLATE "C" NOT NULL,
            PRIMARY KEY (connection_id, resource_id)
        );
    END IF;
END $body$;
