'use strict';

const { Pool } = require('pg');
const polka = require('polka');
const { list, count } = require('./lib/tally');

const port = process.env.PORT || 3100;

// PGHOST, PGDATABASE, PGUSER and PGPASSWORD are read by pg itself.
const pool = new Pool({ connectionTimeoutMillis: 2000 });
pool.on('error', (error) => console.error(error.message));
const query = (text, values) => pool.query(text, values);

const answering = (make) => async (request, response) => {
  try {
    response.end(`${await make(request)}\n`);
  } catch (error) {
    console.error(error.message);
    response.statusCode = 503;
    response.end('Nobody can count just now.\n');
  }
};

polka()
  .get('/health', (request, response) => response.end('{"status":"ok"}\n'))
  .get('/', answering(() => list(query)))
  .post('/:name', answering((request) => count(query, request.params.name)))
  .listen(port, () => console.log(`Listening on port ${port}`));
