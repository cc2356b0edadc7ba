import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { MOST_DAYS, PARTS, SORTS, type Part, type Template } from './domain.ts';

/*
 * The list of processes, as dated data in `standards/processes`. Read once. A file that is wrong stops the start: it is
 * ours, and its tests would have said so.
 */

const FILE = new URL('../../../standards/processes/processes.yaml', import.meta.url);

const text = z.string().trim().min(1);
const sentence = text.regex(/[.?!]$/u, 'Write a whole sentence.');

const templateSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/u),
  name: text,
  purpose: sentence,
  serves: z
    .array(
      z.strictObject({
        clause: text,
        confidence: z.enum(['seen', 'second-hand', 'partly', 'inferred', 'memory']),
        source: text,
      }),
    )
    .min(1),
  sort: z.enum(SORTS),
  every: z.int().min(1).max(MOST_DAYS),
  from: z.enum(['discovery', 'alpha', 'beta', 'live']),
  roles: z.array(text).min(1),
  good: z.array(sentence).min(1),
  rehearsal: z.union([sentence, z.literal('')]).default(''),
  start: z.strictObject(Object.fromEntries(PARTS.map((part) => [part, sentence])) as Record<Part, typeof sentence>),
});

const fileSchema = z.strictObject({
  checked: z.iso.date(),
  recheckBy: z.iso.date(),
  sources: z.record(z.string(), text),
  processes: z.array(templateSchema).min(1),
});

interface Library {
  /** The day on which somebody held the list against its sources, and the day by which somebody does so again. */
  readonly checked: string;
  readonly recheckBy: string;
  readonly templates: readonly Template[];
}

let read: Library | null = null;

/** The list as it stands in this release, with its dates. */
export function processLibrary(): Library {
  read ??= readLibrary();
  return read;
}

function readLibrary(): Library {
  const result = fileSchema.safeParse(parse(readFileSync(FILE, 'utf8')));
  if (!result.success) throw new Error(`${FILE.pathname} is wrong:\n${z.prettifyError(result.error)}`);
  const { checked, recheckBy, sources, processes } = result.data;
  const templates = processes.map((one) => ({
    ...one,
    serves: one.serves.map(({ source, ...serves }) => {
      const read = sources[source];
      if (read === undefined) throw new Error(`${FILE.pathname} names a source that it does not have: ${source}`);
      return { ...serves, source: read };
    }),
  }));
  return { checked, recheckBy, templates };
}

/** The templates in the order of the list. */
export function processTemplates(): readonly Template[] {
  return processLibrary().templates;
}

/** The template of a process; null for one of a team's own. */
export function templateOf(key: string): Template | null {
  return processTemplates().find(({ id }) => id === key) ?? null;
}
