import { anyCommand, type Result } from '../../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { demoDuties } from '../../duties/index.ts';
import { controlNamed, hazardRecords } from '../../hazards/index.ts';
import { findService } from '../../services/index.ts';
import { arrangeIncidents } from '../arranging.ts';
import { reportIncident } from '../commands.ts';
import { acknowledgeIncident, containIncident, moveIncident, voidIncident, writeInJournal } from '../life-commands.ts';
import { incidentNumber, incidentReference } from '../domain.ts';
import { incidentByNumber } from '../store.ts';
import { triageIncident } from '../triage-command.ts';
import { makeActing } from './demo-acting.ts';

const SERVICE = 'DEMO';

/** The hazards that what happened points at, by their names in the demo's log. */
const WRONG_WOUND = 'A photo is filed under the wrong limb or the wrong wound';
const LATE_PHOTO = 'A photo taken without a connection reaches the nurse a week late';
/** How the controls begin that held and failed. */
const LAST_PHOTO = 'The last photo of the same wound stands';
const TEXT_AFTER_A_DAY = 'A text goes to the patient when a photo';

/** What was reported of the demo service by its made-up people: something that is over, something that is not, and something good. */
export async function makeDemo(demo: Demo): Promise<void> {
  const people = {
    wren: await demo.somebody('Wren Applewhite', ['clinical safety officer']),
    juniper: await demo.somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']),
    percival: await demo.somebody('Percival Lark', ['clinical reviewer']),
    ottoline: await demo.somebody('Ottoline Reed', ['safety engineer']),
    posy: await demo.somebody('Posy Thackray', ['product owner']),
  };
  await demo.execute(
    anyCommand(arrangeIncidents),
    {
      service: SERVICE,
      version: 0,
      acknowledges: 'incident handler',
      outOfHours: 'The on-call lead of the wound care team',
      reached: 'By the exchange of Willowbank: ask for “wound care on call”',
      acknowledgeWithin: 2,
      triageWithin: 24,
      safeWithin: 48,
      closeWithin: 1080,
      ladder: ['incident handler', 'deputy clinical safety officer', 'clinical safety officer'],
    },
    people.posy,
  );
  await wrongWound(demo, people);
  await latePhoto(demo, people);
  await demoDuties(demo, { open: incidentReference(2), closed: incidentReference(1) });
  await smaller(demo, people);
  await makeActing(demo);
}

type People = Readonly<Record<'wren' | 'juniper' | 'percival' | 'ottoline' | 'posy', DemoPerson>>;

/** A command on an incident as it stands, as somebody who saw it so. */
async function on(
  demo: Demo,
  incident: string,
  command: Parameters<Demo['execute']>[0],
  input: object,
  as: DemoPerson,
): Promise<Result> {
  const version = await demo.ground.database.read(demo.organisation, async (tx) => {
    const service = await findService(tx, SERVICE);
    return (await incidentByNumber(tx, service.id, incidentNumber(incident)!))!.version;
  });
  return demo.execute(command, { service: SERVICE, incident, version, ...input }, as);
}

async function report(demo: Demo, input: object, as: DemoPerson): Promise<string> {
  const result = await demo.execute(anyCommand(reportIncident), { service: SERVICE, ...input }, as);
  return result['incident'] as string;
}

/** The hazard of this name in the demo's log, and its control that begins so. */
async function inTheLog(demo: Demo, name: string, control: string): Promise<{ hazard: string; control: string }> {
  return demo.ground.database.read(demo.organisation, async (tx) => {
    const service = await findService(tx, SERVICE);
    const moment = { seq: null, now: demo.ground.now() };
    const hazard = (await hazardRecords(tx, service.id, moment)).find((one) => one.name === name)!;
    const found = hazard.controls.find(({ text }) => text.startsWith(control))!;
    // A control that another service shares has no number here.
    const named = await controlNamed(tx, service.id, found.id, moment);
    return { hazard: hazard.id, control: named ? found.id : '' };
  });
}

function day(demo: Demo, before: number): string {
  return dayAfter(dateIn(demo.ground.now()), -before);
}

