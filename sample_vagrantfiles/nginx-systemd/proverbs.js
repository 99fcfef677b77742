'use strict';

const PROVERBS = [
  'Measure twice, cut once.',
  'A stitch in time saves nine.',
  'Many hands make light work.',
  'Still waters run deep.',
  'Rome was not built in a day.',
];

const MINUTE = 60 * 1000;

/** The proverb of the minute that `time` (milliseconds since 1970) falls in. */
function proverbAt(time) {
  return PROVERBS[Math.floor(time / MINUTE) % PROVERBS.length];
}

/** A page that shows the text, whatever characters it holds. */
function page(text) {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<!doctype html>
<html lang="en">
<title>A proverb</title>
<link rel="stylesheet" href="/static/style.css">
<p>${escaped}</p>
</html>
`;
}

module.exports = { proverbAt, page };
