import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palette } from '../server/palette.js';

test('a palette holds the colour, its complement, a tint and a shade', () => {
  assert.deepEqual(palette('336699'), ['#336699', '#cc9966', '#99b3cc', '#1a334d']);
});

test('black keeps its zeros', () => {
  assert.equal(palette('000000')[0], '#000000');
});

test('what is no colour has no palette', () => {
  assert.equal(palette('red'), null);
  assert.equal(palette('336699\n'), null);
});
