'use strict';

const fastify = require('fastify');
const { connect, order, state } = require('./lib/bakery');

const client = connect();
const app = fastify();

app.get('/health', async () => ({ status: 'ok' }));
app.get('/', async () => state(client));
app.post('/:bread', async (request, reply) => {
  reply.code(202);
  return { waiting: await order(client, request.params.bread) };
});

app.listen({ port: Number(process.env.PORT || 3300), host: '0.0.0.0' })
  .then((address) => console.log(`Listening at ${address}`));
