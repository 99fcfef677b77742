'use strict';

const request = require('supertest');
const app = require('../app');

describe('GET /', () => {
  it('greets in English by default', () => request(app)
    .get('/')
    .expect(200, 'Hello, world!\n'));

  it('greets in the language of the browser', () => request(app)
    .get('/')
    .set('Accept-Language', 'de-AT,de;q=0.9')
    .expect('Content-Language', 'de')
    .expect(200, 'Hallo, Welt!\n'));

  it('falls back to English for a language it does not speak', () => request(app)
    .get('/')
    .set('Accept-Language', 'eo')
    .expect(200, 'Hello, world!\n'));
});

describe('GET /health', () => {
  it('answers ok', () => request(app).get('/health').expect(200, { status: 'ok' }));
});
