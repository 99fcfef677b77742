const CHANNELS = [16, 8, 0];

const hex = (number) => `#${number.toString(16).padStart(6, '0')}`;

const mixed = (colour, target, share) => CHANNELS.reduce((sum, shift) => {
  const from = (colour >> shift) & 0xff;
  const channel = Math.round(from + (target - from) * share);
  return sum | (channel << shift);
}, 0);

/** The colour itself, its complement, a tint and a shade; null for what is not `rrggbb`. */
export function palette(text) {
  if (!/^[0-9a-f]{6}$/i.test(text)) return null;

  const colour = Number.parseInt(text, 16);
  return [colour, 0xffffff ^ colour, mixed(colour, 255, 0.5), mixed(colour, 0, 0.5)].map(hex);
}
