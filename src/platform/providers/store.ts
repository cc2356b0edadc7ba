import sql from 'sql-template-tag';
import type { PlatformTx } from '../sessions/store.ts';

/*
 * Ways to providers that were begun, what came back, and whom a provider knows.
 */

type Rows = Pick<PlatformTx, 'rows'>;

export type Purpose = 'sign-in' | 'link' | 'confirm';

export interface Flow {
  readonly state: Buffer;
  readonly browser: Buffer;
  readonly provider: string;
  readonly purpose: Purpose;
  readonly session: string | null;
  readonly kept: Buffer | null;
  readonly expiresAt: Date;
}

/** Keeps a way that was begun, and takes away those that nobody came back from. */
export async function addFlow(tx: Rows, flow: Flow, now: Date): Promise<void> {
  await tx.rows(sql`delete from provider_flow where expires_at <= ${now}`);
  await tx.rows(sql`
    insert into provider_flow (state_digest, browser_digest, provider, purpose, session_id, kept, expires_at)
    values (${flow.state}, ${flow.browser}, ${flow.provider}, ${flow.purpose}, ${flow.session}, ${flow.kept},
      ${flow.expiresAt})`);
}

/** Takes a way that was begun by this browser with this provider: it can be gone once. */
export async function takeFlow(
  tx: Rows,
  { state, browser, provider }: Pick<Flow, 'state' | 'browser' | 'provider'>,
  now: Date,
): Promise<Pick<Flow, 'purpose' | 'session' | 'kept'> | null> {
  const [row] = await tx.rows<Pick<Flow, 'purpose' | 'session' | 'kept'>>(sql`
    delete from provider_flow
    where state_digest = ${state} and browser_digest = ${browser} and provider = ${provider} and expires_at > ${now}
    returning purpose, session_id as session, kept`);
  return row ?? null;
}

/** What came back, and waits for a person's own act. */
export interface Return {
  readonly id: Buffer;
  readonly browser: Buffer;
  readonly purpose: 'join' | 'link' | 'confirm';
  readonly session: string | null;
  readonly kept: Buffer;
  readonly expiresAt: Date;
}

export async function addReturn(tx: Rows, back: Return, now: Date): Promise<void> {
  await tx.rows(sql`delete from provider_return where expires_at <= ${now}`);
  await tx.rows(sql`
    insert into provider_return (id_digest, browser_digest, purpose, session_id, kept, expires_at)
    values (${back.id}, ${back.browser}, ${back.purpose}, ${back.session}, ${back.kept}, ${back.expiresAt})`);
}

type Sought = Pick<Return, 'id' | 'browser' | 'purpose' | 'session'>;

/** Looks at what came back, without using it up. */
export async function findReturn(tx: Rows, sought: Sought, now: Date): Promise<Buffer | null> {
  const [row] = await tx.rows<{ kept: Buffer }>(sql`
    select kept from provider_return
    where id_digest = ${sought.id} and browser_digest = ${sought.browser} and purpose = ${sought.purpose}
      and session_id is not distinct from ${sought.session}::uuid and expires_at > ${now}`);
  return row?.kept ?? null;
}

/** Uses it up: of two at once, one gets it. */
export async function takeReturn(tx: Rows, sought: Sought, now: Date): Promise<Buffer | null> {
  const [row] = await tx.rows<{ kept: Buffer }>(sql`
    delete from provider_return
    where id_digest = ${sought.id} and browser_digest = ${sought.browser} and purpose = ${sought.purpose}
      and session_id is not distinct from ${sought.session}::uuid and expires_at > ${now}
    returning kept`);
  return row?.kept ?? null;
}

/** Takes away what is over anyway. */
export async function sweepProviders(tx: Rows, now: Date): Promise<void> {
  await tx.rows(sql`delete from provider_flow where expires_at <= ${now}`);
  await tx.rows(sql`delete from provider_return where expires_at <= ${now}`);
}

/** A link between a person and what a provider calls them. */
export interface LinkedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly provider: string;
  readonly person: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

const IDENTITY = sql`issuer, subject, provider, person_id as person, linked_at as "linkedAt", last_used_at as "lastUsedAt"`;

type Named = Pick<LinkedIdentity, 'issuer' | 'subject'>;

/** Who that is here, if anybody; and notes that they came in. */
export async function useIdentity(
  tx: Rows,
  { issuer, subject, provider }: Named & Pick<LinkedIdentity, 'provider'>,
  now: Date,
): Promise<LinkedIdentity | null> {
  const [row] = await tx.rows<LinkedIdentity>(sql`
    update person_identity set last_used_at = ${now}, provider = ${provider}
    where issuer = ${issuer} and subject = ${subject} returning ${IDENTITY}`);
  return row ?? null;
}

export async function identityOf(tx: Rows, { issuer, subject }: Named): Promise<LinkedIdentity | null> {
  const [row] = await tx.rows<LinkedIdentity>(sql`
    select ${IDENTITY} from person_identity where issuer = ${issuer} and subject = ${subject}`);
  return row ?? null;
}

/** What providers call this person; the one that was linked first stands first. */
export async function identitiesOf(tx: Rows, person: string): Promise<LinkedIdentity[]> {
  return tx.rows<LinkedIdentity>(sql`
    select ${IDENTITY} from person_identity where person_id = ${person} order by linked_at, issuer, subject limit 50`);
}

/** @returns false where it is linked already, to whomever */
export async function linkIdentity(
  tx: Rows,
  { issuer, subject, provider, person }: Omit<LinkedIdentity, 'linkedAt' | 'lastUsedAt'>,
  now: Date,
): Promise<boolean> {
  const rows = await tx.rows(sql`
    insert into person_identity (issuer, subject, provider, person_id, linked_at)
    values (${issuer}, ${subject}, ${provider}, ${person}, ${now})
    on conflict (issuer, subject) do nothing returning issuer`);
  return rows.length > 0;
}

/** @returns whether it was this person's, and is not any more */
export async function unlinkIdentity(tx: Rows, person: string, { issuer, subject }: Named): Promise<boolean> {
  const rows = await tx.rows(sql`
    delete from person_identity where person_id = ${person} and issuer = ${issuer} and subject = ${subject}
    returning issuer`);
  return rows.length > 0;
}
