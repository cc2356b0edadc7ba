import { z } from 'zod';
import { PACK_FORMAT, RESULTS, STATES, VERDICTS, type PackDocument } from './domain/document.ts';

/*
 * A pack as other programs read it. Its JSON Schema goes along in every bundle, and is published as
 * docs/schemas/assessment-pack-1.json.
 */

const words = z.string();
const time = z.iso.datetime();
const maybeTime = time.nullable();
const digest = z.string().regex(/^[\da-f]{64}$/u);

const freshness = z.strictObject({
  state: z.enum(STATES),
  until: maybeTime.meta({ description: 'The first time at which it no longer stands.' }),
  since: maybeTime.meta({ description: 'Since when it lapsed, or failed.' }),
  from: words.nullable().meta({ description: 'Of what is not yet due: the phase from which it is.' }),
});

const evidence = z.strictObject({
  text: words,
  address: words.meta({ description: 'Where it is in the installation that made the pack.' }),
  until: maybeTime,
  file: digest
    .nullable()
    .meta({ description: 'The SHA-256 of the file that it is; "files" says where that is in the bundle.' }),
});

const judgement = z.strictObject({
  reference: words,
  value: words,
  reason: words,
  by: words.meta({ description: 'Who signed it, with their role.' }),
  on: time,
  until: maybeTime,
  outOfDate: words.meta({ description: 'Why it is out of date; empty where it is current.' }),
});

const observation = z.strictObject({
  check: words,
  asks: words.meta({ description: 'What has to be so.' }),
  how: z.enum(['automatic', 'by hand']),
  result: z.enum(RESULTS),
  says: words,
  clears: words,
  until: maybeTime,
  since: maybeTime,
});

const criterion = z.strictObject({
  id: words,
  clause: words.meta({ description: 'As the source numbers it.' }),
  title: words,
  text: words.meta({ description: 'What is asked, in words of our own.' }),
  level: words.nullable(),
  applies: z.enum(['yes', 'no', 'unknown']),
  appliesBecause: words,
  result: z.enum(RESULTS).meta({ description: 'What the machine observed. Unknown never counts as passed.' }),
  freshness,
  judgement: judgement.nullable().meta({ description: 'What a named person judged. Null where nobody has.' }),
  says: z.array(words).meta({ description: 'What is so: the worst first.' }),
  clears: z.array(words).meta({ description: 'What clears it.' }),
  evidence: z.array(evidence),
  observations: z.array(observation),
  confidence: words.meta({
    description: 'How sure the line of the catalogue is: "seen" was read in the source itself.',
  }),
  source: words,
  note: words,
});

const answer = z.strictObject({
  criterion: words.meta({ description: 'The id of what is answered.' }),
  part: z
    .enum(['system', 'project'])
    .nullable()
    .meta({ description: 'What is answered apart: the management system, or the project. Null where it is one.' }),
  answer: words,
  because: words,
  clears: words,
  evidence: z.array(evidence),
});

const section = z.strictObject({
  id: words,
  title: words,
  verdict: z.enum(VERDICTS).meta({ description: 'Not known until a person has judged it, whatever the checks say.' }),
  says: words,
  clears: words,
  freshness,
  judgedBy: z.array(words),
  criteria: z.array(criterion),
});

const standard = z.strictObject({
  id: words,
  edition: words,
  name: words,
  title: words,
  publisher: words,
  source: z.strictObject({ title: words, url: words, confidence: words }),
  checked: words.meta({ description: 'The day on which somebody held the catalogue against its source.' }),
  recheckBy: words,
  force: words,
  standing: words,
  notes: z.array(words),
  sections: z.array(section),
  answers: z.array(answer).meta({
    description:
      'Of DCB0129 and DCB0160: the answers of the NHS compliance assessment, as far as they can be read off.',
  }),
  beforeSupply: z.array(words).meta({ description: 'Why nothing can be claimed on these answers before supply.' }),
  open: z
    .array(words)
    .meta({ description: 'Questions about the service that nobody answered, and on which it turns what applies.' }),
});

/** An assessment pack, version 1. */
export const packSchema: z.ZodType<PackDocument> = z
  .strictObject({
    format: z.literal(PACK_FORMAT),
    version: z.literal(1),
    service: z.strictObject({ reference: words, name: words, organisation: words, phase: words, role: words }),
    intendedUse: z.array(z.strictObject({ name: words, says: words.nullable() })),
    asAt: time.meta({ description: 'The moment that it is about: what was known then.' }),
    made: z.strictObject({ at: time, by: words }),
    standards: z.array(standard),
    files: z.array(
      z.strictObject({
        sha256: digest,
        size: z.int().nonnegative(),
        type: words,
        path: words
          .nullable()
          .meta({ description: 'Where it is in the bundle; null where it was left out for its size.' }),
        text: words,
      }),
    ),
  })
  .meta({
    title: 'Primum assessment pack',
    description:
      'Where a service stands beside standards, at one moment. Machines observe and people judge: neither says that a standard is complied with.',
  });

/** The JSON Schema of a pack. */
export function packJsonSchema(): object {
  return z.toJSONSchema(packSchema, { target: 'draft-2020-12' });
}
