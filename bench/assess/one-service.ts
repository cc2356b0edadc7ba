import { v7 as newId } from 'uuid';
import type pg from 'pg';
import { acceptMapping } from '../../src/features/hazards/evidence/judging.ts';
import { pushResults } from '../../src/features/hazards/evidence/push.ts';
import { plantLog } from '../../src/features/hazards/testing/test-log-store.ts';
import { findService } from '../../src/features/services/index.ts';
import { assessing } from '../../src/features/standards/index.ts';
import { anyCommand, type AnyCommand } from '../../src/platform/commands/command.ts';
import { execute, type Ground } from '../../src/platform/commands/execute.ts';
import { everywhere } from '../../src/platform/commands/may.ts';
import { gatherStatistics } from './statistics-store.ts';

/** A service with hazards, their controls, and the tests on which these rest, made by the commands that make them. */
export async function makeService(
  ground: Ground,
  commands: readonly AnyCommand[],
  config: pg.ClientConfig,
  { hazards: count, results }: { readonly hazards: number; readonly results: number },
): Promise<string> {
  const organisation = newId();
  const named = (name: string) => commands.find((one) => one.name === name)!;
  const run = (what: AnyCommand, input: unknown) =>
    execute(ground, what, input, { actor: { kind: 'system' }, organisation });
  await run({ ...named('createOrganisation'), founds: true }, { name: 'Bench Trust' });
  const hazards = Array.from({ length: count }, (_, index) => ({
    name: `Hazard ${index}`,
    controls: [{ text: `Control ${index}` }],
    initial: { severity: 'Major', likelihood: 'High' },
    residual: { severity: 'Major', likelihood: 'Very low' },
  }));
  await run(plantLog, { log: { service: { reference: 'BENCH', name: 'Bench' }, title: 'Log', file: 'x', hazards } });
  const cases = Array.from(
    { length: results },
    (_, index) => `<testcase classname="night" name="test ${index} [CTL-${(index % count) + 1}]" time="0.1"/>`,
  );
  const files = [{ name: 'night.xml', content: `<testsuite name="night">${cases.join('')}</testsuite>` }];
  await run(anyCommand(pushResults), { service: 'BENCH', release: '1.0', files });
  const person = { kind: 'person' as const, id: newId(), name: 'Ottoline Reed', organisation };
  const actor = { ...person, grants: everywhere(['safety engineer']) };
  // A judgement is of so many at a time.
  for (let from = 0; from < results; from += 500) {
    const mappings = Array.from({ length: Math.min(500, results - from) }, (_, index) => ({
      control: `CTL-${((from + index) % count) + 1}`,
      test: `EVD-${from + index + 1}`,
    }));
    const input = { service: 'BENCH', mappings, shows: ['implementation', 'effectiveness'] };
    await execute(ground, anyCommand(acceptMapping), input, { actor, organisation });
  }
  await gatherStatistics(config);
  return organisation;
}

/** Every standard, from nothing. @returns how many criteria were looked at */
export async function assessAll(ground: Ground, organisation: string): Promise<number> {
  const { assessCatalogues, cataloguesOf } = await assessing();
  return ground.database.read(organisation, async (tx) => {
    const moment = { seq: null, now: ground.now() };
    const service = await findService(tx, 'BENCH', moment);
    const catalogues = (await cataloguesOf(tx, [service.id], moment)).get(service.id)!;
    const all = await assessCatalogues(tx, ground.kinds.assessed, service, catalogues, moment);
    return all.reduce((sum, { sections }) => sum + sections.flatMap(({ criteria }) => criteria).length, 0);
  });
}
