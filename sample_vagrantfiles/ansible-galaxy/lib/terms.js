'use strict';

const { Pool } = require('pg');

// The address and the account are pg's own variables.
const pool = new Pool({ connectionTimeoutMillis: 2000 });
pool.on('error', (error) => console.error(error.message));

/** All terms in the order of the alphabet. */
exports.all = async () => (await pool.query('SELECT word, meaning FROM terms ORDER BY word')).rows;

/** One term in a list; an empty list where nobody has explained it. */
exports.of = async (word) => (
  await pool.query('SELECT word, meaning FROM terms WHERE word = $1', [word])
).rows;
