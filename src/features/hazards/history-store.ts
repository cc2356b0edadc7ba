import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { said, type Moment } from '../../platform/ledger/moment-store.ts';
import { changesOf } from '../../platform/subjects/store.ts';
import { authorsOf, versionsOf, versionsOfControl } from './difference-store.ts';
import { controlHistoryOf, historyOf, type Happened } from './domain/history.ts';
import type { HistoryEntry } from './domain/record.ts';

/** The command that takes words in from a file. */
const IMPORT = 'importHazardLog';
/** Entries that one page shows at most. */
const MOST = 100;

/**
 * What happened to a hazard up to a moment, the latest first: from its versions, those of its ratings, causes and controls,
 * and the entries of the ledger that are about it.
 */
export async function hazardHistory(tx: ReadTx, hazard: string, moment: Moment): Promise<HistoryEntry[]> {
  const to = moment.seq ?? Number.MAX_SAFE_INTEGER - 1;
  const [versions, about, changes] = await Promise.all([
    versionsOf(tx, [hazard], { from: 0, to }),
    entriesAbout(tx, hazard),
    changesOf(tx, { kind: 'hazard', id: hazard }, MOST),
  ]);
  return told(
    tx,
    historyOf(versions, about, changes, MOST).filter(({ seq }) => seq <= to),
  );
}

/** What happened to a control up to a moment, the latest first. */
export async function controlHistory(tx: ReadTx, control: string, moment: Moment): Promise<HistoryEntry[]> {
  const to = moment.seq ?? Number.MAX_SAFE_INTEGER - 1;
  const versions = await versionsOfControl(tx, control);
  return told(
    tx,
    controlHistoryOf(versions, MOST).filter(({ seq }) => seq <= to),
  );
}

/** With who did it and when. */
async function told(tx: ReadTx, happened: readonly Happened[]): Promise<HistoryEntry[]> {
  const entries = await authorsOf(
    tx,
    happened.map(({ seq }) => seq),
  );
  return happened.flatMap((one) => {
    const entry = entries.get(one.seq);
    return entry ? [entryOf(one, entry)] : [];
  });
}

function entryOf(
  { seq, what, words, file }: Happened,
  { at, who, command }: { readonly at: Date; readonly who: string; readonly command: string },
): HistoryEntry {
  const source = words.length > 0 && file !== null && command === IMPORT ? [`The words are from ${file}.`] : [];
  return {
    seq,
    at: at.toISOString(),
    who,
    what: [...what, ...source],
    words: words.map(({ what: name, before, after, class: of, reason }) => ({
      what: name,
      before,
      after,
      class: of,
      reason,
    })),
  };
}

/** What entries say of a hazard that no version of it does: which text was erased, and why a control was taken off it. */
async function entriesAbout(tx: ReadTx, hazard: string): Promise<Pick<Happened, 'seq' | 'what'>[]> {
  const rows = await tx.rows<{
    seq: number;
    command: string;
    field: string;
    control: string;
    reason: string | null;
  }>(sql`
    select e.seq, e.command, c.content::jsonb #>> '{input,field}' as field,
      c.content::jsonb #>> '{input,control}' as control, ${said('t')} as reason
    from ledger_entry e
    join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    left join text_value t on t.organisation_id = e.organisation_id
      and t.id = (c.content::jsonb #>> '{input,reason,text}')::uuid
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.subject_kind = 'hazard'
      and e.subject_id = ${hazard} and e.command in ('eraseHazardText', 'dropControl')`);
  return rows.map(({ seq, command, field, control, reason }) => ({
    seq,
    what: [
      `${command === 'dropControl' ? `${control} was taken off` : `A text was erased (${field})`}${reason ? `: ${reason}` : ''}`,
    ],
  }));
}
