'use strict';

const request = require('supertest');
const makeShelf = require('../lib/shelf');

describe('the shelf', () => {
  it('shows its books', () => {
    const query = async () => ({ rows: [{ title: 'Emma', author: 'Jane Austen' }] });

    return request(makeShelf(query)).get('/').expect(200, 'On the shelf: 1\nEmma, by Jane Austen\n');
  });

  it('takes no book without a title', () => request(makeShelf()).post('/books').expect(400));

  it('says that the database is away', () => {
    const query = () => Promise.reject(new Error('connection refused'));

    return request(makeShelf(query)).get('/').expect(503);
  });
});
