import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { closeWorkshop, planWorkshop, recordAttendees } from './commands.ts';
import { noteWorkshop } from './note-command.ts';
import { triageDraft } from './triage-command.ts';

const SERVICE = 'DEMO';

/** What the room said, by prompt. */
const SAID = {
  'swift-wrong-person':
    'On a tablet that a care home shares, the last resident is often still signed in. Everybody knew of it; nobody had written it down.',
  'swift-early-late':
    'Photos taken on a visit without signal arrive in the evening. The inbox shows when they arrived, not when they were taken.',
  'swift-fails': 'The text message gateway was down for two hours in the spring. Nobody noticed until patients rang.',
  'swift-around': 'Some nurses ask for photos by private message when the upload is slow.',
  'areas-messaging':
    'A coded summary that the record refuses is tried again three times. What happens then is not known.',
  'misuse-carer':
    'A relative who writes for a patient sees everything that the patient ever wrote. The room thinks that this is too much.',
};

const DRAFTS = {
  'new-1': {
    prompt: 'swift-early-late',
    name: 'A photo is judged as if it had been taken when it arrived',
    cause: 'The inbox shows when a photo arrived, and a photo without signal waits on the phone',
    effect: 'A nurse thinks that the wound looks like this now',
    harm: 'A wound that got worse since is seen a day too late',
    harmed: 'Patients in places with a poor connection',
    component: 'Photo triage',
    place: 'service',
    raisedBy: 'guest:operations',
  },
  'new-2': {
    prompt: 'misuse-carer',
    name: 'A carer reads what a patient wrote in confidence',
    cause: 'Whoever may write for a patient sees all earlier messages',
    effect: 'The carer learns what the patient told the nurse about them',
    harm: 'A patient who is controlled by their carer is punished, or says nothing any more',
    harmed: 'Patients whose carer harms them',
    component: 'Messages',
    place: 'service',
    raisedBy: 'guest:user or patient representative',
  },
  'new-3': {
    prompt: 'swift-wrong-person',
    name: 'A photo is stored for another resident of the care home',
    cause: 'The last resident is still signed in on a shared tablet',
    effect: 'The photo stands in the record of somebody else',
    harm: 'Two people are treated for the wrong wound',
    harmed: 'People in care homes',
    component: 'Photo upload',
    place: 'process',
    raisedBy: 'juniper',
  },
  'new-4': {
    prompt: 'swift-around',
    name: 'Photos are sent by private message',
    cause: 'The upload is slow, and a private phone is at hand',
    effect: '',
    harm: '',
    harmed: '',
    component: '',
    place: 'process',
    raisedBy: 'guest:operations',
  },
  'new-5': {
    prompt: 'areas-messaging',
    name: 'A coded summary never reaches the record, and nobody knows',
    cause: 'The record refuses it three times, and then nothing tells anybody',
    effect: 'The GP reads a record without the wound',
    harm: 'Treatment is chosen without knowing of the wound',
    harmed: '',
    component: 'Record link',
    place: 'service',
    raisedBy: 'guest:developer',
  },
  'new-6': {
    prompt: 'swift-fails',
    name: 'Nobody notices that reminders are not sent',
    cause: 'The gateway takes them and sends none',
    effect: 'A dressing is not changed when it should be',
    harm: 'An infection begins',
    harmed: 'People who live alone',
    component: 'Reminders',
    place: 'service',
    raisedBy: 'guest:developer',
  },
} as const;

/** What the officer decided: the first two drafts still wait. */
const DECIDED = [
  {
    draft: 3,
    outcome: 'merged',
    hazard: 'HAZ-12',
    causes: 'The last resident of a care home is still signed in on a shared tablet',
    reason: 'The same harm in the same place, with a cause that was not in the log.',
  },
  {
    draft: 4,
    outcome: 'not taken',
    reason:
      'It happens outside the service. The trust was told, and has a rule on private phones. What makes the upload slow is HAZ-3.',
  },
  {
    draft: 5,
    outcome: 'recorded',
    name: 'A coded summary never reaches the record, and nobody is told',
    causes: 'The record refuses the summary three times, and nothing tells anybody',
    effects: 'A GP reads a record that does not mention the wound',
    harms: 'Treatment is chosen that makes the wound worse',
    component: 'Record link',
    arisesIn: 'service',
  },
  {
    draft: 6,
    outcome: 'recorded',
    name: 'Reminders stop, and nobody notices',
    causes: 'The text message gateway accepts messages and sends none',
    effects: 'A dressing is not changed on the day',
    harms: 'An infection begins',
    harmed: 'People who live alone, and people who rely on reminders because of their memory',
    vulnerable: ['older', 'capacity'],
    component: 'Reminders',
    arisesIn: 'service',
  },
] as const;

