'use strict';

const redis = require('redis');
const { promisify } = require('util');

const SECONDS = 30;

/** A cache in Redis that is empty while Redis is away. */
module.exports = function connect() {
  const client = redis.createClient({
    host: process.env.CACHE_HOST || 'localhost',
    enable_offline_queue: false,
  });
  client.on('error', (error) => console.error(error.message));
  const get = promisify(client.get).bind(client);
  const set = promisify(client.setex).bind(client);

  return {
    read: (key) => get(key).then(JSON.parse).catch(() => null),
    write: (key, value) => set(key, SECONDS, JSON.stringify(value)).catch(() => null),
  };
};
