'use strict';

const LIMITS = { name: 80, message: 500 };

/** What is wrong with an entry, in words; null when nothing is. */
function problem(entry) {
  for (const field of Object.keys(LIMITS)) {
    const text = entry[field];
    if (typeof text !== 'string' || text.trim() === '') return `The ${field} is missing.`;
    if (text.length > LIMITS[field]) return `The ${field} is too long.`;
  }
  return null;
}

/** The guest book as text, one entry a line. */
function book(entries) {
  const lines = entries.map(entry => `${entry.name}: ${entry.message}`);
  return `${entries.length} signed the guest book\n${lines.join('\n')}\n`;
}

module.exports = { problem, book };
