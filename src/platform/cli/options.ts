import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { fieldsOf, inputOf, type WordField } from '../commands/schema.ts';
import { kebab } from './exit.ts';
import { CliProblem } from './problem.ts';

/** Options that every generated verb has besides those of its input. */
export interface Common {
  readonly data: string | undefined;
  readonly organisation: string | undefined;
  readonly format: 'text' | 'json';
  readonly help: boolean;
}

export interface Parsed extends Common {
  readonly input: Readonly<Record<string, unknown>>;
}

const COMMON = {
  data: { type: 'string' },
  organisation: { type: 'string' },
  format: { type: 'string' },
  input: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** How a field of an input is given: `--as-at`. */
export function optionName(field: Pick<WordField, 'name'>): string {
  const name = kebab(field.name);
  return Object.hasOwn(COMMON, name) ? `the-${name}` : name;
}

/** The options of a verb, read by the schema of its input. @throws CliProblem, InputProblem */
export function readOptions(verb: string, schema: z.ZodObject, args: readonly string[]): Parsed {
  const fields = fieldsOf(schema);
  const values = parsed(verb, fields, args);
  const format = textOf(values['format']) ?? 'text';
  if (format !== 'text' && format !== 'json') throw new CliProblem(`--format takes text or json, not "${format}".`);
  const given: Record<string, readonly string[]> = {};
  for (const field of fields) {
    const value = values[optionName(field)];
    if (value === undefined) continue;
    given[field.name] = wordsOf(value).map((one) => wordOf(field, one));
  }
  const from = textOf(values['input']);
  const whole = from === undefined ? {} : objectFrom(from);
  return {
    data: textOf(values['data']),
    organisation: textOf(values['organisation']),
    format,
    help: values['help'] === true,
    input: { ...whole, ...inputOf(fields, given) },
  };
}

function parsed(verb: string, fields: readonly WordField[], args: readonly string[]): Values {
  const options: ParseArgsConfig['options'] = { ...COMMON };
  for (const field of fields) {
    options[optionName(field)] = field.kind === 'boolean' ? { type: 'boolean' } : { type: 'string', multiple: true };
  }
  try {
    return parseArgs({ args: [...args], options, allowNegative: true }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0]! : String(error);
    throw new CliProblem(`${why.replace(/\.$/u, '')}. "primum ${verb} --help" says how it is used.`);
  }
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What was given, as words: a flag is "true", and "false" as `--no-...`. */
function wordsOf(value: Values[string]): string[] {
  return [value ?? []].flat().map(String);
}

/** JSON may stand in a file: `--components @components.json`. */
function wordOf(field: WordField, word: string): string {
  return field.kind === 'json' && word.startsWith('@') ? textFrom(word.slice(1)) : word;
}

function objectFrom(path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(textFrom(path));
  } catch (error) {
    if (error instanceof CliProblem) throw error;
    throw new CliProblem(`--input: "${path}" is not JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CliProblem(`--input: "${path}" is not a JSON object.`);
  return value as Record<string, unknown>;
}

/** A file, or what is piped in, as "-". */
function textFrom(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    throw new CliProblem(`The file "${path}" could not be read.`);
  }
}

function textOf(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The options of a verb, for its help. */
export function optionsText(schema: z.ZodObject): string {
  const lines = fieldsOf(schema).map((field) => {
    const takes = field.kind === 'boolean' ? '' : ` ${takesOf(field)}`;
    const notes = [
      field.required ? 'needed' : '',
      field.kind === 'list' ? 'may be given several times' : '',
      field.kind === 'json' ? 'as JSON, or @FILE' : '',
      field.description,
      field.choices.length > 0 ? `one of: ${field.choices.join(', ')}` : '',
    ].filter((note) => note !== '');
    return [`--${optionName(field)}${takes}`, notes.join('; ')] as const;
  });
  const common = [
    ['--input FILE', 'the whole input as JSON; "-" reads what is piped in'],
    ['--format FORMAT', 'text (default) or json'],
    ['--organisation NAME', 'where there are several'],
    ['--data DIR', 'where data is kept'],
    ['--help', 'this text'],
  ] as const;
  const all = [...lines, ...common];
  const width = Math.min(34, Math.max(...all.map(([option]) => option.length)));
  return all.map(([option, note]) => `  ${option.padEnd(width)}  ${note}`.trimEnd()).join('\n');
}

function takesOf(field: WordField): string {
  if (field.kind === 'number' || field.items === 'number') return 'N';
  return field.kind === 'json' ? 'JSON' : 'TEXT';
}
