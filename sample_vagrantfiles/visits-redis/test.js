'use strict';

const assert = require('assert');
const { keyOf, sentence } = require('./counter');

assert.strictEqual(keyOf('/'), 'visits:/');
assert.strictEqual(keyOf('/About/'), 'visits:/about');
assert.strictEqual(keyOf('/a b\r\nset x'), 'visits:/absetx');

assert.strictEqual(sentence('/', 1), 'You are the first visitor of /.');
assert.strictEqual(sentence('/about', 1234), 'You are visitor number 1,234 of /about.');

console.log('ok');
