'use strict';

const { randomUUID } = require('node:crypto');
const express = require('express');
const { QUEUE, stayConnected } = require('./lib/broker');
const { wording } = require('./lib/label');

const port = process.env.PORT || 3000;
const KEPT = 50;

/** PNGs by the id of their label, the oldest first. */
const drawn = new Map();
let channel = null;
let replies = null;

stayConnected(async (opened) => {
  ({ queue: replies } = await opened.assertQueue('', { exclusive: true }));
  await opened.consume(replies, ({ properties, content }) => {
    drawn.set(properties.correlationId, content);
    if (drawn.size > KEPT) drawn.delete(drawn.keys().next().value);
  }, { noAck: true });
  channel = opened;
}, () => { channel = null; });

const app = express();
app.disable('x-powered-by');

app.get('/health', (request, response) => response.json({ status: 'ok' }));

app.get('/labels/:id.png', (request, response) => {
  const png = drawn.get(request.params.id);
  return png ? response.type('png').send(png) : response.sendStatus(404);
});

app.use((request, response, next) => {
  next(channel === null ? new Error('not connected') : undefined);
});

app.get('/', (request, response, next) => {
  channel.checkQueue(QUEUE).then(({ messageCount, consumerCount }) => {
    response.type('text').send(
      `Labels drawn: ${drawn.size}, waiting in RabbitMQ: ${messageCount}, workers: ${consumerCount}\n`,
    );
  }).catch(next);
});

app.post('/labels', (request, response) => {
  const words = wording(request.query.text);
  if (words === null) return response.status(400).type('text').send('Up to 40 letters, please.\n');

  const id = randomUUID();
  channel.sendToQueue(QUEUE, Buffer.from(words), { correlationId: id, replyTo: replies });
  return response.status(202).location(`/labels/${id}.png`).send(`/labels/${id}.png\n`);
});

app.use((error, request, response, next) => {
  console.error(`No answer without RabbitMQ: ${error.message}`);
  response.status(503).set('Retry-After', '2').type('text').send('No broker.\n');
});

app.listen(port, () => console.log(`Listening on port ${port}`));
