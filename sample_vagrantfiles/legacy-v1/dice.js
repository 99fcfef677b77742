var MOST_DICE = 20;
var MOST_SIDES = 100;

// Reads "2d6" as { count: 2, sides: 6 }; null for what is no sensible throw.
exports.parse = function (text) {
  var match = /^(\d{1,2})d(\d{1,3})$/.exec(text);
  if (!match) return null;

  var dice = { count: parseInt(match[1], 10), sides: parseInt(match[2], 10) };
  var sensible = dice.count >= 1 && dice.count <= MOST_DICE &&
    dice.sides >= 2 && dice.sides <= MOST_SIDES;
  return sensible ? dice : null;
};

// Throws the dice; `random` gives numbers from 0 up to but not including 1.
exports.roll = function (dice, random) {
  var rolls = [];
  for (var i = 0; i < dice.count; i++) {
    rolls.push(1 + Math.floor(random() * dice.sides));
  }
  return rolls;
};

exports.total = function (rolls) {
  return rolls.reduce(function (sum, roll) { return sum + roll; }, 0);
};
