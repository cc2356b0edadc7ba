import sql from 'sql-template-tag';
import type { PlatformTx } from './store.ts';

/** How the first start of an installation went. */
export interface FirstStart {
  /** The demo's organisation and its owner; null where no demo was wanted. */
  readonly organisation: string | null;
  readonly person: string | null;
  /** Null while it is under way, or where it was cut short. */
  readonly doneAt: Date | null;
}

const FIRST_START = 7_303_019;

/** Held to the end of the transaction: of several processes that start at once, one makes the demo and the others wait. */
export async function lockFirstStart(tx: PlatformTx): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(${FIRST_START})`);
}

export async function findFirstStart(tx: PlatformTx): Promise<FirstStart | null> {
  const [row] = await tx.rows<FirstStart>(sql`
    select organisation_id as organisation, person_id as person, done_at as "doneAt" from first_start`);
  return row ?? null;
}

export async function beginFirstStart(
  tx: PlatformTx,
  { organisation, person }: Pick<FirstStart, 'organisation' | 'person'>,
  now: Date,
): Promise<void> {
  await tx.rows(sql`
    insert into first_start (organisation_id, person_id, begun_at) values (${organisation}, ${person}, ${now})`);
}

export async function moveFirstStart(tx: PlatformTx, organisation: string): Promise<void> {
  await tx.rows(sql`update first_start set organisation_id = ${organisation}`);
}

export async function endFirstStart(tx: PlatformTx, now: Date): Promise<void> {
  await tx.rows(sql`update first_start set done_at = ${now} where done_at is null`);
}

export async function anyOrganisation(tx: PlatformTx): Promise<boolean> {
  const [row] = await tx.rows<{ found: boolean }>(sql`select exists (select from all_organisations()) as found`);
  return row?.found === true;
}
