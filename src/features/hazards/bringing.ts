import type { CommandTx } from '../../platform/commands/command.ts';
import { InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { foldWord } from '../schemes/index.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { listEdit, type KeptText } from './domain/edit.ts';
import { hazardToEdit, putHazardWords } from './edit-store.ts';
import { serviceNamed } from './service-store.ts';

/** What is brought into a hazard that stands in the log already. */
export interface Bringing {
  /** The reference of the service. */
  readonly service: string;
  /** "HAZ-12" */
  readonly hazard: string;
  /** Causes that it may not have yet. */
  readonly causes: readonly string[];
}

export interface Brought {
  readonly id: string;
  readonly reference: string;
  /** How many causes it did not have. */
  readonly added: number;
}

/**
 * Adds causes to a hazard in the transaction of whatever they come from: a workshop, an incident. Those that it has already,
 * in the same words, are not added again; its ratings stay as they are.
 * @throws InputProblem at `hazard` where there is none; NotPossible where it is retired, or its service
 */
export async function bringCausesIn(tx: CommandTx, { service: reference, hazard, causes }: Bringing): Promise<Brought> {
  const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
  if (service.retired)
    throw new NotPossible(`${service.reference} is retired. To change its hazard log, take it up again first.`);
  const number = hazardNumber(hazard);
  if (number === null) throw new InputProblem([{ field: 'hazard', message: 'Give the number of a hazard: HAZ-12.' }]);
  const was = await hazardToEdit(tx, service.id, number);
  const named = hazardReference(number);
  if (!was) throw new InputProblem([{ field: 'hazard', message: `There is no hazard ${named} in this service.` }]);
  if (was.retired) throw new NotPossible(`${named} is retired: the log that was taken in last does not have it.`);
  if (!was.name) throw new NotFound(`${named} has no name any more.`);
  const known = new Set(was.causes.map(({ text }) => foldWord(text)));
  const fresh = causes.filter((cause) => cause !== '' && !known.has(foldWord(cause)));
  if (fresh.length > 0) {
    const same = (list: readonly KeptText[]) =>
      listEdit(
        list,
        list.map(({ text }) => text),
      );
    const kept = (text: KeptText | null) => ({ was: text, text: text?.text ?? '' });
    await putHazardWords(
      tx,
      was,
      {
        // Whatever else is said of it stays as it is.
        ...was,
        name: kept(was.name),
        description: kept(was.description),
        effects: same(was.effects),
        harms: same(was.harms),
        causes: listEdit(was.causes, [...was.causes.map(({ text }) => text), ...fresh]),
        notes: kept(was.notes),
      },
      null,
    );
  }
  return { id: was.id, reference: named, added: fresh.length };
}
