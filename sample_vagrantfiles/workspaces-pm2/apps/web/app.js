'use strict';

const express = require('express');
const { measures } = require('@kitchen/units');

/** The pages; `ask(measure, amount)` resolves to what the API answers. */
module.exports = function makeApp(ask) {
  const app = express();

  app.get('/health', (request, response) => response.json({ status: 'ok' }));
  app.get('/', async (request, response) => {
    try {
      const rows = await Promise.all(
        measures.map(async (measure) => `${measure}: ${(await ask(measure, 1)).millilitres} ml`),
      );
      response.send(`<h1>Kitchen measures</h1><p>${rows.join('<br>')}</p>`);
    } catch (error) {
      console.error(error.message);
      response.status(503).send('<p>The kitchen is closed.</p>');
    }
  });
  return app;
};
