'use strict';

const test = require('tape');
const { proverbAt, page } = require('../proverbs');

test('the proverb stays for a minute', (t) => {
  t.equal(proverbAt(0), proverbAt(59999));
  t.notEqual(proverbAt(0), proverbAt(60000));
  t.end();
});

test('the proverbs come round again', (t) => {
  t.equal(proverbAt(0), proverbAt(5 * 60000));
  t.end();
});

test('the page shows text, not markup', (t) => {
  t.ok(page('1 < 2 & 3').includes('<p>1 &lt; 2 &amp; 3</p>'));
  t.end();
});
