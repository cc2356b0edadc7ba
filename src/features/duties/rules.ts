import type { Rules } from './domain/looking.ts';
import type { Pack } from './domain/pack.ts';

/** The pack in force, and what it makes of facts. */
export async function rulesInForce(): Promise<{ readonly pack: Pack; readonly rules: Rules }> {
  throw new Error('not there yet');
}
