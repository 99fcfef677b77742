'use strict';

const assert = require('node:assert');
const test = require('node:test');
const makeApp = require('../app');

test('three cups are answered in millilitres', async () => {
  const reply = await makeApp().inject('/cups/3');

  assert.deepStrictEqual(reply.json(), { millilitres: 720 });
});

test('an unknown measure is not found', async () => {
  assert.strictEqual((await makeApp().inject('/buckets/3')).statusCode, 404);
});
