'use strict';

const test = require('tape');
const makeServer = require('../lib/app');

const fixed = {
  lines: async () => [{ line: '7' }],
  of: async (line) => (line === '7' ? [{ stop: 'Harbour', at: '06:12:00' }] : []),
};

const answer = (departures, url) => makeServer(departures, { port: 0 }).inject(url);

test('all lines are listed', async (t) => {
  t.deepEqual((await answer(fixed, '/')).result, { lines: ['7'] });
  t.end();
});

test('a line has its departures, and no other has any', async (t) => {
  t.equal((await answer(fixed, '/lines/7')).result[0].stop, 'Harbour');
  t.equal((await answer(fixed, '/lines/8')).statusCode, 404);
  t.end();
});

test('without the database there is no timetable', async (t) => {
  const gone = { lines: async () => { throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }); } };

  t.equal((await answer(gone, '/')).statusCode, 503);
  t.end();
});
