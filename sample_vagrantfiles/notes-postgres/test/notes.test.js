'use strict';

const assert = require('assert');
const request = require('supertest');
const makeApp = require('../app');
const { seal, open, Refusal } = require('../lib/notes');

const NOTE = { title: 'Cake', body: 'Three eggs', passphrase: 'sesame' };

describe('a sealed note', () => {
  it('keeps no passphrase', async () => {
    const row = await seal(NOTE);

    assert.match(row.passphrase, /^\$2b\$10\$/);
  });

  it('opens with its passphrase', async () => {
    assert.strictEqual(await open(await seal(NOTE), 'sesame'), 'Cake\n\nThree eggs\n');
  });

  it('stays closed without it', async () => {
    await assert.rejects(open(await seal(NOTE), 'Sesame'), Refusal);
  });

  it('needs a body', () => assert.rejects(seal({ title: 'Cake' }), Refusal));
});

describe('the application', () => {
  it('lists the titles', () => {
    const query = async () => ({ rows: [{ id: 7, title: 'Cake' }] });

    return request(makeApp(query)).get('/').expect(200, 'Notes in PostgreSQL: 1\n7. Cake\n');
  });

  it('answers 503 while the database is away', () => {
    const query = () => Promise.reject(new Error('connection refused'));

    return request(makeApp(query)).get('/').expect(503).expect('Retry-After', '2');
  });

  it('is healthy without a database', () => request(makeApp()).get('/health').expect(200));
});
