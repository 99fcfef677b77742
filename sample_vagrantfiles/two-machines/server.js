'use strict';

const bodyParser = require('body-parser');
const express = require('express');
const pg = require('pg');
const entries = require('./entries');

const port = process.env.PORT || 3000;

const pool = new pg.Pool({
  host: process.env.DB_HOST || 'localhost',
  port: process.env.DB_PORT || 5432,
  database: process.env.DB_NAME || 'guestbook',
  user: process.env.DB_USER || 'guestbook',
  password: process.env.DB_PASSWORD || 'guestbook',
  connectionTimeoutMillis: 2000
});
// The other machine may come up later, or go away: the pool connects again when asked.
pool.on('error', error => console.error(error.message));

const app = express();
app.use(bodyParser.json());

app.get('/health', (request, response) => response.json({ status: 'ok' }));

app.get('/', (request, response, next) => {
  pool.query('SELECT name, message FROM entries ORDER BY id')
    .then(result => response.type('text').send(entries.book(result.rows)))
    .catch(next);
});

app.post('/entries', (request, response, next) => {
  const problem = entries.problem(request.body);
  if (problem) return response.status(400).type('text').send(`${problem}\n`);

  const values = [request.body.name, request.body.message];
  return pool.query('INSERT INTO entries (name, message) VALUES ($1, $2)', values)
    .then(() => response.sendStatus(201))
    .catch(next);
});

app.use((error, request, response, next) => {
  if (error.status) return next(error);
  console.error(error.message);
  return response.status(503).set('Retry-After', '2').type('text')
    .send('The guest book is out of reach.\n');
});

app.listen(port, () => console.log(`Listening on port ${port}`));
