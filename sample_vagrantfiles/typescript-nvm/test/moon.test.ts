import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeApp } from '../src/app.js';
import { moonAt, noonOf } from '../src/moon.js';

const fullMoon = new Date('2024-12-15T09:00:00Z');

test('the moon of December 2024 is full in the middle of the month', () => {
  assert.equal(moonAt(fullMoon).phase, 'full moon');
});

test('a moon of before the first known one has an age, too', () => {
  assert.ok(moonAt(new Date('1969-07-20T20:17:00Z')).age >= 0);
});

test('what is no day has no noon', () => {
  assert.equal(noonOf('2024-13-01'), null);
  assert.equal(noonOf('tomorrow'), null);
});

test('the application answers with the moon of today', async () => {
  const app = makeApp('silent', () => fullMoon);

  const reply = await app.inject('/');

  assert.equal(reply.json().phase, 'full moon');
});

test('a day that is none is refused', async () => {
  const reply = await makeApp('silent').inject('/someday');

  assert.equal(reply.statusCode, 400);
});
