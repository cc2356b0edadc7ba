import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { anyCommand } from '../../platform/commands/command.ts';
import { execute } from '../../platform/commands/execute.ts';
import type { Services } from '../../platform/feature.ts';
import { sendConcern } from './commands.ts';
import { isAnything, NOTHING_ANSWERED, type Answers } from './domain.ts';
import { IDLE, type Door } from './door.ts';
import { draftOf, draftToChange, forgetDraft, forgetDraftsBefore, keepDraft, touchDraft } from './draft-store.ts';
import { newPassphrase, sealConcern } from './sealed.ts';

/*
 * What is being written, between one page and the next: sealed on the server, and nowhere in the browser. It is in no ledger, for
 * nothing has been said yet; and what was sent is a concern once, however often somebody presses the button.
 */

const sendingSchema = z.strictObject({ id: z.string(), reference: z.string(), words: z.string(), done: z.boolean() });
const schema = z.strictObject({ answers: z.custom<Answers>(), sending: sendingSchema.nullable() });

/** A draft: what was answered, and what it is sent as, once it is. */
export interface Draft {
  readonly answers: Answers;
  readonly sending: {
    readonly id: string;
    readonly reference: string;
    readonly words: string;
    readonly done: boolean;
  } | null;
}

export const EMPTY: Draft = { answers: NOTHING_ANSWERED, sending: null };

type Ground = Pick<Services, 'ground' | 'now'>;
/** A door behind which something is being filled in. */
export type FormDoor = Door & { readonly draft: string };

const place = (id: string) => `concern draft ${id}`;

function opened({ ground }: Ground, door: FormDoor, body: Buffer | null): Draft {
  if (body === null) return EMPTY;
  const text = ground.sealing.open(door.organisation, place(door.draft), body);
  const { answers, sending } = schema.parse(JSON.parse(text));
  return { answers: { ...NOTHING_ANSWERED, ...answers }, sending };
}

function sealed({ ground }: Ground, door: FormDoor, draft: Draft): Buffer {
  return ground.sealing.seal(door.organisation, place(door.draft), JSON.stringify(draft));
}

function unusedSince(now: Date): Date {
  return new Date(now.getTime() - IDLE);
}

/** What is there so far; nothing, where nobody used it for half an hour. */
export async function readDraft(services: Ground, door: FormDoor): Promise<Draft> {
  const body = await services.ground.database.read(door.organisation, (tx) =>
    draftOf(tx, door.draft, unusedSince(services.now())),
  );
  return opened(services, door, body);
}

/** Changes the answers. What was sent already is not changed any more. */
export async function writeDraft(
  services: Ground,
  door: FormDoor,
  change: (answers: Answers) => Answers,
): Promise<Draft> {
  const now = services.now();
  return services.ground.database.write(door.organisation, async (tx) => {
    forgetDraftsBefore(tx, unusedSince(now));
    const before = opened(services, door, await draftToChange(tx, door.draft, unusedSince(now)));
    if (before.sending !== null) return before;
    const after = { ...before, answers: change(before.answers) };
    keepDraft(tx, door.draft, sealed(services, door, after), now);
    return after;
  });
}

/** It is still wanted. */
export async function keepAlive(services: Ground, door: FormDoor): Promise<void> {
  const now = services.now();
  await services.ground.database.write(door.organisation, async (tx) =>
    touchDraft(tx, door.draft, now, unusedSince(now)),
  );
}

/** Nothing of it stays. */
export async function dropDraft(services: Ground, door: FormDoor): Promise<void> {
  await services.ground.database.write(door.organisation, async (tx) => forgetDraft(tx, door.draft));
}

/**
 * Sends it: one draft is one concern. What it is called is kept before it is sent, so that whoever sends it again, after whatever went
 * wrong, gets the same reference and words. When this returns, it is stored.
 * @returns null where nothing was written
 */
export async function sendDraft(services: Ground, door: FormDoor): Promise<Draft | null> {
  const { ground } = services;
  const now = services.now();
  const draft = await ground.database.write(door.organisation, async (tx) => {
    const before = opened(services, door, await draftToChange(tx, door.draft, unusedSince(now)));
    if (before.sending !== null || !isAnything(before.answers)) return before;
    const named = { ...before, sending: { id: randomUUID(), ...newPassphrase(), done: false } };
    keepDraft(tx, door.draft, sealed(services, door, named), now);
    return named;
  });
  const { sending, answers } = draft;
  if (sending === null) return null;
  if (sending.done) return draft;
  const { organisation, service } = door;
  const concern = await sealConcern(ground.sealing, organisation, { ...sending, answers });
  const text = (bytes: Buffer) => bytes.toString('base64');
  const input = {
    service: service.reference,
    id: sending.id,
    reference: sending.reference,
    answers: text(concern.answers),
    contact: text(concern.contact),
    salt: text(concern.salt),
    verifier: text(concern.verifier),
  };
  await execute(ground, anyCommand(sendConcern), input, { actor: { kind: 'system' }, organisation });
  const done = { answers: NOTHING_ANSWERED, sending: { ...sending, done: true } };
  await ground.database.write(organisation, async (tx) => keepDraft(tx, door.draft, sealed(services, door, done), now));
  return done;
}
