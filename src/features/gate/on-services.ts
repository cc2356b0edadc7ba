import type { OnServices } from '../../platform/feature.ts';
import { capital, counted } from '../../words/counting.ts';
import { dayIn, sayDay, lastDayTo } from '../../words/days.ts';
import type { Words } from '../../words/sentence.ts';
import {
  answerWords,
  gatePath,
  gateReference,
  isInForce,
  keptGatePath,
  MODE_WORDS,
  overrideLine,
  releaseGatePath,
  type KeptAnswer,
  type Override,
} from './domain.ts';
import { keptAnswers, overridesOf, policiesOf } from './store.ts';

/** What the gate shows on pages of services. That it was overridden is said for ever. */
export const onServices: OnServices = {
  line: async (tx, services, now) => {
    const byService = Map.groupBy(await overridesOf(tx, services), ({ service }) => service);
    return new Map([...byService].map(([service, overrides]) => [service, overriddenLine(overrides, now)]));
  },
  inCase: async (tx, { id, reference, now }) => {
    const [policies, overrides, [last]] = await Promise.all([
      policiesOf(tx, [id]),
      overridesOf(tx, [id]),
      keptAnswers(tx, id, { most: 1 }),
    ]);
    const mode = MODE_WORDS[policies.get(id)!.mode].split(': ')[1]!;
    const overridden = overrides[0] ? saidOf(overrides[0], reference, now) : [];
    const says = [...answered(last, reference), ` ${capital(mode)}.`, ...overridden];
    return { text: 'Safety gate', href: gatePath(reference), says };
  },
};

/** "Release 1.4.0: may not go yet (GATE-412, 12 March 2026)." */
function answered(last: KeptAnswer | undefined, reference: string): Words {
  if (!last) return ['No answer was kept yet.'];
  const link = { text: gateReference(last.number), href: keptGatePath(reference, last.number) };
  const about = last.release === null ? '' : `Release ${last.release}: `;
  return [`${about}${answerWords(last)} (`, link, `, ${sayDay(dayIn(last.at))}).`];
}

function saidOf(one: Override, reference: string, now: Date): Words {
  return [
    ' Release ',
    { text: one.release, href: releaseGatePath(reference, one.release) },
    `: ${lowerFirst(overrideLine(one, now))}.`,
  ];
}

/** "The gate is overridden for 1.3.2 until 14 March 2026." or "The gate was overridden 2 times, last on 3 March 2026." */
function overriddenLine(overrides: readonly Override[], now: Date): string {
  const inForce = overrides.filter((one) => isInForce(one, now));
  const [latest] = inForce;
  if (latest) return `The gate is overridden for ${latest.release} until ${sayDay(lastDayTo(latest.until))}.`;
  return `The gate was overridden ${counted(overrides.length, 'time')}, last on ${sayDay(dayIn(overrides[0]!.at))}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
