CREATE TABLE IF NOT EXISTS notes (
  id         serial PRIMARY KEY,
  title      text NOT NULL CHECK (title <> ''),
  body       text NOT NULL,
  passphrase text NOT NULL,
  created    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS notes_created ON notes (created);
