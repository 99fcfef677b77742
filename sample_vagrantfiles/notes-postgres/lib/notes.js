'use strict';

const bcrypt = require('bcrypt');

const ROUNDS = 10;

/** Thrown for what the client can mend; the message is meant for it. */
class Refusal extends Error {}

/** Makes the row of a new note; only a hash of its passphrase is kept. */
async function seal({ title, body, passphrase } = {}) {
  if (!title || !body) throw new Refusal('A note needs a title and a body.');
  if (!passphrase || passphrase.length < 4) throw new Refusal('The passphrase is too short.');

  return { title, body, passphrase: await bcrypt.hash(passphrase, ROUNDS) };
}

/** Gives the text of a note to those who know its passphrase. */
async function open(row, passphrase = '') {
  if (!(await bcrypt.compare(passphrase, row.passphrase))) throw new Refusal('Wrong passphrase.');
  return `${row.title}\n\n${row.body}\n`;
}

module.exports = { Refusal, seal, open };
