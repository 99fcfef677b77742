var assert = require('assert');
var dice = require('../dice');

describe('the notation', function () {
  it('gives how many dice and how many sides', function () {
    assert.deepEqual(dice.parse('3d8'), { count: 3, sides: 8 });
  });

  it('has limits', function () {
    assert.equal(dice.parse('0d6'), null);
    assert.equal(dice.parse('21d6'), null);
    assert.equal(dice.parse('2d1'), null);
    assert.equal(dice.parse('<b>'), null);
  });
});

describe('a throw', function () {
  it('goes from one to the number of sides', function () {
    var lowest = function () { return 0; };
    var highest = function () { return 0.999; };

    assert.deepEqual(dice.roll({ count: 2, sides: 6 }, lowest), [1, 1]);
    assert.deepEqual(dice.roll({ count: 1, sides: 20 }, highest), [20]);
  });

  it('adds up', function () {
    assert.equal(dice.total([1, 2, 3]), 6);
  });
});
