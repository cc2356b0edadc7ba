import { z } from 'zod';
import { ACCEPTANCES } from '../../schemes/index.ts';
import {
  ACTS,
  ARISES_IN,
  CONTROL_STATES,
  CONTROL_TYPES,
  HAZARD_STATUSES,
  LINK_KINDS,
  NEW_HAZARDS,
  PARTIES,
  VULNERABLE_GROUPS,
  type VulnerableGroup,
} from '../domain.ts';
import { HARM_CLASSES, PATIENTS } from '../domain/severity.ts';

/*
 * A whole log as plain data: what is handed out, in whatever format, and what comes back. Its names are those of an
 * imported log (`import/shape.ts`), so that what was handed out can be sent in as it is.
 *
 * What is normalised, and nothing else is: white space around a text, line ends, what no reader can see. Empty is null.
 */

export const LOG_FORMAT = 'primum-hazard-log';

const VULNERABLE = Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[];
export const VERDICTS = ['met', 'not-met', 'not-known'] as const;

const words = z.string();
const maybe = words.nullable();
const level = z.union([z.number(), z.string()]);
const day = z.iso.date();

const rating = z.strictObject({
  severity: maybe,
  likelihood: maybe,
  stated: level.nullable().meta({ description: 'What the file said that the risk is, where a file said it.' }),
  computed: level
    .nullable()
    .meta({ description: 'What the scheme makes of severity and likelihood. Looked up anew when it is taken in.' }),
  justification: maybe,
  reliesOn: z.array(words).meta({ description: 'The controls that it relies on, such as "CTL-31".' }),
  harmClass: z.enum(HARM_CLASSES).nullable(),
  patients: z.enum(PATIENTS).nullable(),
  giver: maybe.meta({ description: 'Who gave it. Only told: it is never taken from a file.' }),
  day: day.nullable(),
  scheme: maybe.meta({ description: 'The scheme, and its version where it has one.' }),
  provisional: z.boolean().meta({ description: 'It does not count at present. Only told.' }),
});

const judgement = z.strictObject({ text: words, giver: maybe, day: day.nullable() });

const control = z.strictObject({
  id: maybe.meta({ description: 'Such as "CTL-31"; null for one that is new.' }),
  text: words,
  kind: z.enum(['existing', 'additional', 'unstated']),
  type: z.enum(CONTROL_TYPES).nullable(),
  declared: z.enum(CONTROL_STATES).meta({ description: 'Its state, as somebody declares it.' }),
  state: maybe.meta({ description: 'Its state as a file said it.' }),
  party: z.enum(PARTIES).nullable(),
  owner: maybe,
  evidence: maybe,
  action: maybe,
  actionStatus: maybe,
  newHazards: z
    .strictObject({ found: z.enum(NEW_HAZARDS), note: maybe })
    .nullable()
    .meta({
      description: 'Whether somebody looked if it brings hazards of its own (DCB0129 6.1.2), and what they found.',
    }),
  links: z.array(z.strictObject({ kind: z.enum(LINK_KINDS), url: words, text: maybe })),
  shared: z.boolean(),
  causes: z
    .array(z.int().positive())
    .meta({ description: 'The causes that it acts on: their places in the list, from 1.' }),
  acts: z.enum(ACTS).nullable(),
  holds: z.enum(VERDICTS).meta({ description: 'Whether it holds. Only told: evidence decides.' }),
  evidenceTitles: z.array(words).meta({ description: 'What it rests on. Only told.' }),
});

const hazard = z.strictObject({
  id: maybe.meta({ description: 'Such as "HAZ-12"; null for one that is new.' }),
  ref: maybe.meta({ description: 'Its number in the file that it was taken in from.' }),
  name: words,
  description: maybe,
  component: maybe,
  arisesIn: z.enum(ARISES_IN).nullable(),
  harmed: maybe.meta({ description: 'Who is harmed.' }),
  vulnerable: z.array(z.enum(VULNERABLE)),
  effects: z.array(words),
  harms: z.array(words),
  harmKinds: z
    .array(z.strictObject({ class: z.enum(HARM_CLASSES), patients: z.enum(PATIENTS) }).nullable())
    .meta({ description: 'Of each harm, in the same order.' }),
  causes: z.array(z.strictObject({ text: words })),
  controls: z.array(control),
  initial: rating.nullable(),
  target: rating.nullable(),
  residual: rating.nullable(),
  deployer: rating.nullable().meta({ description: 'What would remain if the deployer\u2019s controls are in place.' }),
  standing: z.enum(HAZARD_STATUSES),
  status: maybe.meta({ description: 'Its status as a file said it.' }),
  reason: maybe.meta({ description: 'Why it was closed, transferred or opened again.' }),
  owner: maybe,
  receiver: maybe,
  notes: maybe,
  evidence: maybe,
  acceptance: judgement.nullable(),
  benefitRisk: judgement.nullable(),
  extra: z
    .array(z.strictObject({ header: words, text: words }))
    .meta({ description: 'Columns that have no meaning to us, kept as they are.' }),
});

