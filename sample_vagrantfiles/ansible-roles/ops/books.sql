CREATE TABLE IF NOT EXISTS books (
  title  text PRIMARY KEY,
  author text NOT NULL
);

INSERT INTO books (title, author) VALUES
  ('Middlemarch', 'George Eliot'),
  ('Persuasion', 'Jane Austen')
ON CONFLICT DO NOTHING;

ALTER TABLE books OWNER TO librarian;
