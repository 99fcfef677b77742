'use strict';

const express = require('express');

const BOOKS = 'SELECT title, author FROM books ORDER BY title';
const ADD = 'INSERT INTO books (title, author) VALUES ($1, $2) ON CONFLICT DO NOTHING';

/** Makes the application around a `query(text, values)` that resolves to `{ rows }`. */
module.exports = function makeShelf(query) {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false }));

  app.get('/health', (request, response) => {
    response.json({ status: 'ok' });
  });

  app.get('/', (request, response, next) => {
    query(BOOKS)
      .then(({ rows }) => rows.map(({ title, author }) => `${title}, by ${author}\n`))
      .then((lines) => response.type('text').send(`On the shelf: ${lines.length}\n${lines.join('')}`))
      .catch(next);
  });

  app.post('/books', (request, response, next) => {
    const { title, author = 'Anonymous' } = request.body;
    if (!title) {
      response.status(400).type('text').send('A book needs a title.\n');
      return;
    }
    query(ADD, [title, author]).then(() => response.redirect(303, '/')).catch(next);
  });

  app.use((error, request, response, next) => {
    console.error(error.message || error.code);
    response.status(503).type('text').send('The shelf is out of reach.\n');
  });

  return app;
};
