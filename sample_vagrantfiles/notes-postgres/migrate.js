'use strict';

// Brings the table of the schema to what the application expects; running it again changes nothing.
const { Client } = require('pg');

const connectionString = process.env.DATABASE_URL || 'postgres://notes:notes@localhost:5432/notes';

async function migrate() {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('ALTER TABLE notes ADD COLUMN IF NOT EXISTS opened integer NOT NULL DEFAULT 0');
  await client.end();
  console.log('The table is as the application expects it.');
}

migrate().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
