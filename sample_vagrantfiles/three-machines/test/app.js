'use strict';

const assert = require('assert');
const request = require('supertest');
const makeApp = require('../lib/app');

/** A cache that keeps everything, in memory. */
class Shelf {
  kept = new Map();

  async read(key) { return this.kept.get(key); }

  async write(key, value) { this.kept.set(key, value); }
}

const parcels = [{ number: 'AB-1204', recipient: 'Ida Andersen', shelf: 3 }];

describe('a search', () => {
  it('asks the database once', async () => {
    let asked = 0;
    const app = makeApp(async () => { asked += 1; return parcels; }, new Shelf()).callback();

    await request(app).get('/?name=Andersen').expect('X-Cache', 'miss').expect(200, parcels);
    await request(app).get('/?name=Andersen').expect('X-Cache', 'hit').expect(200, parcels);

    assert.strictEqual(asked, 1);
  });

  it('wants a name', async () => {
    await request(makeApp(async () => parcels, new Shelf()).callback()).get('/').expect(400);
  });

  it('says so when the database is away', async () => {
    const gone = async () => { throw new Error('connect ECONNREFUSED'); };

    await request(makeApp(gone, new Shelf()).callback()).get('/?name=Ida').expect(503);
  });
});
