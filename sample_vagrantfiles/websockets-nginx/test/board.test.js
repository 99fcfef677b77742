'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { test } = require('node:test');
const { io } = require('socket.io-client');
const makeBoard = require('../lib/board');
const { expire } = require('../lib/messages');

/** As much of Redis as the board uses, kept in memory. */
class SortedSet {
  entries = [];

  async zadd(key, score, value) { this.entries.push([score, value]); }

  async zrevrange() { return this.entries.map(([, value]) => value).reverse(); }

  async zremrangebyscore(key, from, to) {
    const kept = this.entries.filter(([score]) => score > to);
    const gone = this.entries.length - kept.length;
    this.entries = kept;
    return gone;
  }
}

test('a message reaches everyone who looks at the board', async () => {
  const server = makeBoard(new SortedSet()).listen(0);
  await once(server, 'listening');
  const address = `http://localhost:${server.address().port}`;
  const [writer, reader] = [io(address), io(address)];
  await Promise.all([writer, reader].map((socket) => new Promise((done) => socket.on('connect', done))));

  const seen = new Promise((done) => reader.on('pinned', done));
  writer.emit('pin', 'Soup at noon');

  assert.strictEqual((await seen).text, 'Soup at noon');
  const stored = await (await fetch(`${address}/api/messages`)).json();
  assert.strictEqual(stored[0].text, 'Soup at noon');
  [writer, reader].forEach((socket) => socket.disconnect());
  server.closeAllConnections();
  server.close();
});

test('only old messages are taken down', async () => {
  const set = new SortedSet();
  await set.zadd('', 1, 'old');
  await set.zadd('', 9, 'new');

  assert.strictEqual(await expire(set, 5), 1);
  assert.deepStrictEqual(await set.zrevrange(), ['new']);
});
