import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { line } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { momentOf } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import type { Kinds } from '../../platform/subjects/kinds.ts';
import { findService } from '../services/index.ts';
import { lookedAt } from './documents.ts';
import { claimNamed, documentNumber, documentReference, TOP } from './domain.ts';
import { documentsOf } from './document-store.ts';
import { asAtField, serviceField } from './fields.ts';
import { writeArgument } from './gsn2x/write.ts';
import { caseAt, type CaseAt } from './reading.ts';
import { argumentRecord, argumentSchema, findingRecord, findingSchema } from './record.ts';

const feature = 'argument';
const may = WHOEVER_SEES_THE_SERVICE;

interface Asked {
  readonly service: string;
  readonly asAt?: string | undefined;
  readonly of?: string | undefined;
}

/** The argument that is asked for, and the claim from which on. @throws NotFound */
async function asked(
  tx: ReadTx,
  { service: reference, asAt, of }: Asked,
  now: Date,
  kinds: Pick<Kinds, 'assessed'>,
): Promise<{ readonly at: CaseAt; readonly from: string }> {
  const moment = await momentOf(tx, asAt === undefined ? null : endOfDay(asAt), now);
  const service = await findService(tx, reference, moment);
  const at = await caseAt(tx, kinds.assessed, service, moment);
  const from = of === undefined ? TOP : claimNamed(at.one, of);
  if (from === null) throw new NotFound(`The argument has no claim ${of}.`);
  return { at, from };
}

const ofField = line(80, 'Give a claim, such as HAZ-12.')
  .optional()
  .describe('A claim alone, such as HAZ-12 or G-KNOWN');

export const argument = query({
  feature,
  name: 'argument',
  summary:
    'Why the service is thought to be safe: each claim, what it rests on, whether it holds, and what speaks against it',
  input: z.strictObject({ service: serviceField, asAt: asAtField, of: ofField }),
  output: argumentSchema,
  may,
  run: async (tx, input, now, _actor, kinds) => {
    const { at, from } = await asked(tx, input, now, kinds);
    return argumentRecord(at, from);
  },
});

export const ARGUMENT_FORMATS = ['yaml', 'svg'] as const;

export const argumentFile = query({
  feature,
  name: 'argumentFile',
  summary: 'The argument as a file: all of it in the YAML of gsn2x, or a part of it as a picture',
  input: z.strictObject({
    service: serviceField,
    asAt: asAtField,
    of: ofField.describe('With svg: a claim alone, such as HAZ-12 or G-KNOWN. In YAML it is always whole'),
    format: z.enum(ARGUMENT_FORMATS, 'Choose yaml or svg.').default('yaml'),
  }),
  output: z.object({ text: z.string() }),
  may,
  run: async (tx, { format, ...input }, now, _actor, kinds) => {
    const { at, from } = await asked(tx, input, now, kinds);
    if (format === 'yaml') return { text: writeArgument(at.one.made.argument) };
    const { drawn } = await import('./drawing.tsx');
    return { text: await drawn(at.one, from) };
  },
});

const documentSchema = z.object({
  id: z.string().describe('ARG-3'),
  title: z.string(),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  broughtBy: z.string(),
  broughtAt: z.string(),
  findings: z.array(findingSchema),
});

export const argumentDocuments = query({
  feature,
  name: 'argumentDocuments',
  summary: 'Arguments that were brought to a service, whole, with what is wrong with their form; the latest first',
  input: z.strictObject({
    service: serviceField,
    document: line(20, 'Give a document, such as ARG-1.').optional().describe('One alone, such as ARG-1'),
  }),
  output: z.object({ documents: z.array(documentSchema) }),
  may,
  run: async (tx, { service: reference, document }, now) => {
    const service = await findService(tx, reference);
    const number = document === undefined ? null : documentNumber(document);
    if (document !== undefined && number === null) throw new NotFound(`There is no argument ${document}.`);
    const found = await documentsOf(tx, service.id, { moment: { seq: null, now }, number });
    if (document !== undefined && found.length === 0) throw new NotFound(`There is no argument ${document}.`);
    return {
      documents: found.map(({ number: its, title, files, brought }) => ({
        id: documentReference(its),
        title,
        files: files.map((one) => ({ ...one })),
        broughtBy: brought.by,
        broughtAt: brought.at.toISOString(),
        findings: lookedAt(files).findings.map(findingRecord),
      })),
    };
  },
});