/** A workshop that was held, with its minutes and what became of its drafts; and one that is planned. */
export async function makeDemo(demo: Demo): Promise<void> {
  const { execute, somebody, ground } = demo;
  const today = dateIn(ground.now());
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  const ottoline = await somebody('Ottoline Reed', ['safety engineer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  await heldWorkshop(demo, { day: dayAfter(today, -24), due: dayAfter(today, 12), wren, juniper, ottoline, posy });
  const planned = await execute(
    anyCommand(planWorkshop),
    {
      service: SERVICE,
      kind: 'hazard workshop',
      title: 'Photo triage: from the answers to the order of the inbox',
      day: dayAfter(today, 9),
      method: 'hazop',
      scope: 'How the answers of a patient decide in which order a nurse sees the photos.',
      components: ['Photo triage'],
      areas: ['process', 'architecture'],
      lenses: ['vulnerable'],
    },
    ottoline,
  );
  await execute(
    anyCommand(recordAttendees),
    {
      service: SERVICE,
      workshop: planned['workshop'],
      add: { 1: { person: ottoline.id, role: 'safety' }, 2: { person: juniper.id, role: 'clinician' } },
    },
    ottoline,
  );
}

interface Held extends Readonly<Record<'wren' | 'juniper' | 'ottoline' | 'posy', DemoPerson>> {
  readonly day: string;
  readonly due: string;
}

async function heldWorkshop({ execute }: Demo, { day, due, wren, juniper, ottoline, posy }: Held): Promise<void> {
  const { workshop } = await execute(
    anyCommand(planWorkshop),
    {
      service: SERVICE,
      kind: 'hazard workshop',
      title: 'From the photo at home to the nurse who sees it',
      day,
      method: 'swift',
      scope: 'The way of a photo, from taking it to the nurse who decides; and who else can see it.',
      components: ['Photo upload', 'Photo triage', 'Messages'],
      areas: ['process', 'messaging'],
      lenses: ['misuse'],
    },
    ottoline,
  );
  const named = { service: SERVICE, workshop };
  const there = await execute(
    anyCommand(recordAttendees),
    {
      ...named,
      add: {
        1: { person: wren.id, role: 'safety' },
        2: { person: juniper.id, role: 'clinician' },
        3: { person: posy.id, role: 'product' },
        4: { guest: 'Fennel Ashdown', role: 'developer' },
        5: { guest: 'Clementine Rusk', role: 'user or patient representative' },
        6: { guest: 'Tansy Holloway', role: 'operations' },
      },
    },
    ottoline,
  );
  const raisedBy = (by: string) => (by === 'juniper' ? `person:${juniper.id}` : by);
  const noted = await execute(
    anyCommand(noteWorkshop),
    {
      ...named,
      version: there['version'],
      said: SAID,
      drafts: Object.fromEntries(
        Object.entries(DRAFTS).map(([key, draft]) => [key, { ...draft, raisedBy: raisedBy(draft.raisedBy) }]),
      ),
      decisions: {
        'new-1': 'The photo’s own time is shown beside the time at which it arrived, before the next release.',
        'new-2': 'What a carer can read is looked at with the safeguarding lead. Until then nothing is promised.',
      },
      actions: {
        'new-1': { title: 'Find out what happens after the third refusal of the record', owner: ottoline.id, due },
      },
    },
    ottoline,
  );
  await execute(anyCommand(closeWorkshop), { ...named, version: noted['version'] }, wren);
  for (const decided of DECIDED) await execute(anyCommand(triageDraft), { ...named, ...decided }, wren);
}
