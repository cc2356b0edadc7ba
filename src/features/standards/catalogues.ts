import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Condition } from '../../rules/conditions.ts';
import { byEdition } from './domain/editions.ts';
import { CONFIDENCES, LEVELS, PHASES, type Catalogue, type FactQuestion, type HandCheck } from './domain/catalogue.ts';

/*
 * Reads the catalogues of `standards/`, once. A file that is wrong stops the start: it is ours, and its tests would have
 * said so.
 */

const STANDARDS = new URL('../../../standards/', import.meta.url);

const confidence = z.enum(CONFIDENCES);
const day = z.iso.date();
const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: z.string(), is: value }),
    z.strictObject({ fact: z.string(), in: z.array(value) }),
    z.strictObject({ fact: z.string(), has_any: z.array(z.string()) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);
const text = z.string().trim().min(1);

export const handCheckSchema = z.strictObject({
  id: z.string().regex(/^hand\.[a-z0-9]+(?:-[a-z0-9]+)*$/u),
  asks: text.endsWith('.'),
  good: text,
  method: z.enum(['examine', 'interview', 'test']),
  every: z.int().min(1).max(1_100),
  by: text,
  keep: text,
});

const criterion = z.strictObject({
  id: text,
  section: text,
  clause: text,
  title: text,
  text,
  level: z.enum(LEVELS).nullable().default(null),
  applies: condition.nullable().default(null),
  from: z.enum(PHASES).default('discovery'),
  checks: z.array(text).min(1),
  confidence,
  source: text,
  assessedAs: z.array(z.enum(['system', 'project'])).default([]),
  tiers: z.array(text).default([]),
  note: z.string().default(''),
});

export const catalogueSchema = z.strictObject({
  id: text,
  edition: text,
  name: text,
  title: text,
  publisher: text,
  source: z.strictObject({ title: text, url: z.url(), confidence }),
  checked: day,
  recheckBy: day,
  force: text,
  standing: z.string().default(''),
  notes: z.array(text).default([]),
  applies: condition.nullable().default(null),
  scopeSignatures: z.union([z.literal(1), z.literal(2)]).default(1),
  sections: z.array(z.strictObject({ id: text, title: text })).min(1),
  criteria: z.array(criterion).min(1),
  checks: z.array(handCheckSchema).default([]),
});

const questionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/u),
  question: text,
  hint: z.string().default(''),
  sort: z.enum(['yes or no', 'one', 'several']),
  answers: z.array(z.strictObject({ value: text, text })).default([]),
  source: text,
  confidence,
});

interface Library {
  readonly catalogues: readonly Catalogue[];
  readonly handChecks: readonly HandCheck[];
  readonly questions: readonly FactQuestion[];
}

let read: Library | null = null;

function library(): Library {
  read ??= readLibrary();
  return read;
}

function readLibrary(): Library {
  const folder = new URL('catalogues/', STANDARDS);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
  const parsed = files.map((file) => load(new URL(file, folder), catalogueSchema));
  return {
    catalogues: parsed.map(({ checks: _checks, ...catalogue }) => catalogue),
    handChecks: [
      ...load(new URL('assessing/checks.yaml', STANDARDS), z.array(handCheckSchema)),
      ...parsed.flatMap(({ checks }) => checks),
    ],
    questions: load(new URL('assessing/questions.yaml', STANDARDS), z.array(questionSchema)),
  };
}

function load<Schema extends z.ZodType>(file: URL, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file.pathname} is wrong:\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** Every edition of every catalogue. */
export function allCatalogues(): readonly Catalogue[] {
  return library().catalogues;
}

/** The latest edition of each catalogue: point 16 first, then in the order of their ids. */
export function currentCatalogues(): readonly Catalogue[] {
  const latest = new Map(
    library()
      .catalogues.toSorted(byEdition)
      .map((one) => [one.id, one]),
  );
  return [...latest.values()].toSorted(
    (a, b) => Number(b.id === 'point-16') - Number(a.id === 'point-16') || a.id.localeCompare(b.id),
  );
}

/** The checks that people make. */
export function handChecks(): readonly HandCheck[] {
  return library().handChecks;
}

/** The questions about a service that decide what applies. */
export function factQuestions(): readonly FactQuestion[] {
  return library().questions;
}
