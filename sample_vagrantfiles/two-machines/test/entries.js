'use strict';

const assert = require('assert');
const entries = require('../entries');

describe('an entry', () => {
  it('needs a name and a message', () => {
    assert.equal(entries.problem({ name: 'Ada', message: 'Hello' }), null);
    assert.equal(entries.problem({ name: 'Ada' }), 'The message is missing.');
    assert.equal(entries.problem({ name: ' ', message: 'Hello' }), 'The name is missing.');
  });

  it('fits the columns of the table', () => {
    const name = 'x'.repeat(81);

    assert.equal(entries.problem({ name, message: 'Hello' }), 'The name is too long.');
  });
});

describe('the book', () => {
  it('lists who signed', () => {
    const text = entries.book([{ name: 'Ada', message: 'Hello' }]);

    assert.equal(text, '1 signed the guest book\nAda: Hello\n');
  });
});