const scheme = z.strictObject({
  id: words,
  title: words,
  kind: z.enum(['lookup', 'product']),
  severity: z.array(words),
  likelihood: z.array(words),
  matrix: z.array(z.array(level)),
  levels: z.array(z.strictObject({ level, name: words, acceptance: z.enum(ACCEPTANCES).optional() })),
});

/** A hazard log, version 1. Its JSON Schema is published as docs/schemas/hazard-log-1.json. */
export const logDocumentSchema = z
  .strictObject({
    format: z.literal(LOG_FORMAT),
    version: z.literal(1),
    title: words,
    log: z
      .strictObject({ service: words, number: z.int().positive(), id: words })
      .nullable()
      .meta({ description: 'Which log it is. Numbers of hazards and controls mean something in it alone.' }),
    asAt: z.iso.datetime().nullable(),
    approval: maybe.meta({ description: 'How it stood beside its signatures then. Only told.' }),
    sources: z.array(z.strictObject({ file: words, sha256: words, kind: words })),
    scheme: scheme.nullable(),
    hazards: z.array(hazard),
  })
  .meta({ title: 'Primum hazard log', description: 'A hazard log, whole.' });

export type LogDocument = z.output<typeof logDocumentSchema>;
export type DocumentHazard = LogDocument['hazards'][number];
export type DocumentControl = DocumentHazard['controls'][number];
export type DocumentRating = NonNullable<DocumentHazard['initial']>;
export type DocumentScheme = NonNullable<LogDocument['scheme']>;

/** A log that came back, and what its file has no place for: of that it says nothing. */
export interface CarriedLog {
  readonly log: LogDocument;
  /** Names of fields, such as "hazard.notes", "control.owner", "target". */
  readonly missing: ReadonlySet<string>;
}

/** What no reader can see and no workbook can hold. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u202D\u202E\p{Noncharacter_Code_Point}]/gu;

/** A text as it is kept: `import/shape.ts` says the same of what comes in. */
export function tidyText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(UNSEEN, ' ')
    .trim();
}

/** Every text of it tidied, and what is empty left out. */
export function tidyLog(log: LogDocument): LogDocument {
  return tidied({ ...log, hazards: log.hazards.map(tidyHazard) });
}

function tidyHazard(hazard: DocumentHazard): DocumentHazard {
  const said = (text: string) => tidyText(text) !== '';
  // What points at a place in a list moves with it.
  const kept = hazard.causes.flatMap((cause, index) => (said(cause.text) ? [index + 1] : []));
  const judged = (one: DocumentHazard['acceptance']) => (one && said(one.text) ? one : null);
  return {
    ...hazard,
    effects: hazard.effects.filter(said),
    harms: hazard.harms.filter(said),
    harmKinds: hazard.harms.flatMap((text, index) => (said(text) ? [hazard.harmKinds[index] ?? null] : [])),
    causes: hazard.causes.filter((cause) => said(cause.text)),
    controls: hazard.controls
      .filter((one) => said(one.text))
      .map((one) => ({
        ...one,
        causes: [
          ...new Set(one.causes.flatMap((place) => (kept.includes(place) ? [kept.indexOf(place) + 1] : []))),
        ].toSorted((a, b) => a - b),
        links: one.links.filter((link) => said(link.url)),
        evidenceTitles: one.evidenceTitles.filter(said),
      })),
    initial: ratingTidied(hazard.initial),
    target: ratingTidied(hazard.target),
    residual: ratingTidied(hazard.residual),
    deployer: ratingTidied(hazard.deployer),
    acceptance: judged(hazard.acceptance),
    benefitRisk: judged(hazard.benefitRisk),
    extra: hazard.extra.filter(({ text }) => said(text)),
  };
}

/** A rating that says neither is none. */
function ratingTidied(rating: DocumentRating | null): DocumentRating | null {
  const levels = rating && { ...rating, stated: levelTidied(rating.stated), computed: levelTidied(rating.computed) };
  if (!levels || (!tidyText(levels.severity ?? '') && !tidyText(levels.likelihood ?? '') && levels.stated === null))
    return null;
  return { ...levels, reliesOn: [...new Set(levels.reliesOn.map(tidyText).filter(Boolean))] };
}

/** A level that is a number is one, however it was written. */
function levelTidied(level: string | number | null): string | number | null {
  const text = tidyText(String(level ?? ''));
  if (text === '') return null;
  return /^\d{1,6}(?:\.\d{1,3})?$/u.test(text) ? Number(text) : text;
}

const MUST_BE_TEXT = new Set(['name', 'text', 'title', 'header', 'url', 'file', 'service', 'id']);

function tidied<T>(value: T, key = ''): T {
  if (typeof value === 'string') {
    const text = tidyText(value);
    return (text === '' && !MUST_BE_TEXT.has(key) ? null : text) as T;
  }
  if (Array.isArray(value))
    return value.map((one: unknown) => (typeof one === 'string' ? tidyText(one) : tidied(one))) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, tidied(one as unknown, name)])) as T;
}
