'use strict';

const { execFile } = require('node:child_process');
const { promisify } = require('node:util');

const run = promisify(execFile);

const LONGEST = 40;

/** The text as it will stand on the jar; null when it cannot be drawn. */
function wording(text) {
  // ImageMagick gives a meaning to @ at the start, to % and to \: none of them gets there.
  const words = String(text ?? '').trim().replace(/\s+/g, ' ');
  return /^[\p{L}\p{N}][\p{L}\p{N} .,!'-]*$/u.test(words) && words.length <= LONGEST ? words : null;
}

/** What `convert` is called with to write a PNG on its standard output. */
function drawing(words) {
  return [
    '-size', '480x120', '-gravity', 'center',
    '-background', 'ivory', '-fill', 'maroon', '-font', 'DejaVu-Sans',
    `label:${words}`, 'png:-',
  ];
}

/** Draws the label and gives the bytes of a PNG; needs ImageMagick. */
async function draw(words) {
  const { stdout } = await run('convert', drawing(words), { encoding: 'buffer', timeout: 10000 });
  return stdout;
}

module.exports = { wording, drawing, draw };
