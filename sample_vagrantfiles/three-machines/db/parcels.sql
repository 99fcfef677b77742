CREATE TABLE IF NOT EXISTS parcels (
  number citext PRIMARY KEY,
  recipient text NOT NULL,
  shelf smallint NOT NULL
);

CREATE INDEX IF NOT EXISTS parcels_recipient ON parcels USING gin (recipient gin_trgm_ops);

INSERT INTO parcels (number, recipient, shelf) VALUES
  ('AB-1204', 'Ida Andersen', 3),
  ('AB-1377', 'Jonas Anderson', 7),
  ('CX-0031', 'Petra Nowak', 1)
ON CONFLICT DO NOTHING;
