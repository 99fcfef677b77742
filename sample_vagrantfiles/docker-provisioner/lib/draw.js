const LAST = 'lotto:last';
const TABLE = 'CREATE TABLE IF NOT EXISTS draws (numbers text NOT NULL, drawn timestamptz DEFAULT now())';

/** Six different numbers from 1 to 49 in order; `random()` gives numbers from 0 to 1. */
export function draw(random = Math.random) {
  const urn = Array.from({ length: 49 }, (_, index) => index + 1);
  const drawn = Array.from({ length: 6 }, () => urn.splice(Math.floor(random() * urn.length), 1)[0]);
  return drawn.sort((a, b) => a - b);
}

/** Draws, keeps the numbers in the database and, for the front page, in the cache. */
export async function remember(database, cache, numbers = draw()) {
  const text = numbers.join(' ');
  await database.query(TABLE);
  await database.query('INSERT INTO draws (numbers) VALUES ($1)', [text]);
  await cache.set(LAST, text);
  return text;
}

/** The last numbers, or that there are none yet. */
export async function last(cache) {
  return (await cache.get(LAST)) ?? 'nothing yet';
}
