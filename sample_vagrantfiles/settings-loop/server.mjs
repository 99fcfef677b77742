import http from 'node:http';
import memjs from 'memjs';
import { kept } from './fortune.mjs';

const port = Number(process.env.PORT || 3000);
const ttl = Number(process.env.FORTUNE_TTL || 60);
const server = `${process.env.CACHE_HOST || 'localhost'}:${process.env.CACHE_PORT || 11211}`;

const cache = memjs.Client.create(server, { retries: 1, timeout: 1, conntimeout: 1 });

function reply(response, status, text, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(`${text}\n`);
}

http.createServer(async (request, response) => {
  const sign = new URL(request.url, 'http://localhost').pathname.slice(1) || 'dragon';
  if (sign === 'health') return reply(response, 200, 'ok');

  try {
    const { fortune, fresh } = await kept(cache, sign, ttl);
    if (fortune === null) return reply(response, 404, 'No such sign.');
    return reply(response, 200, `${fortune} (${fresh ? 'just now' : 'from memcached'})`);
  } catch (error) {
    console.error(`memcached at ${server}: ${error.message}`);
    return reply(response, 503, 'The oracle is asleep.', { 'Retry-After': '2' });
  }
}).listen(port, () => console.log(`Listening on port ${port}, fortunes last ${ttl} s`));
