'use strict';

const assert = require('assert');
const { chart, vote } = require('../lib/polls');

describe('a poll', () => {
  it('is drawn as bars', () => {
    const drawn = chart([{ name: 'summer', votes: 2 }, { name: 'winter', votes: 4 }]);

    assert.strictEqual(drawn, 'summer       ########## 2\nwinter       #################### 4\n');
  });

  it('is drawn before the first vote, too', () => {
    assert.strictEqual(chart([{ name: 'summer', votes: 0 }]), 'summer        0\n');
  });

  it('counts a vote', async () => {
    assert.strictEqual(await vote(async () => ({ affectedRows: 1 }), 'summer'), true);
  });

  it('counts nothing for what was not offered', async () => {
    assert.strictEqual(await vote(async () => ({ affectedRows: 0 }), 'autumn'), false);
  });
});
