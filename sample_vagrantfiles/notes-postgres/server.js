'use strict';

const { Pool } = require('pg');
const makeApp = require('./app');

const port = process.env.PORT || 3000;
const connectionString = process.env.DATABASE_URL || 'postgres://notes:notes@localhost:5432/notes';

// The pool connects when it is first asked, and again after the server was away.
const pool = new Pool({ connectionString, connectionTimeoutMillis: 2000 });
pool.on('error', (error) => console.error(error.message));

makeApp((text, values) => pool.query(text, values)).listen(port, () => {
  console.log(`Listening on port ${port}`);
});
