'use strict';

const fastify = require('fastify');
const { inMillilitres, measures } = require('@kitchen/units');

/** The routes of the API. */
module.exports = function makeApp() {
  const app = fastify();

  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/', async () => ({ measures }));
  app.get('/:measure/:amount', async (request, reply) => {
    const { measure, amount } = request.params;
    const millilitres = inMillilitres(Number(amount), measure);
    return millilitres === null ? reply.code(404).send({ error: 'No such measure' }) : { millilitres };
  });
  return app;
};
