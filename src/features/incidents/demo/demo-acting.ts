import { anyCommand, type AnyCommand, type Result } from '../../../platform/commands/command.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { challengeCommands } from '../../hazards/index.ts';
import { findService } from '../../services/index.ts';
import { addIncidentAction } from '../closing-commands.ts';
import { incidentNumber } from '../domain.ts';
import { shareLearning, stateUsage, writeLearning } from '../learning-commands.ts';
import { incidentByNumber, type StoredIncident } from '../store.ts';
import { proposeCaseVerdict, signCaseVerdicts } from '../verdict-commands.ts';
import { verdictsOf } from '../verdict-store.ts';

const SERVICE = 'DEMO';
/** As the demo records them: one in which a control held, and one that harmed somebody. */
const HELD = 'INC-1';
const HARMED = 'INC-2';

/**
 * What the demo's incidents do. The first was looked at: it does not undermine the safety case, the hazard stays as it is rated, what
 * was learned is shared. The second is proposed to undermine it, and waits for the officer; the hazard and the control that it
 * points at are challenged.
 */
export async function makeActing(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const today = dateIn(demo.ground.now());
  const does = (command: AnyCommand, input: object, as: DemoPerson): Promise<Result> =>
    demo.execute(command, { service: SERVICE, ...input }, as);
  await does(
    anyCommand(stateUsage),
    {
      since: dayAfter(today, -300),
      unit: 'photos',
      perMonth: 1_200,
      source: 'The made-up dashboard of Willowbank Wound Care',
    },
    posy,
  );
  const [hazard = ''] = await realised(demo, HELD);
  await does(
    anyCommand(proposeCaseVerdict),
    {
      incident: HELD,
      answer: 'no',
      why: 'The safety case says that a photo can be filed wrongly, and that the last photo beside it lets somebody see it. That is what happened.',
    },
    posy,
  );
  const version = await verdictVersion(demo, HELD);
  await does(anyCommand(signCaseVerdicts), { incidents: [{ incident: HELD, version }] }, wren);
  await does(
    anyCommand((await challengeCommands()).keepRating),
    {
      hazard,
      sources: [HELD],
      reason:
        'It was seen before anybody judged the wound, by the control that the rating relies on. Once in a year is what the likelihood says.',
    },
    wren,
  );
  await does(
    anyCommand(addIncidentAction),
    {
      incident: HELD,
      title: 'Keep the chosen wound for each window by itself',
      strength: 'design',
      owner: posy.id,
      due: today,
      checkOn: dayAfter(today, 60),
    },
    posy,
  );
  await does(
    anyCommand(writeLearning),
    {
      incident: HELD,
      learned:
        'What somebody chose last must belong to the window that they look at. Where it belongs to the browser, two windows share it, and the second one files under what the first one shows.',
      forWhom: 'Teams whose users open two records side by side',
    },
    posy,
  );
  await does(anyCommand(shareLearning), { incident: HELD, reviewed: 'yes' }, wren);
  await does(
    anyCommand(proposeCaseVerdict),
    {
      incident: HARMED,
      answer: 'yes',
      why: 'The safety case relies on a text after a day without a photo. None was sent, because the app counted the photo as sent while it waited for a connection.',
      undermines: await realised(demo, HARMED),
    },
    posy,
  );
}

/** The hazards that an incident realised, by their references. */
async function realised(demo: Demo, incident: string): Promise<string[]> {
  return demo.ground.database.read(demo.organisation, async (tx) => {
    const { links } = await named(tx, incident);
    return links.filter(({ kind, sense }) => kind === 'hazard' && sense === 'realises').map((one) => one.reference);
  });
}

async function verdictVersion(demo: Demo, incident: string): Promise<number> {
  return demo.ground.database.read(demo.organisation, async (tx) => {
    const { id } = await named(tx, incident);
    return (await verdictsOf(tx, [id], { seq: null, now: demo.ground.now() })).get(id)!.version;
  });
}

async function named(tx: ReadTx, incident: string): Promise<StoredIncident> {
  const service = await findService(tx, SERVICE);
  return (await incidentByNumber(tx, service.id, incidentNumber(incident)!))!;
}
