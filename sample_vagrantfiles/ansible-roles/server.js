'use strict';

const { Pool } = require('pg');
const makeShelf = require('./lib/shelf');

const port = process.env.PORT || 3000;
const pool = new Pool({
  connectionString: process.env.DATABASE_URL || 'postgres://localhost:5432/shelf',
  connectionTimeoutMillis: 2000,
});
pool.on('error', (error) => console.error(error.message));

makeShelf((text, values) => pool.query(text, values)).listen(port, () => {
  console.log(`Listening on port ${port}`);
});
