'use strict';

const assert = require('assert');
const { newTodo, listing } = require('../lib/todos');

describe('a new todo', () => {
  const now = new Date(0);

  it('is open and trimmed', () => {
    assert.deepStrictEqual(
      newTodo({ title: ' Water the plants ' }, now),
      { title: 'Water the plants', done: false, created: now }
    );
  });

  it('needs a title', () => {
    assert.throws(() => newTodo({}, now), RangeError);
    assert.throws(() => newTodo({ title: '   ' }, now), RangeError);
  });

  it('refuses a title of more than 200 characters', () => {
    assert.throws(() => newTodo({ title: 'x'.repeat(201) }, now), RangeError);
  });
});

describe('the listing', () => {
  it('puts open todos first', () => {
    const todos = [{ title: 'old', done: true }, { title: 'new', done: false }];

    assert.strictEqual(listing(todos), '1 of 2 things to do\n[ ] new\n[x] old\n');
  });

  it('of nothing counts nothing', () => {
    assert.strictEqual(listing([]), '0 of 0 things to do\n');
  });
});
