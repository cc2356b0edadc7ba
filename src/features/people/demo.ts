import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { ledgerOf } from '../../platform/ledger/history-store.ts';
import { addDays, addMonths, registerOf, type Day } from './domain.ts';
import { setLookUpLimit } from './look-up-limit-command.ts';
import { dayOf } from './moments.ts';
import { acceptNomination, nominateOfficer, recordAbsence } from './nomination-commands.ts';
import { addRegistration, lookUpRegistration, recordRegistrationGap } from './registration-commands.ts';
import { recordCompetence, recordTraining } from './training-commands.ts';

/*
 * Who may sign for the made-up service: one officer for whom all is well but a course that runs out, a deputy who has to be
 * looked up again soon, and somebody whose registration nobody has looked up for longer than that counts.
 */

export async function makeDemo(demo: Demo): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await demo.somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  const ottoline = await demo.somebody('Ottoline Reed', ['safety engineer']);
  const barnaby = await demo.somebody('Barnaby Quince', ['accountable executive']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const today = await firstDay(demo);
  await demo.execute(anyCommand(setLookUpLimit), { months: 12 });

  const ofWren = await registered(demo, wren, 'nmc', '00A0000E', 'Nurse');
  await lookedUp(demo, { registration: ofWren, by: juniper, on: addDays(today, -38), note: '' });
  const ofJuniper = await registered(demo, juniper, 'nmc', '00A0001E', 'Nurse');
  const on = addDays(addMonths(today, -12), 18);
  await lookedUp(demo, { registration: ofJuniper, by: posy, on, note: 'Seen together with Juniper, on a call.' });
  await demo.execute(
    anyCommand(recordRegistrationGap),
    {
      registration: ofJuniper,
      from: addDays(today, -800),
      to: addDays(today, -797),
      reason: 'The fee was paid three days late, long before Juniper joined. Made up, like everything here.',
      seen: 'A letter that Juniper showed to Posy Thackray',
    },
    posy,
  );
  const ofOttoline = await registered(demo, ottoline, 'hcpc', 'PH000000', 'Physiotherapist');
  await lookedUp(
    demo,
    { registration: ofOttoline, by: wren, on: addDays(addMonths(today, -12), -4), note: '' },
    'hcpc',
  );

  await demo.execute(
    anyCommand(recordTraining),
    {
      course: 'Clinical risk management, practitioner',
      provider: 'Larkmoor Academy (made up)',
      level: 'Level 2',
      takenOn: addDays(today, -1046),
      expiresOn: addDays(today, 26),
    },
    wren,
  );
  const competent = async (person: Pick<DemoPerson, 'id'>, by: DemoPerson, said: Readonly<Record<string, string>>) =>
    demo.execute(anyCommand(recordCompetence), { person: person.id, forService: 'DEMO', ...said }, by);
  await competent(ottoline, wren, {
    role: 'Keeps the hazard log and runs the hazard workshops',
    experience: 'Six years in the safety of monitoring equipment, two of them with this service.',
    training: 'Essentials of clinical risk management, in the team.',
  });
  await competent(juniper, wren, {
    role: 'Stands in for the officer, and checks clinical content',
    experience: 'Eleven years as a tissue viability nurse, and four hazard workshops here.',
    training: 'Essentials of clinical risk management, in the team.',
  });
  await competent(wren, juniper, {
    role: 'Leads clinical risk management',
    experience: 'Nine years as a community nurse, and officer of two services before this one.',
    training: 'Clinical risk management, practitioner.',
  });
  // Whoever was given the demo holds roles in it too.
  await competent(demo.person, wren, {
    role: 'Looks around in the demo',
    experience: 'Made up, like everything here.',
  });

  const office = async (person: DemoPerson, named: string, note: string) => {
    const input = { service: 'DEMO', person: person.id, office: named, note };
    const { nomination } = await demo.execute(anyCommand(nominateOfficer), input, barnaby);
    await demo.execute(anyCommand(acceptNomination), { service: 'DEMO', nomination, statement: 1 }, person);
    return nomination;
  };
  const accountable = await office(wren, 'clinical safety officer', 'One day a week, on Thursdays.');
  const deputy = await office(juniper, 'deputy clinical safety officer', '');
  const leave = { from: addDays(today, 24), to: addDays(today, 38), standIn: deputy };
  await demo.execute(anyCommand(recordAbsence), { service: 'DEMO', nomination: accountable, ...leave }, wren);
}

/** The day on which the demo began to be made: made on, it is to say the same. */
async function firstDay({ organisation, ground }: Demo): Promise<Day> {
  const [first] = await ground.database.read(organisation, (tx) =>
    ledgerOf(tx, { kind: 'organisation', id: organisation }, { limit: 1, before: 2 }),
  );
  return dayOf(first?.at ?? ground.now());
}

async function registered(
  demo: Demo,
  person: DemoPerson,
  register: string,
  number: string,
  profession: string,
): Promise<string> {
  const input = { register, number, name: person.name, profession };
  const { registration } = await demo.execute(anyCommand(addRegistration), input, person);
  return registration as string;
}

async function lookedUp(
  demo: Demo,
  of: { readonly registration: string; readonly by: DemoPerson; readonly on: Day; readonly note: string },
  register = 'nmc',
): Promise<void> {
  const { registration, on, note } = of;
  const where = registerOf(register)!.search.address;
  const input = { registration, on, note, where, status: 'registered' };
  await demo.execute(anyCommand(lookUpRegistration), input, of.by);
}