/** No harm: a control held. What was learned is written down. */
async function wrongWound(demo: Demo, { wren, percival, posy }: People): Promise<void> {
  const incident = await report(
    demo,
    {
      what: 'The photo of the left leg stood in the series of the right one. I saw it because the last photo of the same wound stood beside it. I had two windows open.',
      title: 'A photo of one leg stood in the series of the other',
      occurredOn: day(demo, 9),
      harmed: 'no',
      danger: 'no',
      concern: 'very',
      release: '1.3.2',
    },
    percival,
  );
  const { hazard, control } = await inTheLog(demo, WRONG_WOUND, LAST_PHOTO);
  await on(demo, incident, anyCommand(acknowledgeIncident), {}, wren);
  await on(
    demo,
    incident,
    anyCommand(triageIncident),
    {
      sort: 'incident',
      danger: 'no',
      patientSafety: 'yes',
      severity: 'Considerable',
      likelihood: 'Low',
      physical: 'none',
      psychological: 'none',
      association: 'not related',
      concern: 'fairly',
      involved: ['used otherwise than designed'],
      release: '1.3.2',
      realises: [hazard],
      held: [control],
      pages: ['Photo upload, step 2'],
      mitigation: 'The last photo of the same wound stands beside the new one.',
      cause: 'Two windows of one browser shared what was chosen last.',
      containment: 'told',
      contained: 'The nurses of both bases were told to keep one window open at a time.',
      madeSafe: true,
      owner: posy.id,
      response: 'after action review',
      reason: 'Nothing came of it: the photo was moved before anybody judged the wound.',
    },
    wren,
  );
  await on(demo, incident, anyCommand(moveIncident), { to: 'investigating' }, posy);
  await demo.execute(
    anyCommand(writeInJournal),
    {
      service: SERVICE,
      incident,
      text: 'Reproduced with two windows of one browser. The choice of the wound is kept for the browser and not for the window.',
    },
    posy,
  );
  await on(demo, incident, anyCommand(moveIncident), { to: 'learning' }, posy);
}

/** Moderate harm, graded low at first: it is open, and not safe yet. */
async function latePhoto(demo: Demo, { wren, juniper, percival, posy }: People): Promise<void> {
  const incident = await report(
    demo,
    {
      what: 'A photo was taken without a connection and reached us eight days later. Nobody was told that it was missing. By then the wound was infected, and antibiotics were begun.',
      title: 'A photo came eight days late, and the wound was infected',
      occurredOn: day(demo, 3),
      harmed: 'yes',
      danger: 'unknown',
      concern: 'very',
      release: '1.3.2',
    },
    percival,
  );
  const { hazard, control } = await inTheLog(demo, LATE_PHOTO, TEXT_AFTER_A_DAY);
  const found = {
    sort: 'incident',
    danger: 'unknown',
    patientSafety: 'yes',
    severity: 'Considerable',
    likelihood: 'Medium',
    psychological: 'low',
    association: 'probably',
    concern: 'very',
    involved: ['faulty'],
    release: '1.3.2',
    realises: [hazard],
    failed: [control],
    owner: posy.id,
    response: 'DCB0129 review',
  };
  await on(demo, incident, anyCommand(triageIncident), { ...found, physical: 'low' }, juniper);
  await on(
    demo,
    incident,
    anyCommand(containIncident),
    {
      sort: 'told',
      text: 'All teams were asked to call whoever has sent no photo for three days.',
    },
    posy,
  );
  await on(
    demo,
    incident,
    anyCommand(triageIncident),
    {
      ...found,
      physical: 'moderate',
      reason:
        'The antibiotics were changed twice, and a nurse came daily for two weeks: that is more than one contact.',
    },
    wren,
  );
  await on(demo, incident, anyCommand(moveIncident), { to: 'investigating' }, posy);
}

/** What nobody has looked at yet, what went well, and what was only a test. */
async function smaller(demo: Demo, { wren, percival, ottoline }: People): Promise<void> {
  await report(
    demo,
    {
      sort: 'near miss',
      what: 'Two wounds on one leg had the same name in the list. I noticed before I saved.',
    },
    percival,
  );
  const good = await report(
    demo,
    {
      sort: 'good care',
      what: 'Somebody wrote “fever” in a message, and it was stopped with “Call 111 now”. They rang, and were seen the same day.',
      title: 'A message about fever was stopped, and somebody was seen the same day',
    },
    percival,
  );
  await on(
    demo,
    good,
    anyCommand(triageIncident),
    {
      sort: 'good care',
      danger: 'no',
      patientSafety: 'no',
      owner: wren.id,
      response: 'thematic review',
    },
    wren,
  );
  const test = await report(demo, { what: 'This is a test of the form.' }, ottoline);
  await on(demo, test, anyCommand(voidIncident), { reason: 'It was a test of the form.' }, wren);
}
