import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { pageNumber } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { dateIn } from '../../platform/london-time.ts';
import { there } from '../../platform/commands/problems.ts';
import { findService } from '../services/index.ts';
import { assumptionByNumber, assumptionVersions, listAssumptions, type StoredAssumption } from './assumption-store.ts';
import {
  ASSUMPTION_STATES,
  assumptionChanges,
  assumptionNumber,
  assumptionReference,
  assumptionStanding,
  DECISION_STATES,
  decisionNumber,
  decisionReference,
} from './domain.ts';
import { assumptionField, decisionField, serviceField } from './fields.ts';
import {
  countDecisions,
  decisionByNumber,
  linksOf,
  listDecisions,
  type StoredDecision,
  type StoredLink,
} from './store.ts';

const feature = 'decisions';
const may = WHOEVER_SEES_THE_SERVICE;

/** How many decisions stand on one page of the list. */
export const PAGE_SIZE = 50;

const decisionSchema = z.object({
  id: z.string().describe('DEC-3'),
  question: z.string(),
  state: z.enum(DECISION_STATES),
  options: z.array(z.object({ text: z.string(), pros: z.string(), cons: z.string() })),
  chosen: z.number().nullable().describe('The place of the option that was taken, from 1'),
  reason: z.string(),
  decidedOn: z.string().nullable(),
  decidedBy: z
    .union([z.object({ person: z.string() }), z.object({ group: z.string(), people: z.string() })])
    .nullable(),
  supersedes: z.string().nullable(),
  supersededBy: z.string().nullable(),
  touches: z.array(z.object({ kind: z.string().nullable(), reference: z.string() })),
  recordedBy: z.string(),
  recordedAt: z.string(),
  version: z.number(),
});

function decisionRecord(one: StoredDecision, links: readonly StoredLink[]): z.output<typeof decisionSchema> {
  const { by, recorded, options, question, state, chosen, reason, version } = one;
  const refer = (number: number | null) => (number === null ? null : decisionReference(number));
  return {
    id: decisionReference(one.number),
    question,
    state,
    options: [...options],
    chosen,
    reason,
    version,
    decidedOn: one.on,
    decidedBy: by && ('person' in by ? { person: by.person.name } : by),
    supersedes: refer(one.supersedes),
    supersededBy: refer(one.supersededBy),
    touches: links
      .filter(({ decision }) => decision === one.id)
      .map(({ kind, reference, words }) => ({ kind, reference: reference ?? words ?? '' })),
    recordedBy: recorded.by,
    recordedAt: recorded.at.toISOString(),
  };
}

export const decisions = query({
  feature,
  name: 'decisions',
  summary: `The decisions of a service with their options, reasons and what they touch, the latest first, ${PAGE_SIZE} on a page`,
  input: z.strictObject({
    service: serviceField,
    state: z
      .enum([...DECISION_STATES, 'any'], `Choose a state: ${DECISION_STATES.join(', ')}, or "any".`)
      .default('any'),
    words: z.string().max(200).optional().describe('Words in the question, an option or the reason'),
    page: pageNumber(),
  }),
  output: z.object({ decisions: z.array(decisionSchema), total: z.number(), page: z.number(), pages: z.number() }),
  may,
  run: async (tx, { service, state, words, page }) => {
    const { id } = await findService(tx, service);
    const sought = {
      service: id,
      state: state === 'any' ? null : state,
      words: words === undefined || words.trim() === '' ? null : words.trim(),
      touches: null,
    };
    const [found, total] = await Promise.all([
      listDecisions(tx, sought, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      countDecisions(tx, sought),
    ]);
    const links = await linksOf(
      tx,
      found.map((one) => one.id),
    );
    return {
      decisions: found.map((one) => decisionRecord(one, links)),
      total,
      page,
      pages: Math.ceil(total / PAGE_SIZE),
    };
  },
});

export const decision = query({
  feature,
  name: 'decision',
  summary: 'One decision',
  input: z.strictObject({ service: serviceField, decision: decisionField }),
  output: z.object({ decision: decisionSchema }),
  may,
  run: async (tx, { service, decision: named }) => {
    const { id } = await findService(tx, service);
    const number = decisionNumber(named)!;
    const found = there(await decisionByNumber(tx, id, number), `decision ${decisionReference(number)}`);
    return { decision: decisionRecord(found, await linksOf(tx, [found.id])) };
  },
});

const assumptionSchema = z.object({
  id: z.string().describe('ASM-2'),
  text: z.string(),
  why: z.string(),
  owner: z.string(),
  reviewBy: z.string(),
  state: z.enum(ASSUMPTION_STATES),
  standing: z.enum(['current', 'due', 'lapsed', 'found false', 'no longer needed']),
  since: z.string().describe('The day since which it is in this state'),
  reason: z.string(),
  version: z.number(),
});

function assumptionRecord(one: StoredAssumption, today: string): z.output<typeof assumptionSchema> {
  const { text, why, owner, reviewBy, state, since, reason, version } = one;
  return {
    id: assumptionReference(one.number),
    text,
    why,
    owner: owner.name,
    reviewBy,
    state,
    standing: assumptionStanding(one, today),
    since,
    reason,
    version,
  };
}

export const assumptions = query({
  feature,
  name: 'assumptions',
  summary: 'The assumptions of a service: what was found false first, then what is looked at again soonest',
  input: z.strictObject({
    service: serviceField,
    state: z
      .enum([...ASSUMPTION_STATES, 'any'], `Choose a state: ${ASSUMPTION_STATES.join(', ')}, or "any".`)
      .default('any'),
  }),
  output: z.object({ assumptions: z.array(assumptionSchema) }),
  may,
  run: async (tx, { service, state }, now) => {
    const { id } = await findService(tx, service);
    const found = await listAssumptions(tx, { service: id, state: state === 'any' ? null : state });
    return { assumptions: found.map((one) => assumptionRecord(one, dateIn(now))) };
  },
});

export const assumption = query({
  feature,
  name: 'assumption',
  summary: 'One assumption, and what was said of it',
  input: z.strictObject({ service: serviceField, assumption: assumptionField }),
  output: z.object({
    assumption: assumptionSchema,
    history: z.array(z.object({ at: z.string(), who: z.string(), what: z.array(z.string()), reason: z.string() })),
  }),
  may,
  run: async (tx, { service, assumption: named }, now) => {
    const { id } = await findService(tx, service);
    const number = assumptionNumber(named)!;
    const found = there(await assumptionByNumber(tx, id, number), `assumption ${assumptionReference(number)}`);
    const history = assumptionChanges(await assumptionVersions(tx, found.id));
    return {
      assumption: assumptionRecord(found, dateIn(now)),
      history: history.map(({ at, what, ...line }) => ({ ...line, at: at.toISOString(), what: [...what] })),
    };
  },
});
