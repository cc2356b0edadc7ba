import { anyCommand } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Demo } from '../../../platform/feature.ts';
import { actionReference, actionsFrom, finishActionCommand } from '../../actions/index.ts';
import { findService } from '../../services/index.ts';
import { closeIncident } from '../closing-commands.ts';
import { incidentActions } from '../closing-store.ts';
import { INCIDENT, incidentNumber } from '../domain.ts';
import { incidentByNumber, type StoredIncident } from '../store.ts';

const SERVICE = 'DEMO';
/** One that was looked into from its report to its end, and what went well. */
const OVER = ['INC-1', 'INC-4'];

/** Closes what is over: what was to be done is done, and whether it worked is looked at in two months. */
export async function closeWhatIsOver(demo: Demo): Promise<void> {
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  for (const incident of OVER) {
    for (const { number, version } of await openActions(demo, incident))
      await demo.execute(
        anyCommand(await finishActionCommand()),
        {
          action: actionReference(number),
          version,
          evidence: 'It is in 1.4.0-rc.1. Tried with two windows side by side: each kept its own wound.',
        },
        posy,
      );
    const { version } = await read(demo, (tx) => named(tx, incident));
    await demo.execute(anyCommand(closeIncident), { service: SERVICE, incident, version }, posy);
  }
}

/** What is to be done against an incident. That somebody looks whether it worked may wait. */
async function openActions(demo: Demo, incident: string): Promise<readonly { number: number; version: number }[]> {
  return read(demo, async (tx, now) => {
    const { id } = await named(tx, incident);
    const moment = { seq: null, now };
    const doing = new Set((await incidentActions(tx, [id], moment)).map(({ action }) => action));
    return (await actionsFrom(tx, INCIDENT, [id], moment)).filter((one) => doing.has(one.id));
  });
}

async function read<Result>(demo: Demo, what: (tx: ReadTx, now: Date) => Promise<Result>): Promise<Result> {
  return demo.ground.database.read(demo.organisation, (tx) => what(tx, demo.ground.now()));
}

async function named(tx: ReadTx, incident: string): Promise<StoredIncident> {
  const service = await findService(tx, SERVICE);
  return (await incidentByNumber(tx, service.id, incidentNumber(incident)!))!;
}
