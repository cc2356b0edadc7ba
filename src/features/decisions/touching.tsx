import type { ReadTx } from '../../platform/database/database.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import { DecisionsThatTouch } from './pages/touching.tsx';
import { decisionsOn } from './store.ts';

/** The decisions that touch a subject, as a part of its page. */
export async function decisionsOnPage(tx: ReadTx, ref: Ref, named: string) {
  const decisions = await decisionsOn(tx, ref);
  return decisions.length === 0 ? null : <DecisionsThatTouch decisions={decisions} named={named} />;
}
