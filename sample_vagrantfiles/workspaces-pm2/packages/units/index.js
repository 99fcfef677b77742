'use strict';

/** Millilitres of each measure. */
const MILLILITRES = { cups: 240, tablespoons: 15, teaspoons: 5, pinches: 0.3 };

/** An amount in millilitres; null where nobody knows the measure. */
function inMillilitres(amount, measure) {
  if (!Object.hasOwn(MILLILITRES, measure) || !Number.isFinite(amount)) return null;
  return Math.round(amount * MILLILITRES[measure] * 10) / 10;
}

module.exports = { inMillilitres, measures: Object.keys(MILLILITRES) };
