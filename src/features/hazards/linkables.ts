import type { Linkable } from '../../platform/subjects/linkable.ts';
import { controlNumber, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { controlNames, hazardNames, logNames } from './linked-store.ts';

/** A reference with its letters: a number alone may be of anything. */
function lettered(numberOf: (typed: string) => number | null, refer: (number: number) => string) {
  return (typed: string) => {
    const number = /^\s*[a-z]/iu.test(typed) ? numberOf(typed) : null;
    return number === null ? null : refer(number);
  };
}

function logNumber(typed: string): number | null {
  const match = /^\s*(?:hazard\s+)?log[-\s]*([1-9]\d{0,5})\s*$/iu.exec(typed);
  return match ? Number(match[1]) : null;
}

function numbersOf(numberOf: (typed: string) => number | null, references: readonly string[]): number[] {
  return references.flatMap((reference) => numberOf(reference) ?? []);
}

/** What of hazard logs others can point at. */
export const linkables: readonly Linkable[] = [
  {
    kind: 'hazard',
    word: 'Hazard',
    example: 'HAZ-12',
    read: lettered(hazardNumber, hazardReference),
    find: (tx, service, references) => hazardNames(tx, { service, numbers: numbersOf(hazardNumber, references) }),
    named: (tx, ids) => hazardNames(tx, { ids }),
  },
  {
    // Nobody points at it by itself: what rests on something is called by its hazard.
    kind: 'residual',
    word: 'Residual rating',
    example: null,
    read: () => null,
    find: async () => [],
    named: (tx, ids) => hazardNames(tx, { ids }),
  },
  {
    kind: 'control',
    word: 'Control',
    example: 'CTL-31',
    read: lettered(controlNumber, controlReference),
    find: (tx, service, references) => controlNames(tx, { service, numbers: numbersOf(controlNumber, references) }),
    named: (tx, ids) => controlNames(tx, { ids }),
  },
  {
    kind: 'hazard-log',
    word: 'Hazard log',
    example: 'Log 1',
    read: lettered(logNumber, (number) => `Log ${number}`),
    find: (tx, service, references) => logNames(tx, { service, numbers: numbersOf(logNumber, references) }),
    named: (tx, ids) => logNames(tx, { ids }),
  },
];
