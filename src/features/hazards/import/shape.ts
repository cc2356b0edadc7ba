import { z } from 'zod';
import { maskText } from '../../../platform/personal-data.ts';
import { ACCEPTANCES, NHS_SCHEME, type RiskScheme } from '../../schemes/index.ts';
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
import { tidyText } from '../exchange/document.ts';

/*
 * A hazard log as it comes in: what a file says, whoever read it. `null` is a cell that was left blank; what is not there at
 * all is something that the file has no place for, and then nothing is said about it.
 */

/** More than any log that we know has; past it the person is told so. */
const MOST = { hazards: 20_000, inHazard: 2_000, columns: 512, text: 40_000, word: 2_000 } as const;

function clean(text: string): string {
  // Most text is plain, and a long log has a hundred thousand of them.
  if (/^[\u0020-\u007E]*$/u.test(text)) return maskText(text.trim()).text;
  // A file's numbers are masked when it is read. What comes over the API, or back from a page, may not have been.
  return maskText(tidyText(text)).text;
}

function words(max: number) {
  return z
    .string('Give this as text.')
    .max(max, `A text in this log is longer than ${max.toLocaleString('en-GB')} characters. Shorten it in the file.`)
    .overwrite(clean);
}

const text = words(MOST.text);
const word = words(MOST.word);
const blank = <T extends z.ZodType>(of: T) => of.nullable().optional();
const texts = z.array(text).max(MOST.inHazard).optional();

const VULNERABLE = Object.keys(VULNERABLE_GROUPS) as VulnerableGroup[];

const place = z.strictObject({
  file: word,
  sheet: word.optional(),
  cell: z.string().max(20).overwrite(clean).optional(),
  line: z.int().positive().optional(),
});
const level = z.union([z.number(), word]);
/** Of our own file. Who gave a rating, when and in which scheme is told there, and taken from none. */
const told = z.unknown().optional();
const rating = z.strictObject({
  severity: blank(text),
  likelihood: blank(text),
  /** What the file says that the risk is. */
  stated: blank(level),
  /** Taken no notice of: what the scheme makes of severity and likelihood is looked up here. */
  computed: blank(level),
  places: z
    .strictObject({ severity: place.optional(), likelihood: place.optional(), risk: place.optional() })
    .optional(),
  justification: blank(text),
  /** The controls that it relies on, by the ids that the file gives them. */
  reliesOn: z.array(word).max(MOST.inHazard).optional(),
  harmClass: told,
  patients: told,
  giver: told,
  day: told,
  scheme: told,
  provisional: told,
});
const cause = z.strictObject({ text, number: z.int().nullable().optional(), place: place.optional() });
const control = z.strictObject({
  text,
  number: z.int().nullable().optional(),
  /** Our own file says that it is not stated; of any other, that is to say nothing. */
  kind: z.enum(['existing', 'additional', 'unstated']).optional(),
  type: blank(z.enum(CONTROL_TYPES)),
  owner: blank(text),
  evidence: blank(text),
  /** As written. */
  state: blank(text),
  action: blank(text),
  actionStatus: blank(text),
  party: blank(z.enum(PARTIES)),
  /** Said to be for somebody else to put in place. */
  transferred: z.boolean().default(false),
  /** The text of the cause that it answers; where it answers several, the log has it once for each. */
  cause: blank(text),
  /** In our own file: "CTL-31", its declared state, and the places of its causes, from 1. */
  id: blank(word),
  declared: z.enum(CONTROL_STATES).optional(),
  causes: z.array(z.int().positive()).max(MOST.inHazard).optional(),
  acts: blank(z.enum(ACTS)),
  newHazards: blank(z.strictObject({ found: z.enum(NEW_HAZARDS), note: blank(text) })),
  links: z
    .array(
      z.strictObject({
        kind: z.enum(LINK_KINDS),
        url: z
          .string()
          .max(MOST.word)
          .regex(/^https?:\/\/\S+$/u, 'Give links that begin with https://.'),
        text: blank(text),
      }),
    )
    .max(100)
    .optional(),
  shared: told,
  holds: told,
  evidenceTitles: told,
  place: place.optional(),
});
const extra = z.array(z.strictObject({ header: word, text })).max(MOST.columns);
const hazard = z.strictObject({
  /** In our own file: "HAZ-12". */
  id: blank(word),
  /** Its number in the file. */
  ref: blank(word),
  name: text.min(1, 'A hazard in this log has no name. Give every hazard a name.'),
  description: blank(text),
  component: blank(word),
  arisesIn: blank(z.enum(ARISES_IN)),
  effects: texts,
  harms: texts,
  harmed: blank(text),
  vulnerable: z.array(z.enum(VULNERABLE)).max(100).optional(),
  /** Of each harm, in the same order. */
  harmKinds: z
    .array(z.strictObject({ class: z.enum(HARM_CLASSES), patients: z.enum(PATIENTS) }).nullable())
    .max(MOST.inHazard)
    .optional(),
  causes: z.array(cause).max(MOST.inHazard).optional(),
  controls: z.array(control).max(MOST.inHazard).optional(),
  existingControls: blank(text),
  evidence: blank(text),
  initial: blank(rating),
  target: blank(rating),
  residual: blank(rating),
  deployer: blank(rating),
  /** Ratings of the same hazard that stand elsewhere in the same file. */
  statedAgain: z
    .array(rating.extend({ phase: z.enum(['initial', 'residual']) }))
    .max(MOST.inHazard)
    .optional(),
  /** As written. */
  status: blank(text),
  standing: blank(z.enum(HAZARD_STATUSES)),
  owner: blank(text),
  receiver: blank(text),
  /** Why it was closed, transferred or opened again. */
  reason: blank(text),
  acceptance: told,
  benefitRisk: told,
  justification: z.strictObject({ initial: blank(text), residual: blank(text) }).optional(),
  notes: blank(text),
  /** Columns whose meaning nobody knows, as they are. */
  extra: extra.optional(),
  otherNames: z
    .array(z.strictObject({ name: text, place: place.optional() }))
    .max(MOST.inHazard)
    .optional(),
  place: place.optional(),
});

