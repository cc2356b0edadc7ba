import type { ReadTx } from '../../platform/database/database.ts';
import type { GivenFacts } from '../../rules/conditions.ts';
import { joined, type JoinedObligation, type Known } from './domain/joined.ts';
import { rulesInForce } from './rules.ts';
import { factsOf } from './store.ts';

/** See `obligationsJoined` of `index.ts`. */
export async function joinedFor(
  tx: ReadTx,
  of: { readonly service: string; readonly case: string | null },
  known: Omit<Known, 'open'>,
  now: Date,
): Promise<readonly JoinedObligation[]> {
  const about = of.case === null ? [of.service] : [of.service, of.case];
  const kept = await factsOf(tx, about, { seq: null, now });
  // What is stated of the case counts before what is stated of its service.
  const ordered = kept.toSorted((a, b) => about.indexOf(a.about) - about.indexOf(b.about));
  const open: GivenFacts = Object.fromEntries(ordered.map(({ fact, value }) => [fact, value]));
  return joined(rulesInForce(now), { ...known, open });
}
