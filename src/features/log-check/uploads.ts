import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../platform/http/errors.tsx';
import { BODY_LIMIT } from '../../platform/http/guards.ts';
import { carriedScheme } from './carried-scheme.ts';
import type { MappingWord } from './domain.ts';
import { LIMITS } from './reading/limits.ts';
import type { InputFile } from './reading/read.ts';
import type { CheckRequest } from './worker-jobs.tsx';

/** What one form may hold: for @fastify/multipart. */
export const FORM_LIMITS = {
  fileSize: LIMITS.upload,
  fieldSize: BODY_LIMIT,
  files: 200,
  fields: 20_000,
  parts: 20_200,
} as const;

/** What a form sent: its files by field, and its words. */
export interface Form {
  readonly files: ReadonlyMap<string, readonly InputFile[]>;
  readonly fields: ReadonlyMap<string, string>;
}

/** Reads a multipart form. @throws Refusal where it is half there, too large, or none at all */
export async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart())
    throw new Refusal(
      415,
      'We could not tell what you sent. Choose the file on the page, and send it with its button.',
    );
  const files = new Map<string, InputFile[]>();
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.valueTruncated) throw tooLarge();
        fields.set(part.fieldname, typeof part.value === 'string' ? part.value : '');
        continue;
      }
      const bytes = await part.toBuffer();
      // A form sends an empty, nameless file for a field that was left alone.
      if (part.filename === '' && bytes.length === 0) continue;
      files.set(part.fieldname, [...(files.get(part.fieldname) ?? []), { name: safeName(part.filename), bytes }]);
    }
  } catch (error) {
    throw refusalFor(error);
  }
  return { files, fields };
}

function refusalFor(error: unknown): Error {
  if (error instanceof Refusal) return error;
  const code = (error as { code?: string }).code ?? '';
  if (
    code === 'FST_REQ_FILE_TOO_LARGE' ||
    code === 'FST_PARTS_LIMIT' ||
    code === 'FST_FILES_LIMIT' ||
    code === 'FST_FIELDS_LIMIT'
  )
    return tooLarge();
  return new Refusal(400, 'The file arrived only in part. Send it again; if it happens again, try another network.');
}

function tooLarge(): Refusal {
  return new Refusal(
    413,
    `The file is larger than ${LIMITS.upload / 1024 / 1024} MB. A hazard log is smaller: remove pictures and other sheets, and try again.`,
  );
}

/** The last part of a name, without what a page or a terminal would stumble over. */
function safeName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = [...last]
    .filter((char) => !/[\p{Cc}\p{Cf}]/u.test(char))
    .join('')
    .trim();
  return [...clean].slice(0, 200).join('') || 'file';
}

const mappingSchema = z
  .array(
    z.strictObject({
      column: z.string().max(1_000),
      meaning: z.string().max(100),
      table: z.string().max(1_000).optional(),
    }),
  )
  .max(10_000);
const tablesSchema = z.array(z.string().max(1_000)).max(2_000);

/** What the form says of the log: the log itself, the columns, the scheme. @throws Refusal where it is not what our pages send */
export function requestOf(form: Form): CheckRequest {
  const packed = form.fields.get('packed');
  const files = form.files.get('log');
  if (!packed && !files) throw new Refusal(400, 'Choose the file that holds your hazard log.');
  const [schemeFile] = form.files.get('schemeFile') ?? [];
  return {
    ...(files ? { files } : { packed }),
    mapping: form.fields.has('tables') ? chosenMeanings(form) : parsed(form.fields.get('mapping'), mappingSchema, []),
    scheme: parsed(form.fields.get('scheme'), carriedScheme.nullable(), null),
    ...(schemeFile ? { schemeFile } : {}),
  };
}

/** The answers of "This is how we read it": one meaning for each column of each table. */
function chosenMeanings(form: Form): MappingWord[] {
  const tables = parsed(form.fields.get('tables'), tablesSchema, []);
  return [...form.fields].flatMap(([name, meaning]) => {
    const [, table, column] = /^m\.(\d{1,4})\.([A-Z]{1,3})$/u.exec(name) ?? [];
    const key = table === undefined ? undefined : tables[Number(table)];
    return key === undefined || column === undefined ? [] : [{ column, meaning, table: key }];
  });
}

function parsed<T>(text: string | undefined, schema: z.ZodType<T>, empty: T): T {
  if (text === undefined || text === '') return empty;
  // Ours are far smaller; a larger one could only keep the server busy.
  if (text.length > 1_000_000) throw lost();
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw lost();
  }
}

function lost(): Refusal {
  return new Refusal(400, 'What this page knew of your log did not arrive whole. Choose the file again.');
}
