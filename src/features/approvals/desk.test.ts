import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anyCommand } from '../../platform/commands/command.ts';
import { everywhere, type Grant } from '../../platform/commands/may.ts';
import { testApp } from '../../test-app.ts';
import { createService } from '../services/commands.ts';
import { signaturesOnDesk } from './desk.ts';
import { intendedUse } from './intended-use.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });

before(async () => {
  for (const reference of ['FALLS', 'OTTER', 'WOUND'])
    await app.execute(anyCommand(createService), { reference, name: reference, role: 'manufacturer', phase: 'live' });
});

/** What stands on the desk of somebody who holds these roles, and how much waits, at least. */
async function waits(grants: readonly Grant[], most: number) {
  const actor = { kind: 'person' as const, ...app.person, organisation: app.organisation, grants };
  const { items, total } = await app.ground.database.read(app.organisation, (tx) =>
    signaturesOnDesk(intendedUse)(tx, { actor, now: app.clock.now, most, sealing: app.ground.sealing }),
  );
  return { in: items.map(({ service }) => service?.reference ?? '').toSorted(), total };
}

test('what nobody has signed waits for those who sign, and is not even counted for those who only work on it', async () => {
  assert.deepEqual(await waits(everywhere(['clinical safety officer']), 15), {
    in: ['FALLS', 'OTTER', 'WOUND'],
    total: 3,
  });
  for (const most of [1, 15]) {
    assert.deepEqual(await waits(everywhere(['product owner', 'safety engineer']), most), { in: [], total: 0 });
    const both = [
      ...everywhere(['product owner']),
      { role: 'clinical safety officer' as const, service: 'OTTER', until: null },
    ];
    assert.deepEqual(await waits(both, most), { in: ['OTTER'], total: 1 });
  }
  const first = await waits(everywhere(['deputy clinical safety officer']), 1);
  // At least: what is not shown is not counted to its end.
  assert.deepEqual([first.in.length, first.total], [1, 2]);
});
