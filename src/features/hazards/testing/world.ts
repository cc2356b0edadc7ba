import { v7 as newId } from 'uuid';
import { ask, execute, type Ground } from '../../../platform/commands/execute.ts';
import { everywhere, type Actor, type Role } from '../../../platform/commands/may.ts';
import { type AnyCommand, type AnyQuery } from '../../../platform/commands/command.ts';
import { Database, type ReadTx } from '../../../platform/database/database.ts';
import { assemble } from '../../../platform/installation.ts';
import { plantOrganisation, plantPerson } from '../../../test-app-store.ts';
import { testDatabase } from '../../../test-database.ts';
import { features } from '../../../features.ts';
import { plantLog, type TestLog } from './test-log-store.ts';

/** An organisation with a log in it, and somebody who may do most things. */
export async function hazardWorld(log: TestLog) {
  const [db, { kinds }] = await Promise.all([testDatabase(), assemble(features)]);
  const clock = { now: new Date('2026-03-01T09:00:00Z') };
  const database = new Database(db.app);
  const ground: Ground = { database, kinds, now: () => clock.now };
  const organisation = await plantOrganisation(database, 'Example Trust', clock.now);
  const person = async (name: string, roles: readonly Role[]): Promise<Actor & { kind: 'person' }> => ({
    kind: 'person',
    id: await plantPerson(database, organisation, { name, roles }, clock.now),
    name,
    organisation,
    grants: everywhere(roles),
  });
  const officer = await person('Wren Applewhite', ['clinical safety officer']);
  await execute(ground, plantLog, { log }, { actor: { kind: 'system' }, organisation });
  return {
    database,
    ground,
    kinds,
    clock,
    organisation,
    officer,
    person,
    do: (command: AnyCommand, input: object, actor: Actor = officer) =>
      execute(ground, command, { service: log.service.reference, ...input }, { actor, organisation, key: newId() }),
    ask: <Answer>(query: AnyQuery, input: object = {}) =>
      ask(
        ground,
        query,
        { service: log.service.reference, ...input },
        { actor: officer, organisation },
      ) as Promise<Answer>,
    read: <T>(work: (tx: ReadTx) => Promise<T>) => database.read(organisation, work),
    close: () => database.close(),
  };
}
