import { dayIn, sayDay } from '../../../words/days.ts';
import type { Words } from '../../../words/sentence.ts';
import type { AnsweredQuestion, RestsOn } from './holding.ts';

/*
 * What a control rests on, in one cell of a table: what failed first, then what was shown. Pure.
 */

type Link = { readonly text: string; readonly href: string };

/** "Test “second scan blocks save” failed in run 8812, 9 March 2026; 3 tests passed in run 8815, 12 March 2026"; empty for nothing. */
export function restsWords({ implementation, effectiveness }: RestsOn): Words {
  // One that shows both aspects is said once; one that was retired shows nothing any more.
  const living = [...implementation, ...effectiveness].filter(({ retired }) => !retired);
  const asked = [...new Map(living.map((one) => [one.reference, one])).values()];
  const of = (outcome: AnsweredQuestion['outcome']) => asked.filter((one) => one.outcome === outcome);
  const passed = Map.groupBy(of('passed'), ({ run }) => run?.text ?? null);
  const parts: Words[] = [
    ...of('failed').map((one) => [titleOf(one), ` failed${inRun(one)}, ${dayOf(one)}`]),
    ...[...passed].flatMap(([run, list]) => (run === null ? list.map(byItself) : [together(list)])),
    ...of(null).map((one) => [titleOf(one), ' has no result yet']),
  ];
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

/** When the last failure that counts was observed; null where nothing fails. */
export function failedAt({ implementation, effectiveness }: RestsOn): Date | null {
  const times = [...implementation, ...effectiveness].flatMap(({ outcome, observedAt, retired }) =>
    outcome === 'failed' && observedAt && !retired ? [observedAt.getTime()] : [],
  );
  return times.length === 0 ? null : new Date(Math.max(...times));
}

function titleOf({ sort, title, href }: AnsweredQuestion): Link {
  return { text: sort === 'test' ? `Test “${title}”` : title, href };
}

function byItself(one: AnsweredQuestion): Words {
  return [titleOf(one), `, ${dayOf(one)}`];
}

/** Tests that passed in one run. */
function together(list: readonly AnsweredQuestion[]): Words {
  const [first] = list as readonly [AnsweredQuestion, ...AnsweredQuestion[]];
  const run = first.run!;
  const what = list.length === 1 ? titleOf(first) : `${list.length} tests`;
  return [what, ' passed in ', { text: run.text, href: run.href }, `, ${dayOf(first)}`];
}

function inRun({ run }: AnsweredQuestion): string {
  return run === null ? '' : ` in ${run.text}`;
}

function dayOf({ observedAt }: AnsweredQuestion): string {
  return observedAt === null ? 'never observed' : sayDay(dayIn(observedAt));
}
