'use strict';

const http = require('http');
const memjs = require('memjs');
const { remembered } = require('./lib/factors');

const port = process.env.PORT || 8000;
const cache = memjs.Client.create(process.env.MEMCACHED || 'localhost:11211', { timeout: 1 });

async function answer(path) {
  if (path === '/health') return [200, '{"status":"ok"}\n'];
  if (path === '/') return [200, 'Ask for /360 and the like.\n'];

  try {
    const { factors, from } = await remembered(cache, Number(path.slice(1)));
    return [200, `${factors.join(' x ') || 1} (from ${from})\n`];
  } catch (error) {
    return error instanceof RangeError ? [400, `${error.message}\n`] : [503, 'No memory.\n'];
  }
}

http.createServer(async (request, response) => {
  const [status, text] = await answer(request.url);
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}).listen(port, () => {
  console.log(`Listening on port ${port}`);
});
