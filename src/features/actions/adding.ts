import type { CommandTx } from '../../platform/commands/command.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { dateIn } from '../../platform/london-time.ts';
import { standing } from '../../platform/sessions/sessions.ts';
import type { Day } from '../../words/days.ts';
import { whyNotDue, type ActionSource } from './domain.ts';
import { membersNow } from './people-store.ts';
import { canDo } from './seeing.ts';
import { nextNumber, putAction } from './store.ts';

/** The service of an action. */
export interface ServiceOfAction {
  readonly id: string;
  /** In capitals. */
  readonly reference: string;
}

export interface NewAction {
  /** Null for what belongs to no single service. */
  readonly service: ServiceOfAction | null;
  readonly title: string;
  /** The id of a person of the organisation. */
  readonly owner: string;
  readonly due: Day;
  /** Null for one that is added by hand. */
  readonly source: ActionSource | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who can own an action of this service, in the order of their names. */
export async function ownersFor(tx: ReadTx, service: ServiceOfAction | null, now: Date): Promise<Person[]> {
  const members = await membersNow(tx);
  return members
    .filter(({ grants }) => canDo({ grants: standing(grants, now) }, service))
    .map(({ id, name }) => ({ id, name }));
}

/**
 * Adds an action in the transaction of whatever it comes from. It stays when its source is closed.
 * @param fields how the form calls its fields, where it does otherwise: problems stand at them
 * @throws InputProblem where nobody can own it, or the day is none
 */
export async function addAction(
  tx: CommandTx,
  action: NewAction,
  fields: { readonly owner: string; readonly due: string } = { owner: 'owner', due: 'due' },
): Promise<{ readonly id: string; readonly number: number }> {
  const [number, owner] = await Promise.all([nextNumber(tx), ownerProblem(tx, action.owner, action.service)]);
  const due = whyNotDue(action.due, dateIn(tx.at));
  const found = [
    ...(owner === null ? [] : [{ field: fields.owner, message: owner }]),
    ...(due === null ? [] : [{ field: fields.due, message: due }]),
  ];
  if (found.length > 0) throw new InputProblem(found);
  const id = tx.newId();
  await putAction(tx, {
    id,
    number,
    service: action.service?.id ?? null,
    title: tx.text(action.title)!,
    owner: action.owner,
    due: action.due,
    state: 'open',
    evidence: null,
    evidenceLink: null,
    reason: null,
    source: action.source,
  });
  return { id, number };
}

/** What is wrong with an owner; null where nothing is. */
export async function ownerProblem(
  tx: CommandTx,
  owner: string,
  service: ServiceOfAction | null,
): Promise<string | null> {
  const [member] = await membersNow(tx, owner);
  if (member && canDo({ grants: standing(member.grants, tx.at) }, service)) return null;
  return service
    ? 'Choose somebody who has a role in this service, besides viewer and assessor.'
    : 'Choose somebody who has a role in the whole organisation, besides viewer and assessor.';
}
