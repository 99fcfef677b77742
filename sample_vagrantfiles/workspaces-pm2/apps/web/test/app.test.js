'use strict';

const test = require('node:test');
const request = require('supertest');
const makeApp = require('../app');

test('every measure is on the page', async () => {
  const app = makeApp(async () => ({ millilitres: 15 }));

  await request(app).get('/').expect(200, /tablespoons: 15 ml/);
});

test('a silent API is told', async () => {
  const app = makeApp(async () => { throw new Error('connect ECONNREFUSED'); });

  await request(app).get('/').expect(503, /closed/);
});
