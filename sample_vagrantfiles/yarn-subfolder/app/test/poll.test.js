'use strict';

const assert = require('assert').strict;
const build = require('../app');
const { Poll } = require('../lib/poll');

describe('a poll', () => {
  it('draws a bar for each answer', () => {
    const poll = new Poll('Tea?', ['yes', 'no']);

    ['yes', 'yes', 'yes', 'no'].forEach((answer) => poll.vote(answer));

    assert.equal(poll.toString(), [
      'Tea?',
      'yes    3 ###############',
      'no     1 #####',
      '',
    ].join('\n'));
  });

  it('without votes draws none', () => {
    assert.equal(new Poll('Tea?', ['yes']).toString(), 'Tea?\nyes    0\n');
  });

  it('does not count an answer that was not offered', () => {
    const poll = new Poll('Tea?', ['yes', 'no']);

    assert.equal(poll.vote('coffee'), false);
    assert.equal(poll.total, 0);
  });
});

describe('the application', () => {
  it('counts a vote', async () => {
    const app = build();

    const response = await app.inject({ method: 'POST', url: '/votes/tabs' });

    assert.equal(response.statusCode, 201);
    assert.deepEqual(response.json(), { total: 1 });
  });

  it('knows no other answers', async () => {
    const response = await build().inject({ method: 'POST', url: '/votes/maybe' });

    assert.equal(response.statusCode, 404);
  });
});
