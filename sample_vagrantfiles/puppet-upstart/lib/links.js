'use strict';

const KEY = 'links';

/** A short name for a number: 0 is "0", 35 is "z", 36 is "10". */
exports.nameOf = (number) => number.toString(36);

/** Whether an address may be linked to; other schemes could run a script. */
exports.isAddress = (text) => /^https?:\/\/[^\s]+$/.test(text || '');

/** Keeps `address` under a new name and hands it to `done(error, name)`. */
exports.keep = (client, address, done) => {
  client.incr(`${KEY}:count`, (error, count) => {
    if (error) return done(error);
    const name = exports.nameOf(count);
    return client.hset(KEY, name, address, (failure) => done(failure, name));
  });
};

/** Hands the address of a name to `done(error, address)`; null for a name nobody took. */
exports.find = (client, name, done) => client.hget(KEY, name, done);

/** Hands the number of links to `done(error, count)`. */
exports.count = (client, done) => client.hlen(KEY, done);
