import { hazardReference, type ControlState, type HazardStatus, type Party } from '../domain.ts';
import { riskSentence, type Risk } from './accepting.ts';
import type { Acceptance } from '../../schemes/domain.ts';
import type { Sentence } from '../../../words/sentence.ts';

/*
 * Open, transferred, closed, opened again: what each of them needs. Pure.
 */

/** What of a hazard closing looks at. */
export interface ToClose {
  readonly reference: string;
  /** Whether the residual rating that stands counts: a person gave it, and its controls hold. */
  readonly residualCounts: boolean;
  /** Why it does not, where that is said already. */
  readonly provisional: Sentence | null;
  readonly risk: Risk;
  /** "3, Undesirable" */
  readonly level: string;
  readonly acceptance: Acceptance | null;
  /** Open actions that come from it: ACT-3. */
  readonly openActions: readonly string[];
}

/** What is still to be done before a hazard can be closed. Empty where everything is. */
export function leftToDo(hazard: ToClose): Sentence[] {
  const { reference, residualCounts, provisional, openActions } = hazard;
  const left: Sentence[] = [];
  if (!residualCounts)
    left.push(
      provisional ?? {
        so: [`${reference} has no residual rating`],
        because: ['nobody has rated what remains with its controls'],
        clears: ['A residual rating that a person gives, and whose controls hold, clears it.'],
      },
    );
  const risk = residualCounts ? riskSentence(reference, hazard.risk, hazard.level, hazard.acceptance) : null;
  if (risk) left.push(risk);
  if (openActions.length > 0)
    left.push({
      so: [
        `${openActions.length === 1 ? 'An action' : `${openActions.length} actions`} of ${reference} ${openActions.length === 1 ? 'is' : 'are'} open`,
      ],
      because: [`${openActions.join(', ')} ${openActions.length === 1 ? 'is' : 'are'} not done`],
      clears: ['Saying with what evidence it was done, or why it is not needed, clears it.'],
    });
  return left;
}

/** Whose controls go with a hazard to whoever takes it. */
export const HANDED_TO = ['deployer', 'supplier'] as const satisfies readonly Party[];

export interface ToHandOver {
  /** CTL-31 */
  readonly reference: string;
  readonly state: ControlState;
  readonly party: Party | null;
  readonly retired: boolean;
}

/** The controls that go with a hazard to whoever takes it: those of the deployer and of suppliers that were not withdrawn. */
export function handedOver<One extends ToHandOver>(controls: readonly One[]): One[] {
  return controls.filter(
    ({ party, state, retired }) => HANDED_TO.some((one) => one === party) && state !== 'withdrawn' && !retired,
  );
}

/** Why a hazard cannot be transferred as it stands; null where it can. */
export function whyNotTransferred(
  reference: string,
  status: HazardStatus,
  receiver: string | null,
  controls: readonly ToHandOver[],
): string | null {
  if (status === 'transferred')
    return `${reference} was transferred${receiver ? ` to ${receiver}` : ''} already. Nothing was changed.`;
  if (status === 'closed') return `${reference} is closed. To transfer it, open it again first.`;
  if (handedOver(controls).length === 0)
    return `${reference} has no control of the deployer or of a supplier, so that whoever takes it would not know what to do. Say first which of its controls are theirs.`;
  return null;
}

/** "CTL-3 and CTL-7", "CTL-3". */
export function listed(references: readonly string[]): string {
  if (references.length < 2) return references.join('');
  return `${references.slice(0, -1).join(', ')} and ${references.at(-1)!}`;
}

export function transferredWords(number: number, receiver: string, references: readonly string[]): string {
  const theirs = references.length === 1 ? 'its control' : 'its controls';
  return `${hazardReference(number)} is transferred to ${receiver}, with ${theirs} ${listed(references)}.`;
}
