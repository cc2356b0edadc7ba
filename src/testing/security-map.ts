import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import standard from '../../standards/asvs/asvs-5.0.0-ids.json' with { type: 'json' };

/*
 * What docs/security/asvs.yaml says of each requirement of OWASP ASVS 5.0.0 at level 2, and whether it holds: the tests
 * that it names are there and ran, the settings stand where it says, and whatever is not met has its reason.
 */

const words = z.string().trim().min(1);
const several = z.union([words, z.array(words).min(1)]).transform((one) => [one].flat());
const id = z.string().regex(/^\d+\.\d+\.\d+$/u);
const note = words.optional();

const rowSchema = z.discriminatedUnion('status', [
  z.strictObject({ id, status: z.literal('tested'), test: several, note }),
  z.strictObject({ id, status: z.literal('configured'), config: several, note }),
  z.strictObject({ id, status: z.literal('does-not-apply'), reason: words, note }),
  z.strictObject({ id, status: z.literal('accepted'), reason: words, note }),
  z.strictObject({ id, status: z.literal('deployment'), reason: words, config: several, note }),
]);

/** One requirement, and what is said of it. */
export type Row = z.output<typeof rowSchema>;

/** A test that came to its end. */
export const ranSchema = z.object({
  file: z.string(),
  titles: z.array(z.string()),
  ended: z.enum(['passed', 'failed', 'skipped']),
});
export type Ran = z.output<typeof ranSchema>;

export const ROOT = join(import.meta.dirname, '../..');
export const MAP = 'docs/security/asvs.yaml';

/** Every requirement that has to be in the map, in the order of the standard. */
export const REQUIRED: readonly string[] = [
  ...Object.values(standard.levels).flatMap((sections) =>
    Object.entries(sections).flatMap(([section, numbers]) => numbers.map((number) => `${section}.${number}`)),
  ),
  ...standard.besides,
].toSorted(inOrder);

/** Reads the map. @throws where it is not of its form */
export function readMap(text = readFileSync(join(ROOT, MAP), 'utf8')): readonly Row[] {
  return z.array(rowSchema).parse(parse(text));
}

/** 2.1.3 stands before 2.10.1. */
export function inOrder(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** What is wrong with the map as it stands. @param read gives a file of the repository; null where there is none */
export function problemsWith(rows: readonly Row[], read: (path: string) => string | null): string[] {
  const given = rows.map((row) => row.id);
  const known = new Set(REQUIRED);
  const mapped = new Set(given);
  return [
    ...REQUIRED.filter((one) => !mapped.has(one)).map((one) => `${one} is not in the map.`),
    ...given.filter((one) => !known.has(one)).map((one) => `${one} is no requirement that has to be in the map.`),
    ...given.filter((one, at) => given.indexOf(one) !== at).map((one) => `${one} is in the map twice.`),
    ...given.filter((one, at) => at > 0 && inOrder(given[at - 1]!, one) > 0).map((one) => `${one} is out of order.`),
    ...rows.flatMap((row) => problemsOf(row, read)),
  ];
}

function problemsOf(row: Row, read: (path: string) => string | null): string[] {
  const tests = 'test' in row ? row.test : [];
  const settings = 'config' in row ? row.config : [];
  return [
    ...tests.flatMap((test) => {
      const { path, what } = parts(test);
      const text = read(path);
      if (text === null || what === '') return [`${row.id} names a test in ${path}, and there is none.`];
      const titles = titlesIn(text);
      const absent = what.split(' > ').filter((title) => !titles.some((one) => one.test(title)));
      return absent.map((title) => `${row.id} names the test "${title}", and there is none in ${path}.`);
    }),
    ...settings.flatMap((setting) => {
      const { path, what } = parts(setting);
      const text = read(path);
      if (text === null || what === '') return [`${row.id} names a setting in ${path}, and there is no such file.`];
      return folded(text).includes(folded(what)) ? [] : [`${row.id}: ${path} no longer says "${what}".`];
    }),
  ];
}

/** "src/a.test.ts#it works": a file, and what in it. */
function parts(given: string): { readonly path: string; readonly what: string } {
  const at = given.indexOf('#');
  return at < 0 ? { path: given, what: '' } : { path: given.slice(0, at), what: given.slice(at + 1) };
}

const TITLE = /\b(?:test|it|describe|suite)(?:\.\w+)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gsu;

/** The titles of a file of tests; where one is put together, whatever it may become. */
function titlesIn(text: string): RegExp[] {
  return [...text.matchAll(TITLE)].map(([, , title = '']) => {
    const fixed = title
      .split(/\$\{[^}]*\}/u)
      .map((part) => escaped(part.replace(/\\u([\da-f]{4})|\\(.)/giu, unescaped)));
    return new RegExp(`^${fixed.join('.+')}$`, 'su');
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

function unescaped(_all: string, code: string | undefined, char: string): string {
  return code === undefined ? char : String.fromCodePoint(Number.parseInt(code, 16));
}

function folded(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

/** Which of the tests that the map names did not run, or did not pass, and what rests on them. @param ran of one whole run */
export function notPassed(rows: readonly Row[], ran: readonly Ran[]): string[] {
  const named = Map.groupBy(
    rows.flatMap((row) => ('test' in row ? row.test.map((test) => ({ id: row.id, test })) : [])),
    ({ test }) => test,
  );
  return [...named].flatMap(([test, those]) => {
    const { path, what } = parts(test);
    const ended = ran.filter((one) => one.file === path && isCalled(one.titles, what)).map((one) => one.ended);
    const how = ended.length === 0 ? 'did not run' : ENDS.find(([end]) => ended.includes(end))?.[1];
    return how === undefined ? [] : [`${test}\n    ${how}. On it rests ${those.map(({ id }) => id).join(', ')}.`];
  });
}

const ENDS = [
  ['failed', 'failed'],
  ['skipped', 'was skipped'],
] as const;

/** A test is called by its title, with as many of those above it as tell it from others. */
function isCalled(titles: readonly string[], what: string): boolean {
  const whole = titles.join(' > ');
  return whole === what || whole.endsWith(` > ${what}`);
}
