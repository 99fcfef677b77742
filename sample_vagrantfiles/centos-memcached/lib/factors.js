'use strict';

const LARGEST = Number.MAX_SAFE_INTEGER;

/** The prime factors of a whole number, the smallest first; none of 1. */
function factorsOf(number) {
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new RangeError(`Give a whole number from 1 to ${LARGEST}.`);
  }
  const factors = [];
  let rest = number;
  for (let factor = 2; factor * factor <= rest; factor += 1) {
    while (rest % factor === 0) {
      factors.push(factor);
      rest /= factor;
    }
  }
  return rest > 1 ? [...factors, rest] : factors;
}

/** Asks the cache first; what is not there is computed and kept for `seconds`. */
async function remembered(cache, number, seconds = 600) {
  const key = `factors:${number}`;
  const { value } = await cache.get(key);
  if (value) return { factors: JSON.parse(value), from: 'memory' };

  const factors = factorsOf(number);
  await cache.set(key, JSON.stringify(factors), { expires: seconds });
  return { factors, from: 'computation' };
}

module.exports = { factorsOf, remembered };
