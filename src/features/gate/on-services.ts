import type { OnServices } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import { dayIn, sayDay } from '../../words/days.ts';
import type { Words } from '../../words/sentence.ts';
import { gatePath, isInForce, MODE_WORDS, overrideLine, releaseGatePath, type Override } from './domain.ts';
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
    const mode = MODE_WORDS[policies.get(id)!.mode].split(':')[0]!;
    const answered = last
      ? ` It was asked last on ${sayDay(dayIn(last.at))}${last.release === null ? '' : ` about ${last.release}`}.`
      : ' No answer was kept yet.';
    const overridden = overrides[0] ? saidOf(overrides[0], reference, now) : [];
    return { text: 'Safety gate', href: gatePath(reference), says: [`${mode}.${answered}`, ...overridden] };
  },
};

function saidOf(one: Override, reference: string, now: Date): Words {
  return [
    ' Release ',
    { text: one.release, href: releaseGatePath(reference, one.release) },
    `: ${lowerFirst(overrideLine(one, now))}.`,
  ];
}

/** "The gate is overridden for 1.3.2 until 14 March 2026." or "The gate was overridden twice ..." */
function overriddenLine(overrides: readonly Override[], now: Date): string {
  const inForce = overrides.filter((one) => isInForce(one, now));
  const [latest] = inForce;
  if (latest) return `The gate is overridden for ${latest.release} until ${sayDay(dayIn(latest.until))}.`;
  return `The gate was overridden ${counted(overrides.length, 'time')}, last on ${sayDay(dayIn(overrides[0]!.at))}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
