import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { optionalLine } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { changedBy, entryOf, hazardsToChange, putBack, putHazardPatches, type ChangedRow } from './bulk-store.ts';
import { controlReference, hazardNumber, hazardReference, VULNERABLE_GROUPS } from './domain.ts';
import { BULK_FIELDS, bulkClass, bulkRows, type BulkHazard } from './domain/bulk.ts';
import { livingService, mayEdit } from './edit-commands.ts';
import { hazardField, serviceField } from './queries.ts';

/*
 * Working in the table of a log: one change to many hazards, and a change taken back. Neither touches a rating or a status.
 */

const feature = 'hazards';

/** Hazards that are changed at once: as many as one page of a log shows. */
export const MOST_AT_ONCE = 500;

const seqField = (message: string) => z.coerce.number(message).int(message).min(1, message);

export const changeHazards = command({
  feature,
  name: 'changeHazards',
  summary:
    'Makes one change to several hazards: their owner, their component, or a vulnerable group; all of them or none',
  past: ['several hazards were changed at once', 'several hazards were changed at once, # times'],
  input: z.strictObject({
    service: serviceField,
    hazards: z
      .array(hazardField, 'Choose the hazards to change.')
      .min(1, 'Choose the hazards to change.')
      .max(MOST_AT_ONCE, `Change at most ${MOST_AT_ONCE} hazards at a time.`),
    field: z.enum(BULK_FIELDS, 'Choose what changes: the owner, the component, or a vulnerable group.'),
    /** '' takes an owner or a component away. */
    value: optionalLine(2_000),
    /** The latest version among those that were looked at; what changed after it is not changed unseen. */
    version: seqField('Send the latest version of the hazards that you saw.'),
  }),
  may: mayEdit,
  subject: (_input, output: BulkDone) => ({ kind: 'hazard', id: output.ids[0]! }),
  record: ({ service, hazards, field, version }, { class: of }) => ({ service, hazards, field, version, class: of }),
  run: async (tx, _actor, input): Promise<BulkDone> => {
    if (input.field === 'vulnerable' && !Object.hasOwn(VULNERABLE_GROUPS, input.value))
      throw new InputProblem([{ field: 'value', message: 'Choose a vulnerable group from the list.' }]);
    const service = await livingService(tx, input.service);
    const numbers = [...new Set(input.hazards.map((hazard) => hazardNumber(hazard)!))].toSorted((a, b) => a - b);
    const hazards = await hazardsToChange(tx, service.id, numbers);
    refuseMissing(numbers, hazards);
    refuseChanged(hazards, input.version);
    const rows = bulkRows(hazards, input).filter((row) => row.class !== null);
    const of = bulkClass(rows);
    if (of === null) throw new NotPossible('Every one of these hazards says so already. Nothing was changed.');
    await putHazardPatches(
      tx,
      rows.map(({ id, after }) => ({ id, patch: { [input.field]: after } })),
    );
    return {
      ids: rows.map(({ id }) => id),
      hazards: rows.map(({ reference }) => reference),
      class: of,
      version: tx.seq,
    };
  },
});

type BulkDone = { ids: string[]; hazards: string[]; class: string; version: number };

/** @throws InputProblem, NotPossible */
function refuseMissing(numbers: readonly number[], hazards: readonly BulkHazard[]): void {
  const found = new Set(hazards.map(({ number }) => number));
  const missing = numbers.filter((number) => !found.has(number));
  if (missing.length > 0) {
    const named = missing.slice(0, 5).map(hazardReference).join(', ');
    throw new InputProblem([{ field: 'hazards', message: `There is no ${named} in this service.` }]);
  }
  const retired = hazards.find((hazard) => hazard.retired);
  if (retired)
    throw new NotPossible(
      `${hazardReference(retired.number)} is retired, and its words stay as they are. Nothing was changed.`,
    );
}

/** @throws Conflict where somebody changed one of them meanwhile: then none is changed */
function refuseChanged(hazards: readonly BulkHazard[], seen: number): void {
  const changed = hazards.filter(({ version }) => version > seen).map(({ number }) => hazardReference(number));
  if (changed.length === 0) return;
  const named = changed.length > 5 ? `${changed.length} of these hazards` : changed.join(', ');
  throw new Conflict(
    `Somebody changed ${named} while you were here. Nothing was changed. Look at what each says now before you save it.`,
    {},
    Math.max(...hazards.map(({ version }) => version)),
  );
}

/** Commands whose changes can be taken back: they change words alone. */
export const UNDOABLE: readonly string[] = ['editHazard', 'editControl', 'changeHazards', 'undoChange'];

type Undone = { id: string; kind: string; changed: string[]; version: number };

export const undoChange = command({
  feature,
  name: 'undoChange',
  summary:
    'Takes a change of words back, where nothing was changed since: the words before stand again, as a new version',
  past: ['a change of words was taken back', '# changes of words were taken back'],
  input: z.strictObject({
    service: serviceField,
    /** The number of the ledger's entry that made the change: "version" of what it changed. */
    change: seqField('Say which change: the version that it made.'),
  }),
  may: mayEdit,
  subject: (_input, { kind, id }: Undone) => ({ kind, id }),
  run: async (tx, _actor, input): Promise<Undone> => {
    const service = await livingService(tx, input.service);
    const [entry, rows] = await Promise.all([entryOf(tx, input.change), changedBy(tx, service.id, input.change)]);
    const refused = whyNotUndone(entry?.command ?? null, rows);
    if (refused !== null) throw new NotPossible(refused);
    await putBack(tx, rows, input.change);
    const [first] = rows;
    return { id: first!.id, kind: first!.kind, changed: rows.map(referenceOfRow), version: tx.seq };
  },
});

export function referenceOfRow({ kind, number }: Pick<ChangedRow, 'kind' | 'number'>): string {
  return kind === 'hazard' ? hazardReference(number) : controlReference(number);
}

/** Why a change cannot be taken back; null where it can. @param name the command that made it; null for none */
export function whyNotUndone(name: string | null, rows: readonly ChangedRow[]): string | null {
  if (name === null || rows.length === 0 || !UNDOABLE.includes(name) || rows.some(({ before }) => !before))
    return 'This is no change of words that can be undone. Nothing was changed.';
  const changed = rows.filter(({ still }) => !still).map(referenceOfRow);
  if (changed.length === 0) return null;
  const named = changed.length > 5 ? `${changed.length} of them` : changed.join(', ');
  return `${named} was changed again since, so that this can no longer be undone. Nothing was changed. Its history has the words before: change it as it should be.`;
}
