'use strict';

const assert = require('assert');
const { factorsOf, remembered } = require('../lib/factors');

async function main() {
  assert.deepStrictEqual(factorsOf(360), [2, 2, 2, 3, 3, 5]);
  assert.deepStrictEqual(factorsOf(1), []);
  assert.deepStrictEqual(factorsOf(97), [97]);
  assert.throws(() => factorsOf(1.5), RangeError);

  const kept = new Map();
  const cache = {
    get: async (key) => ({ value: kept.get(key) || null }),
    set: async (key, value) => kept.set(key, value),
  };
  assert.strictEqual((await remembered(cache, 12)).from, 'computation');
  assert.deepStrictEqual(await remembered(cache, 12), { factors: [2, 2, 3], from: 'memory' });

  console.log('all is well');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
