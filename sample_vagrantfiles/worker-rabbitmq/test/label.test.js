'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { drawing, wording } = require('../lib/label');

test('a label may say what a jar of jam says', () => {
  assert.equal(wording("  Grandma's plum jam,   2024! "), "Grandma's plum jam, 2024!");
  assert.equal(wording('Äpfel'), 'Äpfel');
});

test('a label cannot speak to ImageMagick', () => {
  for (const text of ['@/etc/passwd', '%[fx:1]', 'a\\nb', '-version', '']) {
    assert.equal(wording(text), null);
  }
});

test('a label has a limit', () => {
  assert.equal(wording('x'.repeat(40)), 'x'.repeat(40));
  assert.equal(wording('x'.repeat(41)), null);
});

test('no text at all is no label', () => {
  assert.equal(wording(undefined), null);
});

test('the words are one argument', () => {
  assert.ok(drawing('plum jam').includes('label:plum jam'));
});
