import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { pageNumber } from '../../platform/commands/fields.ts';
import { servicesSeen, WHOEVER_BELONGS, WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { CONFIDENCES, STRENGTHS } from './domain.ts';
import { askedOpenly, type KeptFact } from './domain/stated.ts';
import { JUDGEMENTS, STANDINGS, type KeptJudgement } from './domain/judging.ts';
import { questionsOf, questionWords, type DutyOfCase } from './domain/looking.ts';
import { sayValue, type Fact, type Pack } from './domain/pack.ts';
import { packReport } from './pack-changes.ts';
import { caseOf, incidentField, serviceField } from './fields.ts';
import { boardRows, countBoard } from './open-store.ts';
import { rulesInForce } from './rules.ts';
import { lookAt } from './settling.ts';
import { factsOf } from './store.ts';

const feature = 'duties';

export const PAGE_SIZE = 50;

const time = z.string().nullable();
const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
const factSchema = z.object({
  fact: z.string(),
  question: z.string(),
  value: valueSchema,
  says: z.string(),
  source: z.string(),
  knownSince: time.describe('Null: from the start'),
  statedBy: z.string(),
  statedAt: z.string(),
  checkedBy: z.string().nullable(),
  checkedAt: time,
});
const judgementSchema = z.object({
  id: z.string(),
  duty: z.string(),
  kind: z.enum(JUDGEMENTS),
  ruleVersion: z.number(),
  pack: z.string(),
  reason: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  report: z.object({ reference: z.string(), to: z.string(), by: z.string(), sentAt: z.string() }).nullable(),
  acknowledged: z.object({ at: z.string(), reference: z.string().nullable() }).nullable(),
  withdrawn: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
});
const dutySchema = z.object({
  id: z.string(),
  title: z.string(),
  version: z.number(),
  to: z.string(),
  standing: z.enum(STANDINGS),
  limit: z.string(),
  due: time.describe('The end of a limit that the source gives in numbers'),
  target: time.describe('Our own target: no law'),
  clockStarted: time,
  strength: z.enum(STRENGTHS),
  confidence: z.enum(CONFIDENCES),
  verifiedOn: z.string().nullable().describe('Null: nobody has verified this rule'),
  settleWith: z.string().nullable(),
  why: z.array(z.string()),
  overdue: z.boolean(),
  late: z.boolean().describe('It was reported after its limit'),
  changed: z.array(z.string()).describe('Facts that changed since it was judged or reported'),
  judgements: z.array(judgementSchema),
});

/** A fact as it stands in a record. */
function factRecord(fact: Fact, kept: KeptFact): z.output<typeof factSchema> {
  return {
    fact: kept.fact,
    question: fact.question,
    value: Array.isArray(kept.value) ? [...(kept.value as readonly string[])] : (kept.value as string),
    says: sayValue(fact, kept.value),
    source: kept.source,
    knownSince: kept.since?.toISOString() ?? null,
    statedBy: kept.statedBy,
    statedAt: kept.statedAt.toISOString(),
    checkedBy: kept.checkedBy,
    checkedAt: kept.checkedAt?.toISOString() ?? null,
  };
}

function factRecords(pack: Pack, stated: readonly KeptFact[]): z.output<typeof factSchema>[] {
  const byName = new Map(stated.map((one) => [one.fact, one]));
  return pack.facts.flatMap((fact) => {
    const kept = byName.get(fact.name);
    return kept ? [factRecord(fact, kept)] : [];
  });
}

function judgementRecord(one: KeptJudgement): z.output<typeof judgementSchema> {
  const { id, duty, kind, version, pack, reason, by, at, report, acknowledged, withdrawn } = one;
  return {
    id,
    duty,
    kind,
    ruleVersion: version,
    pack,
    reason,
    by,
    at: at.toISOString(),
    report: report && { ...report, sentAt: report.sentAt.toISOString() },
    acknowledged: acknowledged && { ...acknowledged, at: acknowledged.at.toISOString() },
    withdrawn: withdrawn && { ...withdrawn, at: withdrawn.at.toISOString() },
  };
}

function dutyRecord(one: DutyOfCase, judgements: readonly KeptJudgement[]): z.output<typeof dutySchema> {
  const { rule, obligation } = one;
  return {
    id: rule.id,
    title: rule.title,
    version: rule.version,
    to: rule.to,
    standing: one.standing,
    limit: obligation.limit,
    due: obligation.due?.toISOString() ?? null,
    target: obligation.target?.toISOString() ?? null,
    clockStarted: one.started?.toISOString() ?? null,
    strength: obligation.strength,
    confidence: obligation.confidence,
    verifiedOn: rule.verified_on,
    settleWith: one.question,
    why: [...obligation.why],
    overdue: one.overdue,
    late: one.late,
    changed: [...one.changed],
    judgements: judgements.filter(({ duty }) => duty === rule.id).map(judgementRecord),
  };
}

export const incidentDuties = query({
  feature,
  name: 'incidentDuties',
  summary: 'Who has to be told of an incident, by when: what is due first, and what people judged',
  input: z.strictObject({ service: serviceField, incident: incidentField }),
  output: z.object({
    incident: z.string(),
    pack: z.string(),
    duties: z.array(dutySchema),
    facts: z.array(factSchema),
    questions: z.array(z.object({ fact: z.string(), question: z.string() })),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service, incident }, now) => {
    const moment = { seq: null, now };
    const { found } = await caseOf(tx, service, incident, moment);
    const { pack } = rulesInForce(now);
    const [looked] = await lookAt(tx, [found], moment);
    return {
      incident: found.reference,
      pack: pack.version,
      duties: looked!.duties.map((one) => dutyRecord(one, looked!.judgements)),
      facts: factRecords(pack, looked!.stated),
      questions: questionsOf(looked!).map((fact) => ({ fact, question: questionWords(pack, fact) })),
    };
  },
});

export const serviceDutyFacts = query({
  feature,
  name: 'serviceDutyFacts',
  summary: 'What a service and its organisation are, as far as it bears on who has to be told of incidents',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    facts: z.array(factSchema),
    unknown: z.array(z.object({ fact: z.string(), question: z.string() })),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const { pack } = rulesInForce(now);
    const kept = await factsOf(tx, [service.id], { seq: null, now });
    const known = new Set(kept.map(({ fact }) => fact));
    return {
      facts: factRecords(pack, kept),
      unknown: askedOpenly(pack, 'service')
        .filter(({ name }) => !known.has(name))
        .map(({ name, question }) => ({ fact: name, question })),
    };
  },
});

