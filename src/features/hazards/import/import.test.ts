import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { v7 as newId } from 'uuid';
import { features } from '../../../features.ts';
import { anyCommand, type AnyCommand } from '../../../platform/commands/command.ts';
import { execute, type Ground } from '../../../platform/commands/execute.ts';
import { Database } from '../../../platform/database/database.ts';
import { assemble, makeDemo } from '../../../platform/installation.ts';
import { recompute } from '../../../platform/subjects/recompute.ts';
import { testDatabase } from '../../../test-database.ts';

const AT = new Date('2026-03-03T10:00:00Z');

describe('the demo', () => {
  let ground: Ground;
  let organisation: string;

  before(async () => {
    const database = new Database((await testDatabase()).app);
    const assembled = await assemble(features);
    ground = { database, kinds: assembled.kinds, now: () => AT };
    const person = newId();
    await database.platform((tx) => tx.rows(sql`insert into person (id, name, created_at) values (${person}, 'Ann', ${AT})`));
    organisation = await makeDemo({ ground, grounds: assembled.grounds }, { id: person, name: 'Ann' });
  });

  test('is imported, and settled', async () => {
    await ground.database.read(organisation, async (tx) => {
      const [row] = await tx.rows(sql`select (select count(*) from hazard) as hazards, (select count(*) from control) as controls, (select count(*) from hazard_control) as links, (select count(*) from hazard_cause) as causes,(select count(*) from hazard_rating) as ratings`);
      console.log(row, await tx.rows(sql`select kind, verdict, count(*) from subject_state group by 1,2`));
      assert.deepEqual(await recompute(tx, ground.kinds), []);
    });
  });
});
