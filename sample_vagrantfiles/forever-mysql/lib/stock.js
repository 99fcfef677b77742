'use strict';

/** The items of which there are fewer than there should be, the scarcest first. */
function shortages(items) {
  return items
    .filter(item => item.quantity < item.minimum)
    .sort((a, b) => a.quantity / a.minimum - b.quantity / b.minimum);
}

/** The inventory as text. */
function report(items) {
  const lines = items.map(item => `${item.name}: ${item.quantity}`);
  const missing = shortages(items).map(item => `${item.minimum - item.quantity} ${item.name}`);

  lines.unshift(`${items.length} kinds of items in stock`);
  lines.push(`To be ordered: ${missing.join(', ') || 'nothing'}`, '');
  return lines.join('\n');
}

module.exports = { shortages, report };
