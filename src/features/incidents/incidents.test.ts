import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { anyCommand, command } from '../../platform/commands/command.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { z } from 'zod';
import { testApp, type Visitor } from '../../test-app.ts';
import { EXAMPLE_LOG, plantLog } from '../hazards/testing/test-log-store.ts';
import { findService } from '../services/index.ts';
import { reportIncident } from './commands.ts';
import type { Reporting } from './domain.ts';
import { incidentNamed, incidentsOf, recordIncidentIn, reportsOfIncident } from './index.ts';

const app = await testApp({ now: new Date('2026-03-12T09:00:00Z') });
let nurse: Visitor;

before(async () => {
  await app.execute(plantLog, { log: EXAMPLE_LOG });
  nurse = await app.as({ name: 'Imogen Sedge', roles: ['viewer'] });
});

const NOW = { seq: null, now: new Date('2026-03-12T09:00:00Z') };
const read = <T>(work: Parameters<typeof app.ground.database.read<T>>[1]) =>
  app.ground.database.read(app.organisation, work);

/** Takes a report in as other features do: in a transaction of their own. */
const takeIn = command({
  feature: 'test',
  name: 'takeIn',
  summary: 'Takes a report in',
  input: z.strictObject({ key: z.string().nullable(), aware: z.string() }),
  may: { roles: ['administrator'], where: 'organisation' },
  subject: () => null,
  run: async (tx, _actor, { key, aware }) => {
    const service = await findService(tx, 'WOUND');
    const reporting: Reporting = {
      service,
      sort: 'incident',
      title: 'A list came late',
      what: 'The list of the day came at noon.',
      occurredOn: '2026-03-11',
      awareAt: new Date(aware),
      channel: 'monitoring',
      reporter: { by: 'source', name: 'Monitoring' },
      release: null,
      externalKey: key,
    };
    return { ...(await recordIncidentIn(tx, reporting)) };
  },
});

describe('a report', () => {
  test('needs one sentence, and anybody of the team makes it', async () => {
    const { result } = await nurse.execute(anyCommand(reportIncident), {
      service: 'WOUND',
      what: 'Two wounds on one leg had the same name. I saw it in time.',
      sort: 'near miss',
    });
    assert.equal(result['incident'], 'INC-1');
    const service = await read((tx) => findService(tx, 'WOUND'));
    const found = await read((tx) => incidentNamed(tx, service.id, 'inc-1', NOW));
    assert.ok(found);
    assert.equal(found.title, 'Two wounds on one leg had the same name');
    assert.equal(found.danger, 'unknown');
    assert.equal(found.harmed, 'unknown');
    assert.equal(found.stage, 'reported');
    const reports = await read((tx) => reportsOfIncident(tx, found.id, NOW));
    assert.deepEqual(
      reports.map(({ by, channel }) => [by, channel]),
      [['Imogen Sedge', 'staff']],
    );
  });

  test('of another system is taken in once', async () => {
    const input = { key: 'monitor-77', aware: '2026-03-12T08:00:00Z' };
    const first = (await app.execute(anyCommand(takeIn), input)).result;
    const second = (await app.execute(anyCommand(takeIn), input)).result;
    assert.equal(first['again'], false);
    assert.deepEqual({ ...second, again: false }, first);
    const service = await read((tx) => findService(tx, 'WOUND'));
    assert.equal((await read((tx) => incidentsOf(tx, [service.id], NOW))).length, 2);
  });

  test('cannot be known of before it is made', async () => {
    await assert.rejects(
      app.execute(anyCommand(takeIn), { key: null, aware: '2026-03-13T08:00:00Z' }),
      (error) => error instanceof InputProblem && error.problems.some(({ field }) => field === 'awareAt'),
    );
  });
});
