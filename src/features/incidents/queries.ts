import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { DANGERS, PHYSICAL_HARMS, PSYCHOLOGICAL_HARMS, SORTS, STAGES } from './domain.ts';
import { incidentField, serviceField } from './fields.ts';
import { findIncident } from './finding.ts';
import { containmentsOf, gradesOf, journalOf, reportsOf } from './report-store.ts';
import { incidentsIn, type StoredIncident } from './store.ts';

const feature = 'incidents';
const may = WHOEVER_SEES_THE_SERVICE;

const time = z.string().nullable();
const incidentSchema = z.object({
  id: z.string().describe('Its reference: INC-3'),
  sort: z.enum(SORTS),
  title: z.string(),
  what: z.string(),
  stage: z.enum(STAGES),
  reopened: z.boolean(),
  occurredOn: z.string().nullable(),
  reportedAt: z.string(),
  awareAt: z.string(),
  acknowledgedAt: time,
  triagedAt: time,
  madeSafeAt: time,
  closedAt: time,
  danger: z.enum(DANGERS),
  harmed: z.enum(DANGERS).describe('What whoever reported it said of harm'),
  patientSafety: z.enum(DANGERS).describe('Whether it harmed a patient, or could have'),
  worst: z
    .object({ severity: z.string(), likelihood: z.string(), level: z.string(), scheme: z.string() })
    .nullable()
    .describe('The worst that could credibly have come of it'),
  physical: z.enum(PHYSICAL_HARMS).nullable(),
  psychological: z.enum(PSYCHOLOGICAL_HARMS).nullable(),
  association: z.string().nullable(),
  concern: z.string().nullable(),
  involved: z.array(z.string()),
  mitigation: z.string().nullable(),
  release: z.string().nullable(),
  owner: z.string().nullable(),
  cause: z.string().nullable(),
  response: z.string().nullable(),
  responseReason: z.string().nullable(),
  voided: z.string().nullable(),
  links: z.array(z.object({ kind: z.string(), reference: z.string(), sense: z.string() })),
  version: z.number(),
});

function incidentAnswer(one: StoredIncident): z.output<typeof incidentSchema> {
  const at = (time: Date | null) => time?.toISOString() ?? null;
  return {
    id: one.reference,
    sort: one.sort,
    title: one.title,
    what: one.what,
    stage: one.stage,
    reopened: one.reopened,
    occurredOn: one.occurredOn,
    reportedAt: one.reportedAt.toISOString(),
    awareAt: one.awareAt.toISOString(),
    acknowledgedAt: at(one.acknowledgedAt),
    triagedAt: at(one.triagedAt),
    madeSafeAt: at(one.madeSafeAt),
    closedAt: at(one.closedAt),
    danger: one.danger,
    harmed: one.harmed,
    patientSafety: one.patientSafety,
    worst: one.worst && {
      severity: one.worst.severityWord,
      likelihood: one.worst.likelihoodWord,
      level: one.worst.level,
      scheme: one.worst.scheme,
    },
    physical: one.physical,
    psychological: one.psychological,
    association: one.association,
    concern: one.concern,
    involved: [...one.involved],
    mitigation: one.mitigation,
    release: one.release,
    owner: one.ownerName,
    cause: one.cause,
    response: one.response,
    responseReason: one.responseReason,
    voided: one.voided,
    links: one.links.map((link) => ({ ...link })),
    version: one.version,
  };
}

export const incidents = query({
  feature,
  name: 'incidents',
  summary: 'The safety incident management log of a service, the latest first',
  input: z.strictObject({ service: serviceField }),
  output: z.object({ incidents: z.array(incidentSchema) }),
  may,
  run: async (tx, { service: reference }, now) => {
    const service = await findService(tx, reference);
    return { incidents: (await incidentsIn(tx, [service.id], { seq: null, now })).map(incidentAnswer) };
  },
});

const line = z.object({ text: z.string(), by: z.string(), at: z.string() });

export const incident = query({
  feature,
  name: 'incident',
  summary:
    'One incident: what is known of it, who reported it, each grade with its reason, what was done, and its journal',
  input: z.strictObject({ service: serviceField, incident: incidentField }),
  output: z.object({
    incident: incidentSchema,
    reports: z.array(z.object({ channel: z.string(), by: z.string(), at: z.string(), words: z.string().nullable() })),
    grades: z.array(
      z.object({
        graded: z.string(),
        before: z.string().nullable(),
        value: z.string().nullable(),
        reason: z.string().nullable(),
        by: z.string(),
        at: z.string(),
      }),
    ),
    containment: z.array(line.extend({ sort: z.string(), doneAt: z.string() })),
    journal: z.array(line),
  }),
  may,
  run: async (tx, named) => {
    const { incident: found } = await findIncident(tx, named);
    const [reports, grades, containment, journal] = await Promise.all([
      reportsOf(tx, [found.id]),
      gradesOf(tx, found.id),
      containmentsOf(tx, found.id),
      journalOf(tx, found.id),
    ]);
    return {
      incident: incidentAnswer(found),
      reports: reports.map(({ channel, by, at, words }) => ({ channel, by, at: at.toISOString(), words })),
      grades: grades.map(({ id: _id, at, ...one }) => ({ ...one, at: at.toISOString() })),
      containment: containment.map(({ sort, text, by, at, doneAt }) => ({
        sort,
        text,
        by,
        at: at.toISOString(),
        doneAt: doneAt.toISOString(),
      })),
      journal: journal.map(({ text, by, at }) => ({ text, by, at: at.toISOString() })),
    };
  },
});