export const deadlines = query({
  feature,
  name: 'deadlines',
  summary: `What is owed across services, what is due first at the top, ${PAGE_SIZE} on a page`,
  input: z.strictObject({ page: pageNumber() }),
  output: z.object({
    deadlines: z.array(
      z.object({
        service: z.string(),
        incident: z.string(),
        duty: z.string(),
        standing: z.enum(['owed', 'follow-up', 'possible']),
        strength: z.enum(STRENGTHS),
        limit: z.string(),
        clockStarted: time,
        due: time,
        target: time.describe('Our own target: no law'),
      }),
    ),
    total: z.number(),
    page: z.number(),
  }),
  may: WHOEVER_BELONGS,
  run: async (tx, { page }, _now, actor) => {
    const asked = { services: servicesSeen(actor), standings: ['owed', 'follow-up'] as const, until: null };
    const [rows, total] = await Promise.all([
      boardRows(tx, asked, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
      countBoard(tx, asked),
    ]);
    return {
      deadlines: rows.map((one) => ({
        service: one.service.reference,
        incident: one.reference,
        duty: one.duty,
        standing: one.standing,
        strength: one.strength,
        limit: one.limit,
        clockStarted: one.started?.toISOString() ?? null,
        due: one.due?.toISOString() ?? null,
        target: one.target?.toISOString() ?? null,
      })),
      total,
      page,
    };
  },
});

export const dutyPackChanges = query({
  feature,
  name: 'dutyPackChanges',
  summary:
    'Incidents of a service that were settled by an earlier pack of duties, and what the pack in force changes of each',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    service: z.object({ reference: z.string(), name: z.string() }),
    pack: z.string().describe('The one in force'),
    incidents: z.array(
      z.object({
        incident: z.string(),
        pack: z.string(),
        changes: z.array(
          z.object({
            duty: z.string(),
            title: z.string(),
            before: z.string().nullable(),
            after: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const { pack } = rulesInForce(now);
    const report = await packReport(tx, service.id, { seq: null, now });
    return {
      service: { reference: service.reference, name: service.name },
      pack: pack.version,
      incidents: report.map(({ reference: incident, pack: of, changes }) => ({
        incident,
        pack: of,
        changes: changes.map((one) => ({ ...one })),
      })),
    };
  },
});
