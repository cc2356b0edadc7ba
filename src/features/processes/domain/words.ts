import { listed } from '../../../words/counting.ts';
import { sayDay, sayDistance, type Day } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';
import { PART_NAMES, type Process, type Run } from '../domain.ts';
import { nextDue, runStanding, sayRhythm } from './standing.ts';
import type { Unwritten } from './template.ts';

/* Sentences on processes: the same on the page, on the desk and in a check. Pure. */

export function processPath(service: string, key: string): string {
  return `/services/${encodeURIComponent(service)}/processes/${key}`;
}

export function processesPath(service: string): string {
  return `/services/${encodeURIComponent(service)}/processes`;
}

/** What is not written, as a part of a sentence: "“Who does it” is still the template's text". */
export function unwrittenWords(parts: readonly Unwritten[]): string {
  const named = (some: readonly Unwritten[]) => listed(some.map(({ part }) => `“${PART_NAMES[part]}”`));
  const are = (some: readonly Unwritten[]) => (some.length === 1 ? 'is' : 'are');
  const nothing = parts.filter(({ why }) => why === 'nothing');
  const template = parts.filter(({ why }) => why === 'template');
  const places = parts.flatMap((one) => (one.why === 'placeholder' ? [one] : []));
  return listed([
    ...(nothing.length > 0 ? [`${named(nothing)} ${are(nothing)} empty`] : []),
    ...(template.length > 0 ? [`${named(template)} ${are(template)} still the template’s text`] : []),
    ...places.map(({ part, placeholder }) => `“${PART_NAMES[part]}” still has ${placeholder} in it`),
  ]);
}

/** Of which service, and how it is called, for a sentence with a link. */
export type NamedProcess = Pick<Process, 'key' | 'title' | 'sort' | 'every'> & {
  readonly service: { readonly reference: string };
};

function link({ service, key, title }: NamedProcess) {
  return { text: title, href: processPath(service.reference, key) };
}

/** That a process is begun and not written; null where it is written. */
export function unwrittenSentence(process: NamedProcess, parts: readonly Unwritten[]): Sentence | null {
  if (parts.length === 0) return null;
  return {
    so: ['The process “', link(process), '” is begun and not written'],
    because: [unwrittenWords(parts)],
    clears: [
      { text: 'Writing it in your own words', href: `${processPath(process.service.reference, process.key)}/write` },
      ' clears it.',
    ],
  };
}

/** What clears a run that is missing, with the way there. */
export function runClears(process: NamedProcess): Words {
  const href = `${processPath(process.service.reference, process.key)}/runs/new`;
  return [
    {
      text: process.sort === 'regularly' ? 'A recorded run' : 'A recorded run or rehearsal',
      href,
    },
    ' clears it.',
  ];
}

/**
 * What is so of its runs, because of what, and what clears it; null where nobody has to do anything, and where it has to be
 * written before a run of it counts.
 */
export function runSentence(
  process: NamedProcess,
  { last, unwritten }: { readonly last: Pick<Run, 'on'> | null; readonly unwritten: readonly Unwritten[] },
  today: Day,
): Sentence | null {
  const standing = runStanding(process, last, today);
  if (standing === 'current' || (standing === 'never' && unwritten.length > 0)) return null;
  const clears = runClears(process);
  if (standing === 'never')
    return {
      so: ['The process “', link(process), '” is written, not working'],
      because: ['no run of it was ever recorded'],
      clears,
    };
  const due = nextDue(process, last)!;
  const isDue = standing === 'due';
  return {
    so: ['The process “', link(process), `” ${isDue ? 'is to be run again' : 'was not run as often as it says'}`],
    because: [
      `it is run ${sayRhythm(process)}, and the next run ${isDue ? 'is' : 'was'} due ${sayDay(due)}, ${sayDistance(today, due)}`,
    ],
    clears,
  };
}

/** "ACT-3, ACT-4 and ACT-5", each with its link. */
export function linked(open: readonly Exclude<Words[number], string>[]): Words {
  return open.flatMap((one, index): Words => [index === 0 ? '' : index === open.length - 1 ? ' and ' : ', ', one]);
}

/** What is open of the last run; null where nothing is. @param open references of actions, with their pages */
export function openSentence(
  process: NamedProcess,
  last: Pick<Run, 'on'>,
  open: readonly { readonly text: string; readonly href: string }[],
): Sentence | null {
  if (open.length === 0) return null;
  return {
    so: ['The last run of “', link(process), '” found something to put right'],
    because: [
      ...linked(open),
      `, which ${open.length === 1 ? 'comes' : 'come'} of the run on ${sayDay(last.on)}, ${open.length === 1 ? 'is' : 'are'} open`,
    ],
    clears: [
      `${open.length === 1 ? 'Saying that it is' : 'Saying that they are'} done, or a later run that finds it as it should be, clears it.`,
    ],
  };
}
