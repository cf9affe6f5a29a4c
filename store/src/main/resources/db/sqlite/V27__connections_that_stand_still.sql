-- Connections that are paused, or whose guard holds users (the third word of a guard says so): few, however many there are.
CREATE INDEX connection_stopped ON connection (created_at, connection_id)
WHERE endpoint = 'paused' OR guard LIKE '% % 1 %';
