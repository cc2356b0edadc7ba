import sql, { raw } from 'sql-template-tag';
import type { ReadTx } from '../platform/database/database.ts';

/** A row as it lies in its table. */
export type Row = Readonly<Record<string, unknown>>;

const TABLES = [
  'hazard',
  'hazard_rating',
  'hazard_judgement',
  'hazard_control',
  'hazard_log',
  'hazard_challenge',
  'control',
  'control_evidence',
  'question',
  'observation',
  'observation_dismissal',
  'release',
  'assumption',
  'nomination',
  'registration',
  'registration_look_up',
  'registration_gap',
  'training',
  'competence',
  'membership',
] as const;
export type Tables = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

/** All rows of these tables, as JSON and nothing more: what an independent hand reads. */
export async function rawRows(tx: ReadTx): Promise<Tables> {
  const read = TABLES.map(async (table) => {
    const rows = await tx.rows<{ row: Row }>(sql`select to_jsonb(t) as row from ${raw(table)} t`);
    return [table, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(read)) as unknown as Tables;
}
