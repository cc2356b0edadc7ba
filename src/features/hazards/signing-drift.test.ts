import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { headOf } from '../../platform/ledger/store.ts';
import { textOf } from '../../words/sentence.ts';
import type { ControlByItself, HazardRecord } from './domain/record.ts';
import { editControl, editHazard } from './edit-commands.ts';
import { logsOf } from './list-store.ts';
import { control, hazard } from './queries.ts';
import { serviceNamed } from './service-store.ts';
import { driftOf } from './signing-drift.ts';
import { hazardWorld } from './testing/world.ts';

/*
 * What changed in a log since a version of it was signed is named: on the desk, on a page and over the API alike.
 */

const ALARM = 'The alarm rings once a day';
const names = [1, 2, 3, 4, 5, 6].map((n) => `Something made up goes wrong, number ${n}`);
const LOG = {
  service: { reference: 'WOUND', name: 'Wound Care' },
  title: 'Log of Wound Care',
  file: 'made-up.xlsx',
  hazards: names.map((name, index) => ({
    name,
    controls: [
      { text: `${ALARM} on ward ${index + 1}`, state: 'in place' },
      ...(index === 0 ? [{ text: 'A nurse reads every mesage', state: 'in place' }] : []),
    ],
  })),
};

let world: Awaited<ReturnType<typeof hazardWorld>>;
before(async () => (world = await hazardWorld(LOG)));
after(() => world.close());

const recordOf = async (id: string) =>
  (await world.ask<{ hazard: HazardRecord }>(anyQuery(hazard), { hazard: id })).hazard;

/** CTL-3, by the words that it begins with. */
async function controlOf(text: string): Promise<string> {
  const records = await Promise.all(names.map((_name, index) => recordOf(`HAZ-${index + 1}`)));
  return records.flatMap(({ controls }) => controls).find((one) => one.text.startsWith(text))!.id;
}

async function changeControl(text: string, changed: object): Promise<string> {
  const id = await controlOf(text);
  const { control: found } = await world.ask<{ control: ControlByItself }>(anyQuery(control), { control: id });
  await world.do(anyCommand(editControl), { control: id, version: found.version, ...changed });
  return id;
}

async function changeHazard(id: string, changed: object): Promise<void> {
  const { version } = await recordOf(id);
  await world.do(anyCommand(editHazard), { hazard: id, version, ...changed });
}

/** What a signature of this moment is compared with: an entry of the ledger. */
async function signedNow(): Promise<number> {
  return (await world.read((tx) => headOf(tx, 'changes')))!.seq;
}

/** What is said of the log since then. */
async function saidSince(seq: number) {
  const drift = await world.read(async (tx) => {
    const { id: service } = await serviceNamed(tx, 'WOUND', { seq: null, now: world.clock.now });
    const [log] = await logsOf(tx, service, { seq: null, now: world.clock.now });
    return (await driftOf(tx, [{ id: log!.id, seq }])).get(log!.id)!;
  });
  return { counted: drift.material.join(), named: textOf(drift.named), editorial: drift.editorial };
}

test('one control is named with its hazard and its words; a correction of spelling is not', async () => {
  const seq = await signedNow();
  assert.deepEqual(await saidSince(seq), { counted: '', named: '', editorial: 0 });
  const correction = { wordingOnly: true, wordingReason: 'The spelling of “message”.' };
  await changeControl('A nurse reads', { text: 'A nurse reads every message', ...correction });
  assert.deepEqual(await saidSince(seq), { counted: '', named: '', editorial: 1 });
  const id = await changeControl(`${ALARM} on ward 3`, { text: 'The alarm rings twice a day on ward 3' });
  const said = { counted: '1 hazard changed', editorial: 1 };
  assert.deepEqual(await saidSince(seq), { ...said, named: `control ${id} of HAZ-3, from “once” to “twice”` });
  await changeControl('The alarm rings twice', { text: `${ALARM} on ward 3`, state: 'proposed' });
  assert.deepEqual(await saidSince(seq), { ...said, named: `control ${id} of HAZ-3` }, 'its words are as they were');
});

test('several are named: controls, and hazards that changed in themselves', async () => {
  const seq = await signedNow();
  const read = await changeControl('A nurse reads', { text: 'A nurse reads no message at weekends' });
  const quoted = `control ${read} of HAZ-1, from “every message” to “no message at weekends”`;
  assert.deepEqual(await saidSince(seq), { counted: '1 hazard changed', named: quoted, editorial: 0 });
  await changeHazard('HAZ-4', { description: 'It is found out a day later.' });
  assert.equal((await saidSince(seq)).named, `control ${read} of HAZ-1 and HAZ-4`);
  for (const ward of [4, 5]) await changeControl(`${ALARM} on ward ${ward}`, { state: 'proposed' });
  const [four, five] = [await controlOf(`${ALARM} on ward 4`), await controlOf(`${ALARM} on ward 5`)];
  const { counted, named } = await saidSince(seq);
  assert.equal(counted, '3 hazards changed');
  assert.deepEqual(
    new Set([...named.matchAll(/control (CTL-\d+)/gu)].map(([, id]) => id)),
    new Set([read, four, five]),
  );
  assert.doesNotMatch(named, /(?:, |and )HAZ-4/u, 'it is named by its control');
  for (const number of [3, 6]) await changeHazard(`HAZ-${number}`, { description: 'It is found out a day later.' });
  assert.match((await saidSince(seq)).named, /, HAZ-3 and 1 more$/u);
});

test('words that are long are read beside each other, and not in a sentence', async () => {
  const seq = await signedNow();
  const long = 'a bell that is heard on the whole floor and in the garden '.repeat(4).trim();
  const id = await changeControl(`${ALARM} on ward 6`, { text: `${ALARM} on ward 6, with ${long}` });
  assert.equal((await saidSince(seq)).named, `control ${id} of HAZ-6`);
});
