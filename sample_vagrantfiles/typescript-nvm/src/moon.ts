/** The days from one new moon to the next, on average. */
export const SYNODIC_MONTH = 29.530588;

const A_NEW_MOON = Date.UTC(2000, 0, 6, 18, 14);
const DAY = 24 * 60 * 60 * 1000;

const PHASES = [
  'new moon',
  'waxing crescent',
  'first quarter',
  'waxing gibbous',
  'full moon',
  'waning gibbous',
  'last quarter',
  'waning crescent',
] as const;

export type Phase = (typeof PHASES)[number];

export interface Moon {
  /** Days since the last new moon. */
  age: number;
  phase: Phase;
}

/** The moon at a moment; half a day off at worst, as its path is taken for a circle. */
export function moonAt(moment: Date): Moon {
  const days = (moment.getTime() - A_NEW_MOON) / DAY;
  const age = ((days % SYNODIC_MONTH) + SYNODIC_MONTH) % SYNODIC_MONTH;
  const eighth = Math.round((age / SYNODIC_MONTH) * PHASES.length) % PHASES.length;
  return { age: Math.round(age * 10) / 10, phase: PHASES[eighth]! };
}

/** The noon of a day written as 2024-12-15; null where there is no such day. */
export function noonOf(text: string): Date | null {
  const noon = new Date(`${text}T12:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(noon.getTime()) ? noon : null;
}
