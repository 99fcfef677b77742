'use strict';

const request = require('supertest');
const makeApp = require('../lib/app');

const lien = { word: 'lien', meaning: 'A right to keep a thing' };
const fixed = { all: async () => [lien], of: async (word) => (word === 'lien' ? [lien] : []) };

describe('the glossary', () => {
  it('explains every term', () => request(makeApp(fixed)).get('/').expect(200, /A right to keep/));

  it('explains one term', () => request(makeApp(fixed)).get('/lien').expect(200, /<dt>lien/));

  it('has no page for other words', () => request(makeApp(fixed)).get('/banana').expect(404));

  it('is closed without its database', () => {
    const gone = { all: async () => { throw new Error('connect ECONNREFUSED'); } };
    return request(makeApp(gone)).get('/').expect(503);
  });
});
