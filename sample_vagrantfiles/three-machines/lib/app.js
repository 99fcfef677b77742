'use strict';

const Koa = require('koa');

/** The application over a search and a cache for what it found. */
module.exports = function makeApp(search, cache) {
  const app = new Koa();

  app.use(async (context) => {
    if (context.path === '/health') {
      context.body = { status: 'ok' };
      return;
    }
    const name = String(context.query.name || '').trim();
    context.assert(name, 400, 'Whose parcel? ?name=…');

    let found = await cache.read(name);
    context.set('X-Cache', found ? 'hit' : 'miss');
    if (!found) {
      found = await search(name).catch((error) => {
        console.error(error.message);
        return context.throw(503, 'The shelves are out of reach.');
      });
      await cache.write(name, found);
    }
    context.body = found;
  });
  return app;
};
