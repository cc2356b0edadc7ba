import { v7 as newId } from 'uuid';
import { ask, execute, type Ground } from '../../../platform/commands/execute.ts';
import { everywhere, type Actor, type Role } from '../../../platform/commands/may.ts';
import { anyCommand, anyQuery, type AnyCommand, type AnyQuery } from '../../../platform/commands/command.ts';
import { Database, type ReadTx } from '../../../platform/database/database.ts';
import { assemble } from '../../../platform/installation.ts';
import { plantOrganisation, plantPerson } from '../../../test-app-store.ts';
import { testDatabase } from '../../../test-database.ts';
import { features } from '../../../features.ts';
import type { Phase } from '../domain.ts';
import { hazard as hazardQuery } from '../queries.ts';
import { rateHazard } from '../rate-commands.ts';
import { plantLog, type TestLog } from './test-log-store.ts';
import { testSealing } from '../../../platform/sealed/testing/test-sealing.ts';

/** An organisation with a log in it, and somebody who may do most things. */
export async function hazardWorld(log: TestLog) {
  const [db, { kinds }] = await Promise.all([testDatabase(), assemble(features)]);
  const clock = { now: new Date('2026-03-01T09:00:00Z') };
  const database = new Database(db.app);
  const ground: Ground = { database, kinds, sealing: testSealing, now: () => clock.now };
  const organisation = await plantOrganisation(database, 'Example Trust', clock.now);
  const person = async (name: string, roles: readonly Role[]): Promise<Actor & { kind: 'person' }> => ({
    kind: 'person',
    id: await plantPerson(database, organisation, { name, roles }, clock.now),
    name,
    organisation,
    grants: everywhere(roles),
  });
  const officer = await person('Wren Applewhite', ['clinical safety officer']);
  const act = (command: AnyCommand, input: object, actor: Actor = officer) =>
    execute(ground, command, { service: log.service.reference, ...input }, { actor, organisation, key: newId() });
  /** The last entry that changed a hazard, as whoever rates it saw it. */
  const seen = async (hazard: string) => {
    const { history } = (await ask(
      ground,
      anyQuery(hazardQuery),
      { service: log.service.reference, hazard },
      { actor: officer, organisation },
    )) as { history: { seq: number }[] };
    return history[0]!.seq;
  };
  const rate = async (hazard: string, phase: Phase, rating: object, actor: Actor = officer) =>
    act(
      anyCommand(rateHazard),
      { hazard, phase, justification: 'For a test.', version: await seen(hazard), ...rating },
      actor,
    );
  await execute(ground, plantLog, { log }, { actor: { kind: 'system' }, organisation });
  return {
    database,
    ground,
    kinds,
    clock,
    organisation,
    officer,
    person,
    do: act,
    seen,
    rate,
    /** Rates a hazard so low that nothing more has to be done: it can be closed. */
    rateLow: async (hazard: string) => {
      const low = { severity: 'Minor', likelihood: 'Very low' };
      await rate(hazard, 'initial', low);
      return rate(hazard, 'residual', low);
    },
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
