import type { ReadTx } from '../../platform/database/database.ts';
import { there } from '../../platform/commands/problems.ts';
import { marksOf, wholly } from '../../words/marks.ts';
import type { Sentence } from '../../words/sentence.ts';
import {
  OFFICERS_SIGN,
  type Change,
  type Difference,
  type Drift,
  type Named,
  type Part as DifferencePart,
  type Signable,
  type Signed,
} from '../approvals/index.ts';
import { findService } from '../services/index.ts';
import { PART_NAMES, processPath, sayRhythm, unwritten, unwrittenSentence } from './domain.ts';
import { processField } from './fields.ts';
import { processByKey, processesById, versionsSince, type ProcessVersion, type StoredProcess } from './store.ts';
import { templateOf } from './templates.ts';

/*
 * A process as something that is signed: a numbered version of it is approved by an officer of the service. What is signed
 * are its words; whether it is run says each run. (DCB0129 2.1.1, 2.3.4)
 */

function named({ service, key, title }: Pick<StoredProcess, 'service' | 'key' | 'title'>): Named {
  const path = processPath(service.reference, key);
  return { title: `Process “${title}” of ${service.name}`, href: path, path, service };
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const service = await findService(tx, String(given['service']));
  const key = String(given['process']).toLowerCase();
  const process = there(await processByKey(tx, service.id, key), `process ${key}`);
  return {
    ...named(process),
    ref: { kind: 'process', id: process.id },
    facts: [`Run ${sayRhythm(process)}`, `${process.owner.name} answers for it`],
  };
}

/** What is signed, and what only stands beside it, in the order in which it is read. */
const MATERIAL: readonly (readonly [string, (version: ProcessVersion) => string])[] = [
  ['Name', ({ title }) => title],
  [PART_NAMES.what, ({ what }) => what],
  [PART_NAMES.who, ({ whoDoes }) => whoDoes],
  ['How often', (version) => sayRhythm(version)],
  [PART_NAMES.starts, ({ starts }) => starts],
  [PART_NAMES.comes, ({ comes }) => comes],
];
const EDITORIAL: typeof MATERIAL = [
  ['Who answers for it', ({ owner }) => owner],
  ['Where all of it is written', ({ link }) => link],
];

async function difference(tx: ReadTx, { ref }: Signed, from: number | null, to: number | null): Promise<Difference> {
  const versions = await versionsSince(tx, [{ id: ref.id, seq: from ?? 0 }], to);
  const first = from === null || versions[0] === undefined || versions[0].from > from ? null : versions[0];
  return {
    material: partOf(first, versions, MATERIAL),
    editorial: first ? partOf(first, versions, EDITORIAL) : [],
    unchanged: null,
  };
}

function partOf(
  first: ProcessVersion | null,
  versions: readonly ProcessVersion[],
  fields: typeof MATERIAL,
): DifferencePart[] {
  const changes = fields.flatMap(([what, say]) => changeOf(first, versions, what, say));
  return changes.length === 0 ? [] : [{ name: null, title: versions.at(-1)!.title, flag: null, changes }];
}

function changeOf(
  first: ProcessVersion | null,
  versions: readonly ProcessVersion[],
  what: string,
  say: (version: ProcessVersion) => string,
): Change[] {
  const last = versions.at(-1);
  if (!last) return [];
  const [before, after] = [first ? say(first) : '', say(last)];
  if (before === after) return [];
  // Whoever made it so last.
  const { who, at } =
    versions.findLast(
      (version, index) => version !== first && say(version) !== (index === 0 ? '' : say(versions[index - 1]!)),
    ) ?? last;
  if (before === '') return [{ what, before: null, after: wholly(after), who, at }];
  if (after === '') return [{ what, before: wholly(before), after: null, who, at }];
  return [{ what, ...marksOf(before, after), who, at }];
}

async function drift(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const versions = Map.groupBy(await versionsSince(tx, since, null), ({ id }) => id);
  return new Map(
    since.flatMap(({ id }) => {
      const all = versions.get(id);
      return all ? [[id, driftOf(all)] as const] : [];
    }),
  );
}

/** What differs between the first of these versions and the last, and how often only what is editorial was changed. */
function driftOf(versions: readonly ProcessVersion[]): Drift {
  const differs = (one: ProcessVersion, other: ProcessVersion, fields: typeof MATERIAL) =>
    fields.some(([, say]) => say(one) !== say(other));
  const [first, last] = [versions[0]!, versions.at(-1)!];
  return {
    material: differs(first, last, MATERIAL) ? ['what it says changed'] : [],
    named: [],
    editorial: versions.filter((version, index) => {
      const before = versions[index - 1];
      return before && differs(before, version, EDITORIAL) && !differs(before, version, MATERIAL);
    }).length,
  };
}

async function warnings(tx: ReadTx, { ref }: Signed): Promise<Sentence[]> {
  const [process] = await processesById(tx, [ref.id]);
  const sentence = process ? unwrittenSentence(process, unwritten(process, templateOf(process.key))) : null;
  if (!sentence) return [];
  const { clears } = sentence;
  return [{ ...sentence, clears: [...clears, ' If you sign now, no check counts it as written all the same.'] }];
}

export const processSignable: Signable = {
  kind: 'process',
  feature: 'processes',
  command: 'signProcess',
  noun: 'process',
  rule: OFFICERS_SIGN,
  judgement: 'it says rightly what we do, who does it and how often, and it can be followed by whoever has to',
  input: { process: processField },
  path: '/services/:service/processes/:process',
  find,
  names: async (tx, ids) => new Map((await processesById(tx, ids)).map((one) => [one.id, named(one)])),
  difference,
  extent: async () => ({ count: 1, noun: 'process' }),
  drift,
  // A process rests on nothing: only its words can change.
  fallen: async () => new Map(),
  warnings,
};
