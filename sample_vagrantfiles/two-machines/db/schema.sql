CREATE TABLE entries (
  id      serial PRIMARY KEY,
  name    varchar(80) NOT NULL,
  message varchar(500) NOT NULL,
  written timestamp NOT NULL DEFAULT now()
);

INSERT INTO entries (name, message) VALUES ('Ada', 'The first to sign.');
