import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { openChallenges, putChallenge } from './challenge-store.ts';
import { controlNumber, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { hazardsByNumber, controlsByNumber } from './challenged-store.ts';

/** What speaks against a hazard or a control of a service, and where it comes from. */
export interface Challenging {
  readonly service: { readonly id: string; readonly reference: string };
  /** "HAZ-12", "CTL-31" */
  readonly reference: string;
  /** "INC-3" */
  readonly source: string;
  /** Its address. */
  readonly href: string;
  /** Why it speaks against this, in a few sentences that name nobody. */
  readonly words: string;
}

/**
 * A hazard is challenged: its rating is to be looked at again. What is open from the same source stays as it is.
 * @returns whether it is a new one
 * @throws InputProblem at `hazard` where there is none
 */
export async function challengeHazardIn(tx: CommandTx, challenging: Challenging): Promise<boolean> {
  const { service, reference, ...said } = challenging;
  const number = hazardNumber(reference);
  const [hazard] = number === null ? [] : await hazardsByNumber(tx, service.id, [number]);
  if (!hazard) throw notThere('hazard', reference);
  return putChallenge(tx, { ...said, service: service.id, kind: 'hazard', subject: hazard.id });
}

/**
 * A control failed: it no longer counts as holding until somebody answers. What is open from the same source stays as it is.
 * @returns whether it is a new one
 * @throws InputProblem at `control` where there is none
 */
export async function challengeControlIn(tx: CommandTx, challenging: Challenging): Promise<boolean> {
  const { service, reference, ...said } = challenging;
  const number = controlNumber(reference);
  const [control] = number === null ? [] : await controlsByNumber(tx, service.id, [number]);
  if (!control) throw notThere('control', reference);
  return putChallenge(tx, { ...said, service: service.id, kind: 'control', subject: control.id });
}

function notThere(kind: 'hazard' | 'control', reference: string): InputProblem {
  return new InputProblem([{ field: kind, message: `There is no ${kind} ${reference} in this service.` }]);
}

/**
 * What of the hazards and controls of a service is challenged at a moment, and by what: references in the order of their
 * numbers, hazards first. Four queries.
 */
export async function challengedIn(
  tx: ReadTx,
  service: string,
  references: readonly string[],
  moment: Moment,
): Promise<readonly { readonly reference: string; readonly source: string; readonly at: Date }[]> {
  const numbers = (of: (reference: string) => number | null) =>
    references.flatMap((reference) => {
      const number = of(reference);
      return number === null ? [] : [number];
    });
  const [hazards, controls] = await Promise.all([
    hazardsByNumber(tx, service, numbers(hazardNumber)),
    controlsByNumber(tx, service, numbers(controlNumber)),
  ]);
  const [ofHazards, ofControls] = await Promise.all([
    openChallenges(
      tx,
      'hazard',
      hazards.map(({ id }) => id),
      moment,
    ),
    openChallenges(
      tx,
      'control',
      controls.map(({ id }) => id),
      moment,
    ),
  ]);
  const said = (reference: string, challenges: ReturnType<typeof ofHazards.get>) =>
    (challenges ?? []).map(({ source, at }) => ({ reference, source, at }));
  return [
    ...hazards.flatMap(({ id, number }) => said(hazardReference(number), ofHazards.get(id))),
    ...controls.flatMap(({ id, number }) => said(controlReference(number), ofControls.get(id))),
  ];
}
