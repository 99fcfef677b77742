'use strict';

const assert = require('assert');
const { bake, order, state } = require('../lib/bakery');

/** As much of Redis as the bakery uses, kept in memory. */
class Counter {
  constructor() {
    this.orders = [];
    this.baked = {};
  }

  async lpush(key, bread) { return this.orders.unshift(bread); }

  async rpop() { return this.orders.pop() ?? null; }

  async llen() { return this.orders.length; }

  async hincrby(key, bread, count) { this.baked[bread] = (this.baked[bread] ?? 0) + count; }

  async hgetall() { return this.baked; }
}

describe('the bakery', () => {
  it('bakes the oldest order first', async () => {
    const counter = new Counter();
    await order(counter, 'rye');
    await order(counter, 'spelt');

    assert.strictEqual(await bake(counter), 'rye');
    assert.deepStrictEqual(await state(counter), { waiting: 1, baked: { rye: 1 } });
  });

  it('rests when nothing waits', async () => {
    assert.strictEqual(await bake(new Counter()), null);
  });
});
