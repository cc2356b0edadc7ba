import type { Linkable } from '../../platform/subjects/linkable.ts';
import { assumptionNames } from './assumption-store.ts';
import { assumptionReference, decisionReference, numberIn } from './domain.ts';
import { decisionNames } from './store.ts';

/** What is read with its letters only: a number alone may be of anything. */
function read(prefix: string, refer: (number: number) => string) {
  return (typed: string) => {
    const number = /^\s*[a-z]/iu.test(typed) ? numberIn(prefix, typed) : null;
    return number === null ? null : refer(number);
  };
}

function numbersOf(prefix: string, references: readonly string[]): number[] {
  return references.flatMap((reference) => numberIn(prefix, reference) ?? []);
}

export const linkables: readonly Linkable[] = [
  {
    kind: 'decision',
    word: 'Decision',
    example: 'DEC-3',
    read: read('dec', decisionReference),
    find: (tx, service, references) => decisionNames(tx, { service, numbers: numbersOf('dec', references) }),
    named: (tx, ids) => decisionNames(tx, { ids }),
  },
  {
    kind: 'assumption',
    word: 'Assumption',
    example: 'ASM-2',
    read: read('asm', assumptionReference),
    find: (tx, service, references) => assumptionNames(tx, { service, numbers: numbersOf('asm', references) }),
    named: (tx, ids) => assumptionNames(tx, { ids }),
  },
];
