import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { sha256 } from '../../platform/canonical.ts';
import { statesOf } from '../../platform/subjects/store.ts';
import type { ApprovalFacts } from '../../platform/subjects/approval.ts';
import { findService } from '../services/index.ts';
import { signedBy } from './lines.ts';
import { standingFrom } from './looking.ts';
import { approvalsIn, type StoredApproval } from './store.ts';

const STATES = ['current', 'out of date', 'challenged', 'expired', 'void', 'superseded'] as const;

const approvalSchema = z.object({
  id: z.string(),
  kind: z.string().describe('What kind of subject it is of: "service" is its intended use'),
  subject: z.string(),
  title: z.string(),
  number: z.number(),
  signedAt: z.string(),
  validUntil: z.string().nullable(),
  states: z.array(z.enum(STATES)).describe('What is true of it now; several can be. An earlier version is superseded.'),
  editorialDrift: z.boolean().describe('Something editorial changed since: it lapses nothing'),
  fingerprint: z.string(),
  signatures: z.array(
    z.object({
      id: z.string().describe('With this id, "primum approval" writes it to a file that can be verified'),
      by: z.string(),
      at: z.string(),
      role: z.string(),
      decision: z.string(),
      author: z.boolean(),
      meaning: z.string(),
      entry: z.number().describe('The entry of the ledger that it is'),
      outside: z.boolean(),
    }),
  ),
});

export const approvals = query({
  feature: 'approvals',
  name: 'approvals',
  summary: 'The approved versions of everything that is signed in a service, the latest first, and how each stands now',
  input: z.strictObject({ service: z.string('Name the service by its reference, such as DEMO.').max(60) }),
  output: z.object({ approvals: z.array(approvalSchema) }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service }, now) => {
    const { id } = await findService(tx, service);
    const stored = await approvalsIn(tx, id);
    const refs = stored.flatMap((one) => [
      { kind: one.kind, id: one.subject },
      { kind: `${one.kind}-approval`, id: one.id },
    ]);
    const states = new Map((await statesOf(tx, refs)).map((state) => [`${state.kind} ${state.id}`, state]));
    return {
      approvals: stored.map((one) => {
        const subject = states.get(`${one.kind} ${one.subject}`);
        const kept = states.get(`${one.kind}-approval ${one.id}`);
        if (!subject) throw new NotFound(`There is no subject of version ${one.number}.`);
        const facts = (kept?.own.facts ?? null) as ApprovalFacts | null;
        return recordOf(one, standingFrom(one, facts, subject, now));
      }),
    };
  },
});

function recordOf(one: StoredApproval, standing: ReturnType<typeof standingFrom>): z.output<typeof approvalSchema> {
  const states: (typeof STATES)[number][] = [
    ...(standing.void ? (['void'] as const) : []),
    ...(one.superseded ? (['superseded'] as const) : []),
    ...(standing.outOfDate ? (['out of date'] as const) : []),
    ...(standing.challenged ? (['challenged'] as const) : []),
    ...(standing.expired && !one.superseded ? (['expired'] as const) : []),
  ];
  return {
    id: one.id,
    kind: one.kind,
    subject: one.subject,
    title: one.signatures[0]?.record.subject.title ?? '',
    number: one.number,
    signedAt: one.signedAt.toISOString(),
    validUntil: one.validUntil?.toISOString() ?? null,
    states: states.length === 0 ? ['current'] : states,
    editorialDrift: !one.superseded && standing.editorialDrift,
    fingerprint: sha256(Buffer.concat([one.material, one.editorial])).toString('hex'),
    signatures: one.signatures.map((signature) => ({
      id: signature.id,
      by: signedBy(signature),
      at: signature.at.toISOString(),
      role: signature.record.role,
      decision: signature.record.decision,
      author: signature.record.author,
      meaning: signature.record.meaning,
      entry: signature.seq,
      outside: signature.record.outside !== null,
    })),
  };
}
