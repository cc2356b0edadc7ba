import { counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import type { AnsweredQuestion, RestsOn } from './holding.ts';

/*
 * What a control rests on, in a few words for a table: "3 tests passed in run 8815; Code review, 2 March 2026". Pure.
 */

/** Null where nothing was accepted for it. What speaks against it stands first; the rest is counted. */
export function restsOnWords(control: RestsOn): Words | null {
  const all = new Map([...control.implementation, ...control.effectiveness].map((one) => [one.reference, one]));
  const living = [...all.values()].filter(({ retired }) => !retired);
  const failed = living.filter(({ outcome }) => outcome === 'failed').map(failedWords);
  const tests = living.filter(({ sort, outcome }) => sort === 'test' && outcome !== 'failed');
  const others = living.filter(({ sort, outcome }) => sort !== 'test' && outcome !== 'failed');
  const parts = [...failed, ...testWords(tests), ...others.map(otherWords)];
  if (parts.length === 0) return null;
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

/** “second scan blocks save” failed in run 8812, 9 March 2026 */
function failedWords({ sort, title, href, run, observedAt }: AnsweredQuestion): Words {
  const how = sort === 'test' ? ' failed' : ' shows that it does not hold';
  return [
    { text: `“${title}”`, href },
    how,
    ...(run ? [' in ', { text: run.text, href: run.href }] : []),
    day(observedAt),
  ];
}

function testWords(tests: readonly AnsweredQuestion[]): Words[] {
  const [first] = tests;
  if (!first) return [];
  const passed = tests.filter(({ outcome }) => outcome === 'passed');
  const [last] = passed.toSorted((a, b) => b.observedAt!.getTime() - a.observedAt!.getTime());
  if (!last) return [[`${counted(tests.length, 'test')} without a result yet`]];
  const what = { text: passed.length === 1 ? `“${last.title}”` : counted(passed.length, 'test'), href: last.href };
  return [
    [
      what,
      ' passed',
      ...(last.run ? [' in ', { text: last.run.text, href: last.run.href }] : []),
      day(last.observedAt),
    ],
  ];
}

function otherWords({ title, href, observedAt }: AnsweredQuestion): Words {
  return [{ text: title, href }, day(observedAt)];
}

function day(at: Date | null): string {
  return at === null ? '' : `, ${sayDay(dayIn(at))}`;
}
