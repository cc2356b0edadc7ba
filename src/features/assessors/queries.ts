import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { isAssessing, WHOEVER_SEES_THE_SERVICE, type Actor } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { findService } from '../services/index.ts';
import { isWaiting, stateOf } from './domain.ts';
import { INVITES, serviceField } from './fields.ts';
import { commentsOf, invitationsOf, looksOf, type StoredComment, type StoredInvitation } from './store.ts';

const feature = 'assessors';

/** As many as are shown; who was invited before that is in the ledger. */
const MOST = 200;

/** Who was invited to look at a service, and how often they did. */
export interface InvitationLine extends StoredInvitation {
  readonly looks: number;
  /** Null where they have not looked yet. */
  readonly lastLook: Date | null;
}

/** The latest first. Two queries. */
export async function invitationLines(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
): Promise<InvitationLine[]> {
  const [invitations, looks] = await Promise.all([invitationsOf(tx, service.id, MOST), looksOf(tx, service.reference)]);
  const byPerson = new Map(looks.map((one) => [one.person, one]));
  return invitations.map((one) => {
    const looked = byPerson.get(one.person.id);
    return { ...one, looks: looked?.looks ?? 0, lastLook: looked?.last ?? null };
  });
}

/** The comments that somebody sees: the team all of them, and an assessor what they said and what was answered to it. */
export async function commentsSeen(
  tx: ReadTx,
  { id: service, reference }: { readonly id: string; readonly reference: string },
  actor: Actor,
  standard?: string,
): Promise<StoredComment[]> {
  const own = isAssessing(actor, reference) && actor.kind === 'person' ? { author: actor.id } : {};
  return commentsOf(tx, { service, ...own, ...(standard !== undefined && { standard }) }, MOST);
}

const moment = z.string().nullable();

export const assessors = query({
  feature,
  name: 'assessors',
  summary: 'Who was invited to look at a service, until when, and how often they looked',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    assessors: z.array(
      z.object({
        number: z.number(),
        person: z.string(),
        name: z.string(),
        from: z.string(),
        standards: z.array(z.string()),
        state: z.enum(['open', 'ended', 'over']),
        invitedBy: z.string(),
        invitedAt: z.string(),
        until: z.string(),
        endedAt: moment,
        looks: z.number(),
        lastLook: moment,
      }),
    ),
  }),
  may: { ...INVITES, operator: true },
  run: async (tx, { service }, now) => {
    const lines = await invitationLines(tx, await findService(tx, service));
    return {
      assessors: lines.map((one) => ({
        number: one.number,
        person: one.person.id,
        name: one.person.name,
        from: one.from,
        standards: [...one.standards],
        state: stateOf(one, now),
        invitedBy: one.invitedBy,
        invitedAt: one.invitedAt.toISOString(),
        until: one.until.toISOString(),
        endedAt: one.endedAt?.toISOString() ?? null,
        looks: one.looks,
        lastLook: one.lastLook?.toISOString() ?? null,
      })),
    };
  },
});

export const assessorComments = query({
  feature,
  name: 'assessorComments',
  summary: 'What assessors said of a service, and what was answered; for an assessor, what they said themselves',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    comments: z.array(
      z.object({
        comment: z.number(),
        by: z.string(),
        from: z.string(),
        at: z.string(),
        standard: moment,
        section: moment,
        text: z.string(),
        waits: z.boolean(),
        answers: z.array(z.object({ by: z.string(), at: z.string(), text: z.string(), action: z.number().nullable() })),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service }, _now, actor) => {
    const comments = await commentsSeen(tx, await findService(tx, service), actor);
    return {
      comments: comments.map((one) => ({
        comment: one.number,
        by: one.author.name,
        from: one.from,
        at: one.at.toISOString(),
        standard: one.standard,
        section: one.section,
        text: one.text,
        waits: isWaiting(one),
        answers: one.answers.map((answer) => ({ ...answer, at: answer.at.toISOString() })),
      })),
    };
  },
});
