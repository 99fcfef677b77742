'use strict';

const test = require('tape');
const { marks, list, count } = require('../lib/tally');

test('fives are bundled', (t) => {
  t.equal(marks(0), '');
  t.equal(marks(3), '|||');
  t.equal(marks(12), '||||/ ||||/ ||');
  t.end();
});

test('everything is listed', async (t) => {
  const query = async () => ({ rows: [{ name: 'goats', count: 0 }, { name: 'sheep', count: 2 }] });

  t.equal(await list(query), 'goats: 0\nsheep: 2 ||');
  t.end();
});

test('one more is counted', async (t) => {
  t.equal(await count(async () => ({ rows: [{ count: 8 }] }), 'sheep'), 8);
  t.end();
});
