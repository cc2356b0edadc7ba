import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { authorisedFor } from '../plan/index.ts';
import { findService } from '../services/index.ts';
import { declareNoIncident, recordGate, setGatePolicy } from './commands.ts';
import { authorisedAs } from './domain.ts';
import { MATTERS, overriding, type WhoMay } from './override-commands.ts';

const SERVICE = 'DEMO';
const SORT = 'override';

/** By the plan of the demo; where it has none yet, its officer. */
const whoMay: WhoMay = async (tx, service, matter) =>
  (await authorisedFor(tx, service, matter)) ?? [{ role: 'clinical safety officer', person: null }];

/** The gate of the demo service: it warns, it was overridden once, and the next release may not go yet. */
export async function makeDemo(demo: Demo): Promise<void> {
  const { execute, ground, organisation } = demo;
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await demo.somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  const barnaby = await demo.somebody('Barnaby Quince', ['accountable executive']);
  const ottoline = await demo.somebody('Ottoline Reed', ['safety engineer']);
  await execute(anyCommand(setGatePolicy), { service: SERVICE, mode: 'warn', days: 14 }, wren);
  const note =
    'Reports of both wards and the log of the helpdesk since the last release: 4, none of a harm or near miss.';
  await execute(anyCommand(declareNoIncident), { service: SERVICE, note }, juniper);
  const authorised = await ground.database.read(organisation, async (tx) =>
    whoMay(tx, (await findService(tx, SERVICE)).id, MATTERS[SORT]),
  );
  const named = (who: DemoPerson) => authorisedAs(authorised, who) !== null;
  const authoriser = [wren, juniper, barnaby].find(named);
  if (authoriser) {
    const { overrideGate } = overriding(whoMay);
    const reason =
      'It puts two spelling mistakes on the help pages right and touches nothing else, and need not wait until version 2 of the hazard log is signed.';
    await execute(anyCommand(overrideGate), { service: SERVICE, version: '1.3.2', reason, days: 2 }, authoriser);
  }
  await execute(anyCommand(recordGate), { service: SERVICE, version: '1.4.0-rc.1' }, ottoline);
}
