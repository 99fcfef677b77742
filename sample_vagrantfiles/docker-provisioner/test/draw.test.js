import assert from 'node:assert/strict';
import test from 'node:test';
import { draw, last, remember } from '../lib/draw.js';

test('six different numbers are drawn', () => {
  const numbers = draw();

  assert.equal(new Set(numbers).size, 6);
  assert.ok(numbers.every((number) => number >= 1 && number <= 49));
});

test('they are in order', () => {
  assert.deepEqual(draw(() => 0), [1, 2, 3, 4, 5, 6]);
});

test('the last ones are remembered', async () => {
  const kept = new Map();
  const cache = { get: async (key) => kept.get(key) ?? null, set: async (key, text) => kept.set(key, text) };

  assert.equal(await last(cache), 'nothing yet');
  await remember({ query: async () => ({}) }, cache, [4, 8, 15, 16, 23, 42]);
  assert.equal(await last(cache), '4 8 15 16 23 42');
});
