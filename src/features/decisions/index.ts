import type { VNode } from 'preact';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Demo, Feature } from '../../platform/feature.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import type { Assumption, Decision } from './domain.ts';

export {
  assumptionNumber,
  assumptionPath,
  assumptionReference,
  assumptionStanding,
  clearsReliance,
  decisionPath,
  decisionReference,
  foundFalseWords,
  whyNotRelied,
  type Assumption,
  type AssumptionStanding,
  type Decision,
} from './domain.ts';

/** The log of decisions and assumptions (DCB0129 3.1.4): what was decided by whom and why, and what is taken to be so. */
export const decisions: Feature = {
  name: 'decisions',
  ground: () => import('./ground.ts').then((module) => module.ground),
  routes: () => import('./routes.tsx').then((module) => module.routes),
  onDesk: () => import('./on-desk.ts').then((module) => module.onDesk),
  onServices: () => import('./on-services.tsx').then((module) => module.onServices),
};

/** The decisions that touch a subject, the latest first; those that were superseded among them. One query. */
export async function decisionsTouching(tx: ReadTx, ref: Ref): Promise<readonly Decision[]> {
  return (await import('./store.ts')).decisionsOn(tx, ref);
}

/**
 * The same as a part of another page, under a heading of its own (level 2). Null where there are none.
 * @param named what they touch, by its reference: "HAZ-12"
 */
export async function decisionsOnPage(tx: ReadTx, ref: Ref, named: string): Promise<VNode | null> {
  return (await import('./touching.tsx')).decisionsOnPage(tx, ref, named);
}

/** These assumptions as they stand at a moment, or now, in the order of their numbers. Without any, nothing is asked. */
export async function assumptionsById(
  tx: ReadTx,
  ids: readonly string[],
  moment?: Moment,
): Promise<readonly Assumption[]> {
  if (ids.length === 0) return [];
  return (await import('./assumption-store.ts')).assumptionsOfIds(tx, ids, moment);
}

/** The assumptions of a service: what was found false first, then what has to be looked at soonest. @param service its id */
export async function assumptionsOf(tx: ReadTx, service: string): Promise<readonly Assumption[]> {
  return (await import('./assumption-store.ts')).listAssumptions(tx, { service, state: null });
}

/** The same as they stood at a moment, in the order of their numbers; those that were given up are not among them. */
export async function assumptionsAt(tx: ReadTx, service: string, moment: Moment): Promise<readonly Assumption[]> {
  return (await import('./assumption-store.ts')).assumptionsIn(tx, service, moment);
}

/** What was decided in the demo, once what it touches is there. */
export async function demoDecisions(
  demo: Demo,
  touches: { readonly photo: readonly string[]; readonly inbox: readonly string[] },
): Promise<void> {
  await (await import('./demo.ts')).demoDecisions(demo, touches);
}
