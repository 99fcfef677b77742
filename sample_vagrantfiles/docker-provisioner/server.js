import http from 'node:http';
import pg from 'pg';
import { createClient } from 'redis';
import { last, remember } from './lib/draw.js';

const port = process.env.PORT || 3200;
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const cache = createClient({ url: process.env.REDIS_URL || 'redis://localhost:6379', disableOfflineQueue: true });

database.on('error', (error) => console.error(error.message));
cache.on('error', (error) => console.error(error.message));
cache.connect().catch((error) => console.error(error.message));

async function answer({ method, url }) {
  if (url === '/health') return [200, '{"status":"ok"}'];
  if (url !== '/') return [404, 'Nothing is drawn here.'];
  if (method === 'POST') return [201, await remember(database, cache)];
  return [200, `Last drawn: ${await last(cache)}`];
}

const server = http.createServer((request, response) => {
  answer(request)
    .catch((error) => [503, `The urn is stuck: ${error.message}`])
    .then(([status, text]) => response.writeHead(status).end(`${text}\n`));
});

server.listen(port, () => console.log(`Listening on port ${port}`));
process.on('SIGTERM', () => process.exit(0));
