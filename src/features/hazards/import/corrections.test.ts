import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anyCommand } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { everywhere } from '../../../platform/commands/may.ts';
import { statesOf } from '../../../platform/subjects/store.ts';
import { editControl, editHazard } from '../edit-commands.ts';
import { logOf, World } from './test-import.ts';

/** A log of one hazard, in these words. */
const wordsOf = (
  file: string,
  { name, owner, cause, control }: { name: string; owner: string; cause: string; control: string },
) =>
  logOf(
    [
      {
        ref: 'H1',
        name,
        owner,
        causes: [{ text: cause }],
        controls: [{ text: control, kind: 'existing', owner, transferred: false }],
      },
    ],
    file,
  );

test('a correction stays one where the next file says the same words, and what the file changes counts as it says it', async () => {
  const world = await World.make();
  const officer = {
    kind: 'person',
    id: '018f0000-0000-7000-8000-0000000000aa',
    name: 'Wren Applewhite',
    organisation: world.organisation,
    grants: everywhere(['clinical safety officer']),
  } as const;
  const version = async (table: 'hazard' | 'control') => {
    const [row] =
      table === 'hazard'
        ? await world.rows<{ v: number }>`select max(from_seq) as v from hazard`
        : await world.rows<{ v: number }>`select max(from_seq) as v from control`;
    return row!.v;
  };
  const digests = async () => {
    const [log] = await world.rows<{ id: string }>`select id from hazard_log limit 1`;
    const [state] = await world.read((tx) => statesOf(tx, [{ kind: 'hazard-log', id: log!.id }]));
    return state!.material.toString('hex');
  };
  const as = { actor: officer, organisation: world.organisation };
  const correct = { wordingOnly: true, wordingReason: 'Spelling.' };

  await world.import(
    wordsOf('v1', { name: 'A mesage is lost', owner: 'Wren', cause: 'No netwrok', control: 'It is sent agian' }),
  );
  const signed = await digests();
  const corrected = { name: 'A message is lost', cause: 'No network', control: 'It is sent again' };
  await execute(
    world.ground,
    anyCommand(editHazard),
    {
      service: 'WCS',
      hazard: 'HAZ-1',
      version: await version('hazard'),
      name: corrected.name,
      causes: [corrected.cause],
      ...correct,
    },
    as,
  );
  await execute(
    world.ground,
    anyCommand(editControl),
    { service: 'WCS', control: 'CTL-1', version: await version('control'), text: corrected.control, ...correct },
    as,
  );
  assert.equal(await digests(), signed);

  // The team put the corrections into their file, and another owner.
  const accept = { replaces: 1, accept: ['new', 'changed', 'gone', 'moved'] };
  await world.import(wordsOf('v2', { ...corrected, owner: 'Juniper' }), accept);
  assert.equal(await digests(), signed, 'an owner is editorial, and the corrections are still such');

  // A file that still has the old spelling brings it back, and so nothing that was signed differs.
  await world.import(
    wordsOf('v3', { name: 'A mesage is lost', owner: 'Juniper', cause: 'No netwrok', control: 'It is sent agian' }),
    accept,
  );
  assert.equal(await digests(), signed);

  await world.import(wordsOf('v4', { ...corrected, owner: 'Juniper' }), accept);
  assert.notEqual(await digests(), signed, 'what a file changes is material: nobody called it a correction');
  assert.deepEqual(await world.discrepancies(), []);
});
