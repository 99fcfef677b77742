'use strict';

const test = require('tape');
const links = require('../lib/links');

test('names are short', (t) => {
  t.equal(links.nameOf(1), '1');
  t.equal(links.nameOf(46655), 'zzz');
  t.end();
});

test('only pages are linked to', (t) => {
  t.ok(links.isAddress('https://example.org/a?b=c'));
  t.notOk(links.isAddress('javascript:alert(1)'));
  t.notOk(links.isAddress(undefined));
  t.end();
});

test('a link is kept under the next name', (t) => {
  const kept = {};
  const client = {
    incr: (key, done) => done(null, 36),
    hset: (key, name, address, done) => { kept[name] = address; done(null); },
  };

  links.keep(client, 'https://example.org/', (error, name) => {
    t.error(error);
    t.equal(name, '10');
    t.deepEqual(kept, { 10: 'https://example.org/' });
    t.end();
  });
});
