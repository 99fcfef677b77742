'use strict';

const Redis = require('ioredis');

const KEY = 'board:messages';

/** Connects to Redis at `REDIS_URL`; commands fail at once while it is away. */
function connect(url = process.env.REDIS_URL || 'redis://127.0.0.1:6379') {
  const client = new Redis(url, { enableOfflineQueue: false });
  client.on('error', (error) => console.error(error.message));
  return client;
}

/** Pins a message and resolves to it as the board shows it. */
async function pin(client, text, now = Date.now()) {
  const message = { text: String(text).slice(0, 280), at: now };
  await client.zadd(KEY, now, JSON.stringify(message));
  return message;
}

/** The newest messages first. */
async function all(client) {
  return (await client.zrevrange(KEY, 0, 49)).map((line) => JSON.parse(line));
}

/** Takes down what was pinned before a moment; resolves to how many that were. */
const expire = (client, before) => client.zremrangebyscore(KEY, '-inf', before);

module.exports = { connect, pin, all, expire };
