CREATE TABLE IF NOT EXISTS tallies (
  name  text PRIMARY KEY,
  count integer NOT NULL DEFAULT 0
);

INSERT INTO tallies (name) VALUES ('sheep') ON CONFLICT DO NOTHING;
