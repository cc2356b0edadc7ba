import type { ReadTx } from '../../platform/database/database.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import { dayAfter, dayIn } from '../../words/days.ts';
import { signCommand } from './commands.ts';
import { intendedUse } from './intended-use.ts';
import { fingerprintOf } from './looking.ts';
import type { Signable } from './signable.ts';

/** What a made-up person decides of a subject of the demo. */
export interface DemoDecision {
  readonly signable: Signable;
  /** What names the subject: `{ service: 'DEMO' }`. */
  readonly named: Readonly<Record<string, unknown>>;
  readonly conditions?: readonly { readonly text: string; readonly owner: string; readonly due: string }[];
}

/** Signs something of the demo as somebody who has just read it. */
export async function signInDemo(
  { organisation, ground, execute }: Demo,
  as: DemoPerson,
  { signable, named, conditions = [] }: DemoDecision,
): Promise<void> {
  const state = await ground.database.read(organisation, (tx) => stateOf(tx, signable, named));
  const decision = conditions.length > 0 ? 'approve with conditions' : 'approve';
  const fingerprint = fingerprintOf(state);
  const support = state.support.toString('hex');
  await execute(signCommand(signable), { ...named, decision, conditions, fingerprint, support }, as);
}

async function stateOf(tx: ReadTx, signable: Signable, named: DemoDecision['named']) {
  const { ref } = await signable.find(tx, named);
  const [state] = await statesOf(tx, [ref]);
  if (!state) throw new Error(`the demo has no ${signable.noun}`);
  return state;
}

/** The intended use of the demo is approved, with one condition. */
export async function demoApprovals(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  await signInDemo(demo, wren, {
    signable: intendedUse,
    named: { service: 'DEMO' },
    conditions: [
      {
        text: 'Say on the public page that it is not for burns, bites and fresh wounds.',
        owner: posy.id,
        due: dayAfter(dayIn(demo.ground.now()), 21),
      },
    ],
  });
}
