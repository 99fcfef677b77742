'use strict';

const { Pool } = require('pg');

const SEARCH = `
  SELECT number, recipient, shelf FROM parcels
  WHERE recipient % $1 OR recipient ILIKE '%' || $1 || '%' ORDER BY similarity(recipient, $1) DESC, number`;

const pool = new Pool({
  host: process.env.DB_HOST || 'localhost',
  database: process.env.DB_NAME || 'parcels',
  user: process.env.DB_USER || 'parcels',
  password: process.env.DB_PASSWORD,
  connectionTimeoutMillis: 2000,
});
pool.on('error', (error) => console.error(error.message));

/** The parcels whose recipient is called like that, or nearly. */
exports.search = async (name) => (await pool.query(SEARCH, [name])).rows;
