'use strict';

const hapi = require('@hapi/hapi');

/** The server of a timetable; `departures` has `lines()` and `of(line)`. */
module.exports = function makeServer(departures, options) {
  const server = hapi.server(Object.assign({ host: '0.0.0.0' }, options));

  server.route({ method: 'GET', path: '/health', handler: () => ({ status: 'ok' }) });
  server.route({
    method: 'GET',
    path: '/',
    handler: async () => {
      const rows = await departures.lines();
      return { lines: rows.map(({ line }) => line) };
    },
  });
  server.route({
    method: 'GET',
    path: '/lines/{line}',
    handler: async (request, h) => {
      const rows = await departures.of(request.params.line);
      return rows.length > 0 ? rows : h.response({ error: 'No such line' }).code(404);
    },
  });
  server.ext('onPreResponse', ({ response }, h) => {
    if (!response.isBoom || !response.code) return h.continue;
    console.error(response.code);
    return h.response({ error: 'No timetable today' }).code(503);
  });
  return server;
};
