import { workingCalendar } from '../../platform/bank-holidays.ts';
import { dayIn } from '../../words/days.ts';
import { obligationsOf } from './domain/engine.ts';
import type { Rules } from './domain/looking.ts';
import type { Pack } from './domain/pack.ts';
import { packInForce } from './pack.ts';

/** The pack in force at a time, and what it makes of facts. */
export function rulesInForce(now: Date): { readonly pack: Pack; readonly rules: Rules } {
  return { pack: packInForce(dayIn(now)), rules: (pack, facts) => obligationsOf(pack, facts, workingCalendar()) };
}
