import { z } from 'zod';
import {
  ACTS,
  ARISES_IN,
  CONTROL_STATES,
  CONTROL_TYPES,
  HAZARD_STATUSES,
  LINK_KINDS,
  NEW_HAZARDS,
  PARTIES,
  PHASES,
  VULNERABLE_GROUPS,
  type VulnerableGroup,
} from './domain.ts';
import { ACCEPTED_BECAUSE, CONCLUSIONS } from './domain/accepting.ts';
import type { ControlByItself, HazardRecord, HistoryEntry, LogRecord } from './domain/record.ts';
import { HARM_CLASSES, PATIENTS } from './domain/severity.ts';

/*
 * What the queries of hazard logs answer, for the API's description. The words are explained in `domain/record.ts`.
 */

const text = z.string().nullable();
const level = z.union([z.number(), z.string()]).nullable();
const verdict = z.enum(['met', 'not-met', 'not-known']);
const place = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
  line: z.number().optional(),
});
const ratingPlaces = z.object({ severity: place.optional(), likelihood: place.optional(), risk: place.optional() });
const rating = z.object({
  severity: text,
  likelihood: text,
  stated: level,
  level,
  justification: text,
  giver: z.string(),
  givenAt: z.iso.datetime(),
  scheme: text,
  harmClass: z.enum(HARM_CLASSES).nullable(),
  patients: z.enum(PATIENTS).nullable(),
  reliesOn: z.array(z.string()).nullable(),
  assumes: z.array(z.string()),
  confirmed: z.boolean(),
  provisional: z.boolean(),
  counts: z.boolean(),
});

const judgement = z.object({
  finding: z.enum([...ACCEPTED_BECAUSE, ...CONCLUSIONS]),
  text: z.string(),
  giver: z.string(),
  givenAt: z.iso.datetime(),
});

const control = z.object({
  id: z.string(),
  text: z.string(),
  kind: z.enum(['existing', 'additional', 'unstated']),
  type: z.enum(CONTROL_TYPES).nullable(),
  state: z.enum(CONTROL_STATES),
  statedState: text,
  owner: text,
  party: z.enum(PARTIES).nullable(),
  evidence: text,
  action: text,
  actionStatus: text,
  newHazards: z.enum(NEW_HAZARDS).nullable(),
  newHazardsNote: text,
  links: z.array(z.object({ kind: z.enum(LINK_KINDS), url: z.string(), text: z.string() })),
  shared: z.boolean(),
  acts: z.enum(ACTS).nullable(),
  causes: z.array(z.number()),
  verdict,
  lapsesAt: z.iso.datetime().nullable(),
  place: place.nullable(),
});

export const controlSchema = control.omit({ causes: true, acts: true }).extend({
  retired: z.boolean(),
  hazards: z.array(z.object({ id: z.string(), name: z.string(), log: z.number() })),
  version: z.number(),
}) satisfies z.ZodType<ControlByItself>;

export const hazardSchema = z.object({
  id: z.string(),
  ref: text,
  log: z.number(),
  name: z.string(),
  description: text,
  component: text,
  arisesIn: z.enum(ARISES_IN).nullable(),
  effects: z.array(z.string()),
  harms: z.array(z.string()),
  harmKinds: z.array(z.object({ class: z.enum(HARM_CLASSES), patients: z.enum(PATIENTS) }).nullable()),
  harmed: text,
  vulnerable: z.array(z.enum(Object.keys(VULNERABLE_GROUPS) as [VulnerableGroup, ...VulnerableGroup[]])),
  causes: z.array(z.object({ text: z.string(), place: place.nullable() })),
  controls: z.array(control),
  initial: rating.nullable(),
  target: rating.nullable(),
  residual: rating.nullable(),
  deployer: rating.nullable(),
  earlier: z.array(rating),
  counts: z.object({ phase: z.enum(PHASES).nullable(), level, earlier: z.boolean() }),
  acceptance: judgement.nullable(),
  benefitRisk: judgement.nullable(),
  status: z.enum(HAZARD_STATUSES),
  statedStatus: text,
  reason: text,
  owner: text,
  receiver: text,
  notes: text,
  evidence: text,
  extra: z.array(z.object({ header: z.string(), text: z.string() })),
  place: place
    .extend({
      ratings: z.object({ initial: ratingPlaces.optional(), residual: ratingPlaces.optional() }).optional(),
    })
    .nullable(),
  verdict,
  provisional: text,
  retired: z.boolean(),
  version: z.number(),
}) satisfies z.ZodType<HazardRecord>;

const marked = z.array(z.object({ text: z.string(), changed: z.boolean() }));
const wordsChanged = z.object({
  what: z.string(),
  before: marked.nullable(),
  after: marked.nullable(),
  class: z.enum(['material', 'editorial']),
  reason: text,
});

export const historySchema = z.object({
  seq: z.number(),
  at: z.iso.datetime(),
  who: z.string(),
  what: z.array(z.string()),
  words: z.array(wordsChanged),
}) satisfies z.ZodType<HistoryEntry>;

export const logSchema = z.object({
  number: z.number(),
  title: z.string(),
  hazards: z.number(),
  open: z.number(),
  closed: z.number(),
  transferred: z.number(),
  provisional: z.number(),
  notKnown: z.number(),
  files: z.array(z.string()),
  takenInAt: z.iso.datetime(),
  takenInBy: z.string(),
}) satisfies z.ZodType<LogRecord>;
