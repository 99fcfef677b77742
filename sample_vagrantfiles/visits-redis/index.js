'use strict';

const { promisify } = require('util');
const Koa = require('koa');
const redis = require('redis');
const { keyOf, sentence } = require('./counter');

const port = process.env.PORT || 3000;

const client = redis.createClient({
  host: process.env.REDIS_HOST || 'localhost',
  port: process.env.REDIS_PORT || 6379,
  // A visitor gets an answer at once, also while Redis is still starting.
  enable_offline_queue: false,
  retry_strategy: () => 1000,
});
client.on('error', (error) => console.error(`Redis: ${error.message}`));
client.on('ready', () => console.log('Connected to Redis'));
const increment = promisify(client.incr).bind(client);

const app = new Koa();

app.use(async (context, next) => {
  if (context.path !== '/health') return next();
  context.body = { status: 'ok' };
});

app.use(async (context) => {
  try {
    context.body = `${sentence(context.path, await increment(keyOf(context.path)))}\n`;
  } catch (error) {
    context.status = 503;
    context.set('Retry-After', '2');
    context.body = 'The counter is out of reach, your visit does not count.\n';
  }
});

app.listen(port, () => console.log(`Listening on port ${port}`));
