import assert from 'node:assert/strict';
import { kept, tell } from '../fortune.mjs';

const first = () => 0;
const last = () => 0.99;

/** A cache that keeps what it is given for ever, in memory. */
class EverlastingCache {
  values = new Map();

  async get(key) {
    return { value: this.values.get(key) ?? null };
  }

  async set(key, value) {
    this.values.set(key, Buffer.from(value));
  }
}

describe('a fortune', () => {
  it('is one of the list', () => {
    assert.equal(tell('ox', first), 'ox: Write it down before you sleep.');
    assert.equal(tell('ox', last), 'ox: Say no to the third meeting.');
  });

  it('is not told for an unknown sign', () => {
    assert.equal(tell('unicorn', first), null);
  });

  it('stays the same while it is kept', async () => {
    const cache = new EverlastingCache();

    const told = await kept(cache, 'ox', 60, first);
    const again = await kept(cache, 'ox', 60, last);

    assert.equal(told.fresh, true);
    assert.deepEqual(again, { fortune: told.fortune, fresh: false });
  });

  it('of an unknown sign is not kept', async () => {
    const cache = new EverlastingCache();

    await kept(cache, 'unicorn', 60, first);

    assert.equal(cache.values.size, 0);
  });
});
