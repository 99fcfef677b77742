'use strict';

const LIST = 'SELECT name, count FROM tallies ORDER BY name';
const COUNT = `INSERT INTO tallies (name, count) VALUES ($1, 1)
  ON CONFLICT (name) DO UPDATE SET count = tallies.count + 1 RETURNING count`;

/** A count as marks on a wall: fives are bundled. */
function marks(count) {
  return `${'|||| '.replace(' ', '/ ').repeat(Math.floor(count / 5))}${'|'.repeat(count % 5)}`.trim();
}

/** Everything that is counted, a line each; `query(text, values)` resolves to `{ rows }`. */
async function list(query) {
  const { rows } = await query(LIST);
  return rows.map(({ name, count }) => `${name}: ${count} ${marks(count)}`.trim()).join('\n');
}

/** Counts one more of something and resolves to how many there are now. */
async function count(query, name) {
  const { rows } = await query(COUNT, [name]);
  return rows[0].count;
}

module.exports = { marks, list, count };
