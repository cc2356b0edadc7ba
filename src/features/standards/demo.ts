import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import type { FactValue } from '../../rules/conditions.ts';
import { dayAfter } from '../../words/days.ts';
import { answerAbout } from './about/commands.ts';
import { currentCatalogues } from './catalogues.ts';
import { recordCheck } from './checks/commands.ts';
import { LOOKED, type Looked } from './demo-looked.ts';
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
