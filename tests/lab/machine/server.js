'use strict';

const http = require('http');
const { createClient } = require('redis');

const port = process.env.PORT || 3000;
const client = createClient({ url: process.env.REDIS_URL || 'redis://localhost:6379' });

client.on('error', (error) => console.error(`Redis: ${error.message}`));
client.connect();

http.createServer(async (request, response) => {
  try {
    response.end(`Visit ${await client.incr('visits')}\n`);
  } catch (error) {
    response.writeHead(503);
    response.end('Redis is out of reach.\n');
  }
}).listen(port);
