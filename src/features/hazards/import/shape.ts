import { z } from 'zod';
import { maskText } from '../../../platform/personal-data.ts';
import { ACCEPTANCES, NHS_SCHEME, type RiskScheme } from '../../schemes/index.ts';
import { ARISES_IN, CONTROL_TYPES, HAZARD_STATUSES, PARTIES } from '../domain.ts';

/*
 * A hazard log as it comes in: what a file says, whoever read it. `null` is a cell that was left blank; what is not there at
 * all is something that the file has no place for, and then nothing is said about it.
 */

/** More than any log that we know has; past it the person is told so. */
const MOST = { hazards: 20_000, inHazard: 2_000, columns: 512, text: 40_000, word: 2_000 } as const;

/** What no reader can see and no database takes: a file that holds it is taken without it. */
const UNSEEN = /[^\P{Cc}\t\n]|[\u202D\u202E]/gu;

function clean(text: string): string {
  // Most text is plain, and a long log has a hundred thousand of them.
  if (/^[\u0020-\u007E]*$/u.test(text)) return maskText(text.trim()).text;
  const seen = text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(UNSEEN, ' ')
    .trim();
  // A file's numbers are masked when it is read. What comes over the API, or back from a page, may not have been.
  return maskText(seen).text;
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

const place = z.strictObject({
  file: word,
  sheet: word.optional(),
  cell: z.string().max(20).overwrite(clean).optional(),
  line: z.int().positive().optional(),
});
const level = z.union([z.number(), word]);
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
});
const cause = z.strictObject({ text, number: z.int().nullable().optional(), place: place.optional() });
const control = z.strictObject({
  text,
  number: z.int().nullable().optional(),
  kind: z.enum(['existing', 'additional', 'unstated']).default('unstated'),
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
  place: place.optional(),
});
const extra = z.array(z.strictObject({ header: word, text })).max(MOST.columns);
const hazard = z.strictObject({
  /** Its number in the file. */
  ref: blank(word),
  name: text.min(1, 'A hazard in this log has no name. Give every hazard a name.'),
  description: blank(text),
  component: blank(word),
  arisesIn: blank(z.enum(ARISES_IN)),
  effects: texts,
  harms: texts,
  causes: z.array(cause).max(MOST.inHazard).optional(),
  controls: z.array(control).max(MOST.inHazard).optional(),
  existingControls: blank(text),
  evidence: blank(text),
  initial: rating.optional(),
  residual: rating.optional(),
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
  .min(1, 'Say which file this is from.')
  .max(2_000);
const hazards = z
  .array(hazard)
  .min(1, 'There is no hazard in this log.')
  .max(MOST.hazards, `A log may hold at most ${MOST.hazards.toLocaleString('en-GB')} hazards. Split it.`);

const whole = z.strictObject({
  format: z.literal('primum-hazard-log'),
  version: z.literal(1),
  sources,
  /** Null where no scheme is certain: no level is then looked up. */
  scheme: scheme.nullable(),
  hazards,
});

/** The report of `primum check --format json`, version 1. It names its scheme and does not carry it. */
const report = z
  .object({
    format: z.literal('primum-check'),
    version: z.literal(1),
    sources,
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
