'use strict';

const LONGEST_TITLE = 200;

/** Makes the document to store from what a client sent; throws on a bad title. */
function newTodo(body, now) {
  const title = typeof body.title === 'string' ? body.title.trim() : '';

  if (title === '') throw new RangeError('A todo needs a title.');
  if (title.length > LONGEST_TITLE) throw new RangeError('This title is too long.');

  return { title, done: false, created: now };
}

/** Lists todos as text: open ones first, in the order given. */
function listing(todos) {
  const open = todos.filter((todo) => !todo.done);
  const lines = [...open, ...todos.filter((todo) => todo.done)]
    .map((todo) => `[${todo.done ? 'x' : ' '}] ${todo.title}`);

  return [`${open.length} of ${todos.length} things to do`, ...lines, ''].join('\n');
}

module.exports = { newTodo, listing };
