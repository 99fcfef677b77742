'use strict';

const assert = require('node:assert');
const test = require('node:test');
const { inMillilitres } = require('..');

test('a cup has sixteen tablespoons', () => {
  assert.strictEqual(inMillilitres(1, 'cups'), inMillilitres(16, 'tablespoons'));
});

test('a bucket is no measure', () => {
  assert.strictEqual(inMillilitres(1, 'buckets'), null);
});
