'use strict';

const departures = require('./lib/departures');
const makeServer = require('./lib/app');

async function main() {
  const server = makeServer(departures, { port: process.env.PORT || 8000 });
  process.on('SIGTERM', () => server.stop({ timeout: 5000 }).then(() => process.exit(0)));
  await server.start();
  console.log(`The timetable is at ${server.info.uri}`);
}

main();
