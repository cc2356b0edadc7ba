import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { sentenceText } from '../../words/sentence.ts';
import { findService } from '../services/index.ts';
import { closingFacts } from './closing-reading.ts';
import { GATE_WORDS, GATES, gatesOf, missingOf } from './domain/closing.ts';
import { ANSWERS, isAsked, whyAlone } from './domain/verdict.ts';
import { incidentField, serviceField, TEAM_ANYWHERE } from './fields.ts';
import { findIncident } from './finding.ts';
import { sharedLearnings } from './learning-store.ts';
import { incidentsIn } from './store.ts';
import { verdictsIn } from './verdict-store.ts';

const feature = 'incidents';

export const closing = query({
  feature,
  name: 'closing',
  summary: 'What closing an incident asks: what is answered, and what is missing, with what clears it',
  input: z.strictObject({ service: serviceField, incident: incidentField }),
  output: z.object({
    incident: z.string(),
    closable: z.boolean(),
    asked: z.array(
      z.object({
        gate: z.enum(GATES),
        name: z.string(),
        missing: z
          .array(z.string())
          .describe('What is so, because of what, and what clears it; empty where it is answered'),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, named, now) => {
    const { incident } = await findIncident(tx, named);
    const missing = missingOf(await closingFacts(tx, incident, { seq: null, now }));
    return {
      incident: incident.reference,
      closable: missing.length === 0 && incident.stage !== 'closed',
      asked: gatesOf(incident).map((gate) => ({
        gate,
        name: GATE_WORDS[gate],
        missing: missing.filter((one) => one.gate === gate).map(({ sentence }) => sentenceText(sentence)),
      })),
    };
  },
});

export const caseVerdicts = query({
  feature,
  name: 'caseVerdicts',
  summary:
    'Whether each incident of a service undermines the safety case: what is proposed, what is signed, what is open',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    verdicts: z.array(
      z.object({
        incident: z.string(),
        answer: z.enum(ANSWERS).nullable().describe('Null where nobody has proposed one'),
        why: z.string().nullable(),
        undermines: z.array(z.string()),
        proposedBy: z.string().nullable(),
        signedBy: z.string().nullable(),
        signedAt: z.string().nullable(),
        alone: z.string().nullable().describe('Why it is signed by itself; null where several may be signed at a time'),
        version: z.number().nullable(),
      }),
    ),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    const moment = { seq: null, now };
    const [incidents, verdicts] = await Promise.all([
      incidentsIn(tx, [service.id], moment),
      verdictsIn(tx, [service.id], moment),
    ]);
    return {
      verdicts: incidents.filter(isAsked).map((one) => {
        const verdict = verdicts.get(one.id);
        return {
          incident: one.reference,
          answer: verdict?.answer ?? null,
          why: verdict?.why ?? null,
          undermines: [...(verdict?.undermines ?? [])],
          proposedBy: verdict?.proposedBy ?? null,
          signedBy: verdict?.signed?.by ?? null,
          signedAt: verdict?.signed?.at.toISOString() ?? null,
          alone: verdict ? whyAlone(one, verdict) : null,
          version: verdict?.version ?? null,
        };
      }),
    };
  },
});

const MOST = 500;

export const learnings = query({
  feature,
  name: 'learnings',
  summary: 'What services learned from incidents and share with the organisation, the latest first',
  input: z.strictObject({}),
  output: z.object({
    learnings: z.array(
      z.object({ service: z.string(), learned: z.string(), forWhom: z.string(), sharedAt: z.string() }),
    ),
  }),
  may: { ...TEAM_ANYWHERE, operator: true, token: 'read' },
  run: async (tx) => ({
    learnings: (await sharedLearnings(tx, null, MOST)).map((one) => ({
      service: one.serviceName,
      learned: one.learned,
      forWhom: one.forWhom,
      sharedAt: one.at.toISOString(),
    })),
  }),
});
