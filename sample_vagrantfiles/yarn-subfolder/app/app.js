'use strict';

const fastify = require('fastify');
const { Poll } = require('./lib/poll');

module.exports = function build(options = {}) {
  const app = fastify(options);
  const poll = new Poll('Tabs or spaces?', ['tabs', 'spaces', 'neither']);

  app.get('/health', async () => ({ status: 'ok' }));

  app.get('/', async (request, reply) => {
    reply.type('text/plain; charset=utf-8');
    return poll.toString();
  });

  app.post('/votes/:answer', async (request, reply) => {
    if (!poll.vote(request.params.answer)) return reply.callNotFound();
    reply.code(201);
    return { total: poll.total };
  });

  return app;
};
