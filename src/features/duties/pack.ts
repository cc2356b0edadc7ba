import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { COMPARISONS, factsOf, PLAIN_OPS, type Condition } from '../../rules/conditions.ts';
import type { Day } from '../../words/days.ts';
import {
  AREAS,
  CONFIDENCES,
  FACT_TYPES,
  factOf,
  factsReadBy,
  LIMITS,
  STRENGTHS,
  type Duty,
  type Fact,
  type Pack,
} from './domain/pack.ts';

/*
 * The duties as dated data in `standards/duties`, one file for each edition. Read once. A file that is wrong stops the start:
 * it is ours, and its tests would have said so.
 */

const FOLDER = new URL('../../../standards/duties/', import.meta.url);

const text = z.string().trim().min(1);
const day = z.iso.date();
const name = z.string().regex(/^[a-z]+\.[a-z0-9_]+$/u);
const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).min(1)]);
const count = z.int().min(1);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: name, op: z.enum(COMPARISONS), value }),
    z.strictObject({ fact: name, op: z.enum(PLAIN_OPS) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const span = z.union([
  z.strictObject({ hours: count }),
  z.strictObject({ days: count }),
  z.strictObject({ working_days: count }),
  z.strictObject({ months: count }),
]);

const factSchema = z.strictObject({
  name,
  type: z.enum(FACT_TYPES),
  question: text.regex(/\?$/u, 'It is a question.'),
  hint: z.string().default(''),
  answers: z.array(z.strictObject({ value: text, text, means: z.enum(['none', 'not known']).optional() })).default([]),
  least: z.number().default(0),
  most: z.number().default(1_000_000),
  compartment: z.boolean().default(false),
});

const deadlineSchema = z.strictObject({
  type: z.enum(LIMITS),
  hours: count.nullable().default(null),
  days: count.nullable().default(null),
  clock: name.nullable().default(null),
  says: text,
  target: span.nullable().default(null),
  note: z.string().default(''),
});

const contentItem = z.union([
  text.transform((item) => ({ text: item, facts: [] as string[] })),
  z.strictObject({ text, facts: z.array(name).min(1) }),
]);

const dutySchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/u),
  version: count,
  area: z.enum(AREAS),
  title: text,
  who: text,
  to: text,
  how: text,
  when: condition,
  exempt_if: condition.nullable().default(null),
  deadline: deadlineSchema,
  further: z.array(z.strictObject({ says: text, span, clock: name })).default([]),
  content: z.array(contentItem).default([]),
  strength: z.enum(STRENGTHS),
  basis: text,
  binds: z.string().default(''),
  consent: z.string().default(''),
  note: z.string().default(''),
  watch: z.boolean().default(false),
  personal: z.boolean().default(false),
  in_force: z
    .strictObject({ from: day.nullable().default(null), to: day.nullable().default(null) })
    .default({ from: null, to: null }),
  source: z.array(z.strictObject({ kind: z.enum(['seen', 'memory']), ref: text })).min(1),
  confidence: z.enum(CONFIDENCES),
  verified_on: day.nullable(),
  review_by: day,
});

export const packSchema = z
  .strictObject({
    version: z.string().regex(/^\d{4}-\d{2}$/u),
    jurisdiction: text,
    in_force_from: day,
    checked: day,
    recheck_by: day,
    facts: z.array(factSchema).min(1),
    duties: z.array(dutySchema).min(1),
  })
  .superRefine((pack, context) => {
    for (const message of problemsOf(pack)) context.addIssue({ code: 'custom', message });
  });

/** What is wrong with a pack as a whole: what it names and does not declare, and what contradicts itself. */
function problemsOf(pack: Pack): string[] {
  const twice = (names: readonly string[]) => names.filter((one, at) => names.indexOf(one) !== at);
  return [
    ...twice(pack.facts.map((fact) => fact.name)).map((one) => `The fact ${one} is declared twice.`),
    ...twice(pack.duties.map(({ id }) => id)).map((one) => `The duty ${one} is there twice.`),
    ...pack.facts.flatMap(problemsOfFact),
    ...pack.duties.flatMap((duty) => problemsOfDuty(pack, duty).map((problem) => `${duty.id}: ${problem}`)),
  ];
}

function problemsOfFact({ name: named, type, answers }: Fact): string[] {
  const chosen = type === 'one' || type === 'several';
  return chosen === answers.length > 0 ? [] : [`The fact ${named} needs answers where one chooses, and nowhere else.`];
}

function problemsOfDuty(pack: Pack, duty: Duty): string[] {
  const { when, exempt_if: exemptIf, deadline, further, content, source, watch, binds } = duty;
  const clocks = [deadline.clock, ...further.map(({ clock }) => clock)].filter((clock) => clock !== null);
  const named = [...factsReadBy(duty), ...content.flatMap(({ facts }) => facts)];
  const numbered = { elapsed: 'hours', calendar_days: 'days', working_days: 'days' } as const;
  const needs = numbered[deadline.type as keyof typeof numbered] as 'hours' | 'days' | undefined;
  return [
    ...named.filter((one) => !factOf(pack, one)).map((one) => `${one} is not declared.`),
    ...clocks.filter((one) => factOf(pack, one)?.type !== 'moment').map((one) => `${one} starts no clock.`),
    ...[when, ...(exemptIf ? [exemptIf] : [])].flatMap((one) => problemsOfCondition(pack, one)),
    ...(['hours', 'days'] as const)
      .filter((unit) => (deadline[unit] !== null) !== (unit === needs))
      .map((unit) => `A limit of the sort ${deadline.type} and its ${unit} do not go together.`),
    ...(needs && deadline.clock === null ? ['A limit in numbers needs a clock.'] : []),
    ...(source.every(({ kind }) => kind === 'memory') && duty.verified_on !== null
      ? ['What is known from memory alone was verified by nobody.']
      : []),
    ...(watch && binds === '' ? ['What is watched says what it is.'] : []),
  ];
}

/** A value that no answer can equal would make a condition false for ever. */
function problemsOfCondition(pack: Pack, one: Condition): string[] {
  if ('all' in one) return one.all.flatMap((part) => problemsOfCondition(pack, part));
  if ('any' in one) return one.any.flatMap((part) => problemsOfCondition(pack, part));
  if ('not' in one) return problemsOfCondition(pack, one.not);
  const fact = factOf(pack, one.fact);
  if (!fact || !('value' in one)) return [];
  const values: readonly unknown[] = Array.isArray(one.value) ? one.value : [one.value];
  const fits = (each: unknown): boolean =>
    ({
      'yes or no': typeof each === 'boolean',
      number: typeof each === 'number',
      moment: false,
      one: fact.answers.some((answer) => answer.value === each),
      several: fact.answers.some((answer) => answer.value === each),
    })[fact.type];
  return values.filter((each) => !fits(each)).map((each) => `${String(each)} is no answer to ${factsOf(one).join()}.`);
}

let read: readonly Pack[] | null = null;

/** Every edition, the oldest first. */
export function allPacks(): readonly Pack[] {
  return (read ??= readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readPack(new URL(file, FOLDER)))
    .toSorted((one, other) => one.in_force_from.localeCompare(other.in_force_from)));
}

function readPack(file: URL): Pack {
  const result = packSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file.pathname} is wrong:\n${z.prettifyError(result.error)}`);
  return result.data;
}

/** The edition that is in force on a day: the latest that had begun. Before the first one, the first. */
export function packInForce(on: Day): Pack {
  const packs = allPacks();
  return packs.findLast(({ in_force_from: from }) => from <= on) ?? packs[0]!;
}