const axis = z.array(words(100)).min(2).max(20);
const scheme: z.ZodType<RiskScheme> = z
  .object({
    id: words(60),
    title: words(300),
    kind: z.enum(['lookup', 'product']),
    severity: axis,
    likelihood: axis,
    matrix: z.array(z.array(level).max(20)).max(20),
    levels: z.array(z.object({ level, name: words(100), acceptance: z.enum(ACCEPTANCES).optional() })).max(60),
  })
  .refine(
    ({ matrix, severity, likelihood }) =>
      matrix.length === likelihood.length && matrix.every((row) => row.length === severity.length),
    'The matrix of this scheme has not as many rows and columns as its words. Correct the scheme.',
  );
const sources = z
  .array(
    z.strictObject({
      file: word,
      sha256: z.string().regex(/^[\da-f]{64}$/u, 'Give the SHA-256 of the file in hexadecimal digits.'),
      kind: z.string().max(40),
    }),
  )
  .max(2_000);
const hazards = z
  .array(hazard)
  .min(1, 'There is no hazard in this log.')
  .max(MOST.hazards, `A log may hold at most ${MOST.hazards.toLocaleString('en-GB')} hazards. Split it.`);

const whole = z
  .strictObject({
    format: z.literal('primum-hazard-log'),
    version: z.literal(1),
    title: blank(words(300)),
    /** In our own file: the log that it is of. Ids mean something in that one alone. */
    log: blank(z.strictObject({ service: word, number: z.int().positive(), id: z.string().max(60) })),
    asAt: blank(z.iso.datetime()),
    approval: told,
    sources,
    /** Null where no scheme is certain: no level is then looked up. */
    scheme: scheme.nullable(),
    hazards,
  })
  .refine(({ sources: of, log }) => of.length > 0 || log !== undefined, {
    path: ['sources'],
    message: 'Say which file this is from.',
  });

/** The report of `primum check --format json`, version 1. It names its scheme and does not carry it. */
const report = z
  .object({
    format: z.literal('primum-check'),
    version: z.literal(1),
    sources: sources.min(1, 'Say which file this is from.'),
    scheme: z.object({ id: z.string().nullable() }),
    hazards,
  })
  .transform(({ scheme: { id }, ...rest }): z.output<typeof whole> => ({
    format: 'primum-hazard-log',
    version: 1,
    sources: rest.sources,
    scheme: id === NHS_SCHEME.id ? NHS_SCHEME : null,
    hazards: rest.hazards,
  }));

/** What can be imported: a log whole, or the report of `primum check`. */
export const importedLogSchema = z.discriminatedUnion('format', [whole, report], {
  error: 'Send the hazard log as primum-hazard-log 1, or the report that "primum check --format json" prints.',
});

export type ImportedLog = z.output<typeof whole>;
export type ImportedHazard = ImportedLog['hazards'][number];
export type ImportedControl = NonNullable<ImportedHazard['controls']>[number];
export type ImportedRating = NonNullable<ImportedHazard['initial']>;
