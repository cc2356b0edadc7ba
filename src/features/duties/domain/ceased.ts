import { factsAfter } from './clocks.ts';
import { stateIn } from './engine.ts';
import { basisOf, corrected } from './judging.ts';
import { readsOf, type Answer, type Looked } from './looking.ts';
import { asRead, isCompartmentFact, type Pack } from './pack.ts';

/*
 * What was owed and is owed no more, because a fact was said otherwise. Nobody dismissed it: so it is said what changed. Pure.
 */

/** An answer, and the change in which it was given. */
export interface AnsweredIn extends Answer {
  readonly seq: number;
}

/**
 * Duties that are not owed and once were, each with the facts that are otherwise since.
 * @param stated all that was ever stated of the case and its service, in its order
 */
export function ceasedOf(
  pack: Pack,
  stated: readonly AnsweredIn[],
  { facts, duties }: Looked,
): ReadonlyMap<string, readonly string[]> {
  const open = stated.filter(({ fact }) => !isCompartmentFact(pack, fact));
  // What is stated in one change counts together: half of it was never so.
  const changes = [...new Set(open.map(({ seq }) => seq))];
  const known = changes.map((until) => asRead(pack, factsAfter(open.filter(({ seq }) => seq <= until))));
  return new Map(
    duties
      .filter(({ standing }) => standing === 'not-owed')
      .flatMap(({ rule }) => {
        const then = known.findLast((those) => stateIn(rule, those) === 'due');
        return then ? [[rule.id, corrected(basisOf(readsOf(pack, rule), then), facts)] as const] : [];
      }),
  );
}
