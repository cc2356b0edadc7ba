import type { ReadTx } from '../../platform/database/database.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { dayAfter, dayIn } from '../../words/days.ts';
import { signCommand } from './commands.ts';
import { intendedUse } from './intended-use.ts';
import { fingerprintOf } from './looking.ts';
import type { Signable } from './signable.ts';
import { decisionsSince } from './store.ts';

/** What a made-up person decides of a subject of the demo. */
export interface DemoDecision {
  readonly signable: Signable;
  /** What names the subject: `{ service: 'DEMO' }`. */
  readonly named: Readonly<Record<string, unknown>>;
  /** What has to be done, by whom, and in how many days. */
  readonly conditions?: readonly { readonly text: string; readonly owner: string; readonly days: number }[];
}

/**
 * Signs the first version of something in the demo, as somebody who has just read it. A demo that was cut short is made
 * again with the very same inputs: what was signed then is taken from the signature, and not from what stands there now.
 */
export async function signInDemo(
  { organisation, ground, execute }: Demo,
  as: DemoPerson,
  { signable, named, conditions = [] }: DemoDecision,
): Promise<void> {
  const { now } = ground;
  const seen = await ground.database.read(organisation, (tx) => seenOf(tx, signable, named, now()));
  const input = {
    ...named,
    decision: conditions.length > 0 ? 'approve with conditions' : 'approve',
    conditions: conditions.map(({ text, owner, days }) => ({ text, owner, due: dayAfter(seen.day, days) })),
    fingerprint: seen.fingerprint,
    support: seen.support,
    number: 1,
  };
  await execute(signCommand(signable), input, as);
}

async function seenOf(tx: ReadTx, signable: Signable, named: DemoDecision['named'], now: Date) {
  const { ref } = await signable.find(tx, named);
  const [[state], [first]] = await Promise.all([statesOf(tx, [ref]), decisionsSince(tx, ref, 0)]);
  if (!state) throw new Error(`the demo has no ${signable.noun}`);
  const [material, editorial, support] = (['material', 'editorial', 'support'] as const).map((digest) =>
    first ? Buffer.from(first.record[digest], 'hex') : state[digest],
  ) as [Buffer, Buffer, Buffer];
  return {
    day: dayIn(first?.at ?? now),
    fingerprint: fingerprintOf({ material, editorial }),
    support: support.toString('hex'),
  };
}

/** The intended use of the demo is approved, with one condition. */
export async function demoApprovals(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const text = 'Say on the public page that it is not for burns, bites and fresh wounds.';
  const conditions = [{ text, owner: posy.id, days: 21 }];
  await signInDemo(demo, wren, { signable: intendedUse, named: { service: 'DEMO' }, conditions });
}
