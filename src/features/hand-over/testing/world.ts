import { anyCommand } from '../../../platform/commands/command.ts';
import { testApp, type TestApp, type TestAppOptions } from '../../../test-app.ts';
import { intendedUse } from '../../approvals/intended-use.ts';
import { signing } from '../../approvals/index.ts';
import type { Signable } from '../../approvals/index.ts';
import { doAs, makeOfficer, shownOf, type Somebody } from '../../approvals/testing/officers.ts';
import { demoLog } from '../../hazards/demo/demo-log.ts';
import { importHazardLog } from '../../hazards/import/index.ts';
import { hazardLog } from '../../hazards/signing.ts';
import { createService } from '../../services/commands.ts';
import { DEMO_SERVICE } from '../../services/demo.ts';
import { findService } from '../../services/index.ts';
import { standIn, type StandIn } from './stand-in.ts';

/** A service with an approved intended use and an approved log of a few hazards, and what its other rooms would know. */
export interface HandOverWorld {
  readonly app: TestApp;
  readonly wren: Somebody;
  readonly executive: Somebody;
  readonly sources: StandIn;
  /** Signs what stands now. */
  readonly sign: (signable: Signable, named: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

const LOG = { service: 'DEMO', log: 1 };

/** @param most hazards of the log; one of the demo's that was transferred is among them always */
export async function handOverWorld(options: TestAppOptions = {}, most = 5): Promise<HandOverWorld> {
  const app = await testApp({ now: new Date('2026-03-12T09:00:00Z'), ...options });
  const somebody = async (name: string, roles: Somebody['roles']) => ({
    visitor: await app.as({ name, roles }),
    roles,
  });
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const executive = await somebody('Barnaby Quince', ['accountable executive', 'product owner', 'administrator']);
  await doAs(app, executive, anyCommand(createService), DEMO_SERVICE);
  const log = demoLog();
  const handed = log.hazards.filter(({ standing }) => standing === 'transferred');
  const hazards = [...handed, ...log.hazards.filter((one) => !handed.includes(one))].slice(0, most);
  await doAs(app, executive, anyCommand(importHazardLog), {
    service: 'DEMO',
    title: 'Wound care hazard log',
    log: { ...log, hazards },
  });
  await makeOfficer(app, wren, { service: 'DEMO', office: 'clinical safety officer', executive });
  const { signCommand } = await signing();
  const sign = async (signable: Signable, named: Readonly<Record<string, unknown>>) =>
    doAs(app, wren, signCommand(signable), {
      ...named,
      decision: 'approve',
      ...(await shownOf(app, signable, named)),
    });
  await sign(intendedUse, { service: 'DEMO' });
  await sign(hazardLog, LOG);
  const service = await app.ground.database.read(app.organisation, (tx) => findService(tx, 'DEMO'));
  const { id, reference, name } = service;
  return { app, wren, executive, sources: standIn({ id, reference, name }), sign };
}
