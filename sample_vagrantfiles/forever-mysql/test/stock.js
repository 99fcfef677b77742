'use strict';

const assert = require('assert');
const stock = require('../lib/stock');

const ITEMS = [
  { name: 'bolts', quantity: 420, minimum: 100 },
  { name: 'nuts', quantity: 80, minimum: 100 },
  { name: 'hinges', quantity: 3, minimum: 12 },
];

describe('shortages', () => {
  it('start with the scarcest', () => {
    assert.deepEqual(stock.shortages(ITEMS).map(item => item.name), ['hinges', 'nuts']);
  });

  it('leave out what is exactly enough', () => {
    assert.deepEqual(stock.shortages([{ name: 'nuts', quantity: 100, minimum: 100 }]), []);
  });
});

describe('the report', () => {
  it('says what to order', () => {
    const lines = stock.report(ITEMS).split('\n');

    assert.equal(lines[0], '3 kinds of items in stock');
    assert.equal(lines[4], 'To be ordered: 9 hinges, 20 nuts');
  });

  it('says when there is nothing to order', () => {
    assert(stock.report([ITEMS[0]]).includes('To be ordered: nothing'));
  });
});
