'use strict';

const path = require('path');
const express = require('express');

/** The application; `terms` has `all()` and `of(word)`. */
module.exports = function makeApp(terms) {
  const app = express();
  app.set('views', path.join(__dirname, '../views'));
  app.set('view engine', 'pug');
  app.use(express.static(path.join(__dirname, '../public'), { maxAge: '1h' }));

  const page = (find) => async (request, response, next) => {
    try {
      const found = await find(request);
      response.status(found.length > 0 ? 200 : 404).render('terms', { terms: found });
    } catch (error) {
      next(error);
    }
  };

  app.get('/health', (request, response) => response.json({ status: 'ok' }));
  app.get('/', page(() => terms.all()));
  app.get('/:word', page((request) => terms.of(request.params.word)));

  // eslint-disable-next-line no-unused-vars
  app.use((error, request, response, next) => {
    console.error(error.message);
    response.status(503).type('text').send('The library is closed.\n');
  });
  return app;
};
