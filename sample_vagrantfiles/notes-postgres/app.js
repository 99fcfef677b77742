'use strict';

const express = require('express');
const { Refusal, seal, open } = require('./lib/notes');

/** Makes the application around a `query(text, values)` that resolves to `{ rows }`. */
module.exports = function makeApp(query) {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());

  const answering = (handler) => (request, response, next) => {
    handler(request, response).catch(next);
  };

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });

  app.get('/', answering(async (request, response) => {
    const { rows } = await query('SELECT id, title FROM notes ORDER BY created, id');
    const lines = rows.map((row) => `${row.id}. ${row.title}`);
    response.type('text').send([`Notes in PostgreSQL: ${rows.length}`, ...lines, ''].join('\n'));
  }));

  app.post('/notes', answering(async (request, response) => {
    const note = await seal(request.body);
    const { rows } = await query(
      'INSERT INTO notes (title, body, passphrase) VALUES ($1, $2, $3) RETURNING id',
      [note.title, note.body, note.passphrase],
    );
    response.status(201).location(`/notes/${rows[0].id}`).json(rows[0]);
  }));

  app.get('/notes/:id(\\d+)', answering(async (request, response) => {
    const { rows } = await query('SELECT * FROM notes WHERE id = $1', [request.params.id]);
    if (rows.length === 0) return response.sendStatus(404);
    return response.type('text').send(await open(rows[0], request.get('x-passphrase')));
  }));

  app.use((error, request, response, next) => {
    if (error instanceof Refusal) {
      response.status(403).type('text').send(`${error.message}\n`);
    } else {
      console.error(error.message || error.code);
      response.status(503).set('Retry-After', '2').type('text').send('No database.\n');
    }
  });

  return app;
};
