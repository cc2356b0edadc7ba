import { standsOf, type Looked, type Stands } from './summary.ts';

/*
 * The same facts give something else as time passes. So a summary is computed for the times to come as well, as long as nobody
 * does anything: a list is true at every time, and time writes nothing. Pure.
 */

/** How a service stands from a time on. */
export interface Step {
  readonly from: Date;
  readonly stands: Stands;
}

export interface Steps {
  /** The first from now; each until the next. */
  readonly steps: readonly Step[];
  /** From then on it has to be computed anew; null for never. */
  readonly ends: Date | null;
}

/** So many times are looked at; what comes later is looked at later. */
const MOST_STEPS = 40;
/** And none that is further away: most of what stands for longer than a year is looked at within one. */
const MOST_DAYS = 400;
const DAY = 86_400_000;

/** How a service stands from now on, while nobody does anything. @param looking what is found then, at a time */
export function stepsOf(looking: (now: Date) => Looked, now: Date): Steps {
  const horizon = new Date(now.getTime() + MOST_DAYS * DAY);
  const steps: Step[] = [];
  let said = '';
  let next: Date | null = now;
  for (let looked = 0; next !== null && next < horizon && looked < MOST_STEPS; looked++) {
    const from: Date = next;
    const { stands, until } = standsOf(looking(from));
    const words = JSON.stringify(stands);
    if (words !== said) steps.push({ from, stands });
    said = words;
    next = until;
  }
  return { steps, ends: next };
}
