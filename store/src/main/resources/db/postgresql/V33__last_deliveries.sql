-- When a target last took something; last_success_at is when it last answered well, be it that somebody cannot be taken.
ALTER TABLE stream_progress ADD COLUMN last_delivery_at bigint;

UPDATE stream_progress SET last_delivery_at = (SELECT max(finished_at) FROM delivery
    WHERE delivery.stream_id = stream_progress.stream_id AND state = 'delivered');
