import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import type { FactValue } from '../../rules/conditions.ts';
import { dayAfter } from '../../words/days.ts';
import { answerAbout } from './about/commands.ts';
import { currentCatalogues } from './catalogues.ts';
import { recordCheck } from './checks/commands.ts';
import { adoptEdition } from './editions/commands.ts';

const SERVICE = 'DEMO';

/** All but one question is answered, and one is answered with what is true: nobody has decided. */
const ANSWERS: Readonly<Record<string, FactValue>> = {
  is_medical_device: 'not decided',
  uses_ai: false,
  gives_clinical_information: true,
  patient_facing: true,
  publicly_funded_care: true,
  uses_barcodes: false,
  carries_on_regulated_activity: 'no',
  esf_in_scope: true,
  esf_functions: ['communicating', 'promoting_health', 'drive_management'],
  vulnerable_users: true,
  people_contact_each_other: false,
  third_party_products: true,
  nation: 'England',
  keeps_personal_data: true,
};

type Looked = readonly [
  check: string,
  who: 'wren' | 'posy' | 'juniper' | 'ottoline' | 'barnaby',
  daysAgo: number,
  outcome: 'passed' | 'failed',
  seen: string,
];

/** Most is well; one has lapsed, one is due soon, and two are not so. */
const LOOKED: readonly Looked[] = [
  [
    'hand.officer-accountable',
    'barnaby',
    120,
    'passed',
    'Wren’s letter of appointment names what she answers for, and that she can stop a release. She signed it.',
  ],
  [
    'hand.top-management-resources',
    'wren',
    90,
    'passed',
    'Barnaby and I went through the year: two days a week for the officer, one for Ottoline, and money for four workshops.',
  ],
  [
    'hand.safety-incident-log',
    'wren',
    30,
    'passed',
    'Four incidents since the summer. Each has an owner, and three are closed with what was learnt.',
  ],
  [
    'hand.clinical-reviewers-qualified',
    'wren',
    60,
    'passed',
    'Juniper is a tissue viability nurse and checked all pages. None of them is her own.',
  ],
  [
    'hand.content-accurate',
    'juniper',
    40,
    'passed',
    'I read all 14 pages as they are live, beside the trust’s wound care guideline, and two words were put right.',
  ],
  [
    'hand.content-evidence-based',
    'juniper',
    400,
    'passed',
    'Each page names its guideline at the bottom, and each of those was still current.',
  ],
  [
    'hand.third-party-assessed',
    'ottoline',
    100,
    'passed',
    'Image store, text message gateway and sign-in were each taken through the log: what happens if they stop, or answer wrongly.',
  ],
  [
    'hand.safe-exit',
    'ottoline',
    170,
    'passed',
    'Tried on 3 phones: the button leaves in one tap, and going back shows the weather.',
  ],
  [
    'hand.accessibility-tested',
    'ottoline',
    9,
    'failed',
    'The photo upload cannot be finished with a keyboard alone: the crop step traps the focus. The other pages are well.',
  ],
  [
    'hand.tested-with-people-who-are-homeless',
    'posy',
    50,
    'failed',
    'Two people who sleep rough tried the public page in a day centre, and could use it. Nobody has tried to send a photo.',
  ],
  [
    'hand.user-needs-researched',
    'posy',
    150,
    'passed',
    'Twelve interviews and two days on visits with the nurses. What came of it stands in the research library.',
  ],
  [
    'hand.equality-impact',
    'posy',
    200,
    'passed',
    'The assessment looks at skin tone in photos, at people without a smartphone and at those who share one.',
  ],
  [
    'hand.data-protection-impact',
    'posy',
    300,
    'passed',
    'The assessment of last year still fits: no data went anywhere new since.',
  ],
];

/** What was said of the demo service that an assessment rests on, through the real commands. */
export async function demoEngine(demo: Demo): Promise<void> {
  const { execute, ground } = demo;
  const today = dateIn(ground.now());
  const people = await peopleOf(demo);
  const answers = Object.entries(ANSWERS).map(([question, value]) => ({ question, value }));
  await execute(
    anyCommand(answerAbout),
    { service: SERVICE, answers, note: 'Gone through in the safety group.', version: 0 },
    people.posy,
  );
  for (const [check, who, daysAgo, outcome, seen] of LOOKED) {
    const looked = { service: SERVICE, check, outcome, seen, observedOn: dayAfter(today, -daysAgo) };
    await execute(anyCommand(recordCheck), looked, people[who]);
  }
  const { id, edition } = currentCatalogues()[0]!;
  await execute(anyCommand(adoptEdition), { service: SERVICE, standard: id, edition, from: edition }, people.wren);
}

async function peopleOf({ somebody }: Demo): Promise<Readonly<Record<Looked[1], DemoPerson>>> {
  return {
    wren: await somebody('Wren Applewhite', ['clinical safety officer']),
    posy: await somebody('Posy Thackray', ['product owner']),
    juniper: await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']),
    ottoline: await somebody('Ottoline Reed', ['safety engineer']),
    barnaby: await somebody('Barnaby Quince', ['accountable executive']),
  };
}
