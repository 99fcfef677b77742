CREATE TABLE IF NOT EXISTS choices (
  name  VARCHAR(40) PRIMARY KEY,
  votes INT NOT NULL DEFAULT 0
);

INSERT IGNORE INTO choices (name) VALUES ('summer'), ('winter');
