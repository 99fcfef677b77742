'use strict';

const BAR = 20;

/** Draws choices and their votes as bars, the largest of BAR characters. */
function chart(choices) {
  const most = Math.max(1, ...choices.map(({ votes }) => votes));
  return choices
    .map(({ name, votes }) => `${name.padEnd(12)} ${'#'.repeat(Math.round((votes / most) * BAR))} ${votes}\n`)
    .join('');
}

/** Lists the choices; `query(sql, values)` resolves to rows. */
const list = (query) => query('SELECT name, votes FROM choices ORDER BY name');

/** Counts one vote; false for a choice that nobody offered. */
async function vote(query, name) {
  const { affectedRows } = await query('UPDATE choices SET votes = votes + 1 WHERE name = ?', [name]);
  return affectedRows === 1;
}

module.exports = { chart, list, vote };
