'use strict';

/** Reduces a path to the key that is counted: no case, no trailing slash, no odd characters. */
function keyOf(path) {
  const name = path.toLowerCase().replace(/[^a-z0-9/_-]/g, '').replace(/\/+$/, '');
  return `visits:${name || '/'}`;
}

/** Words a count the way a person would say it. */
function sentence(path, count) {
  if (count === 1) return `You are the first visitor of ${path}.`;
  return `You are visitor number ${count.toLocaleString('en')} of ${path}.`;
}

module.exports = { keyOf, sentence };
