CREATE TABLE IF NOT EXISTS terms (
  word text PRIMARY KEY,
  meaning text NOT NULL
);

INSERT INTO terms (word, meaning) VALUES
  ('estoppel', 'What keeps somebody from going back on their word'),
  ('lien', 'A right to keep a thing until a debt is paid'),
  ('tort', 'A wrong that is no crime and yet has to be made good')
ON CONFLICT (word) DO NOTHING;
