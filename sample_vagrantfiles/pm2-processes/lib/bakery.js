'use strict';

const Redis = require('ioredis');

const ORDERS = 'bakery:orders';
const BAKED = 'bakery:baked';

/** Connects to Redis at `REDIS_HOST`; commands fail at once while it is away. */
function connect(host = process.env.REDIS_HOST || '127.0.0.1') {
  const client = new Redis({ host, enableOfflineQueue: false });
  client.on('error', (error) => console.error(error.message));
  return client;
}

/** Takes an order and resolves to the number of those that wait. */
const order = (client, bread) => client.lpush(ORDERS, bread);

/** Bakes the oldest order; resolves to what came out, null when nothing waits. */
async function bake(client) {
  const bread = await client.rpop(ORDERS);
  if (bread !== null) await client.hincrby(BAKED, bread, 1);
  return bread;
}

/** What waits and what was baked. */
async function state(client) {
  return { waiting: await client.llen(ORDERS), baked: await client.hgetall(BAKED) };
}

module.exports = { connect, order, bake, state };
