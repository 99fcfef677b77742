const SIGNS = ['rat', 'ox', 'tiger', 'rabbit', 'dragon', 'snake'];
const ADVICE = [
  'Write it down before you sleep.',
  'Answer the letter you have been avoiding.',
  'Take the longer way home.',
  'Say no to the third meeting.',
];

/** A fortune for a sign; `random` gives numbers from 0 up to but not including 1. */
export function tell(sign, random = Math.random) {
  if (!SIGNS.includes(sign)) return null;
  return `${sign}: ${ADVICE[Math.floor(random() * ADVICE.length)]}`;
}

/**
 * The fortune that is kept for a sign, or a new one that is kept from now on.
 *
 * `cache` has `get(key)` and `set(key, value, options)` as memjs has them; what
 * it throws is the caller's. `ttl` is in seconds.
 */
export async function kept(cache, sign, ttl, random) {
  const { value } = await cache.get(sign);
  if (value !== null) return { fortune: value.toString(), fresh: false };

  const fortune = tell(sign, random);
  if (fortune !== null) await cache.set(sign, fortune, { expires: ttl });
  return { fortune, fresh: true };
}
