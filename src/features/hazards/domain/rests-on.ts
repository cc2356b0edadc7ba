import { counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import type { AnsweredQuestion, RestsOn } from './holding.ts';

/*
 * What a control rests on, in a few words for a table: "3 tests passed in run 8815; Code review, 2 March 2026". Pure.
 */

/** Null where nothing was accepted for it. What speaks against it stands first, and what has no result yet last. */
export function restsOnWords(control: RestsOn): Words | null {
  const living = livingOf(control);
  const failed = living.filter(({ outcome }) => outcome === 'failed').map(failedWords);
  const passed = living.filter(({ outcome }) => outcome === 'passed');
  // Tests are told by their runs: one that passed long before the others is not said to have passed with them.
  const runs = Map.groupBy(
    passed.filter(({ sort }) => sort === 'test'),
    ({ run }) => run?.text ?? null,
  );
  const others = passed.filter(({ sort }) => sort !== 'test').map(otherWords);
  const unasked = living.filter(({ outcome }) => outcome === null).length;
  const parts = [...failed, ...[...runs.values()].map(testWords), ...others, ...waitingWords(unasked)];
  if (parts.length === 0) return null;
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

/** When the last of the failures that count was observed; null where nothing fails. */
export function failedAt(control: RestsOn): Date | null {
  const times = livingOf(control).flatMap(({ outcome, observedAt }) =>
    outcome === 'failed' && observedAt ? [observedAt.getTime()] : [],
  );
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** One that shows both aspects is said once; one that was retired shows nothing. */
function livingOf({ implementation, effectiveness }: RestsOn): AnsweredQuestion[] {
  const all = new Map([...implementation, ...effectiveness].map((one) => [one.reference, one]));
  return [...all.values()].filter(({ retired }) => !retired);
}

/** “second scan blocks save” failed in run 8812, 9 March 2026 */
function failedWords({ sort, title, href, run, observedAt }: AnsweredQuestion): Words {
  const how = sort === 'test' ? ' failed' : ' shows that it does not hold';
  return [{ text: `“${title}”`, href }, how, ...inRun(run), day(observedAt)];
}

/** Tests that passed in one run. */
function testWords(tests: readonly AnsweredQuestion[]): Words {
  const [{ title, href, run, observedAt }] = tests as readonly [AnsweredQuestion, ...AnsweredQuestion[]];
  const what = tests.length === 1 ? `“${title}”` : counted(tests.length, 'test');
  return [{ text: what, href }, ' passed', ...inRun(run), day(observedAt)];
}

function otherWords({ title, href, observedAt }: AnsweredQuestion): Words {
  return [{ text: title, href }, day(observedAt)];
}

function waitingWords(count: number): Words[] {
  return count === 0 ? [] : [[`${counted(count, 'question')} without a result yet`]];
}

function inRun(run: AnsweredQuestion['run']): Words {
  return run ? [' in ', { text: run.text, href: run.href }] : [];
}

function day(at: Date | null): string {
  return at === null ? '' : `, ${sayDay(dayIn(at))}`;
}
