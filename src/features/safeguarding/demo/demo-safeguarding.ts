import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { incidentsOf } from '../../incidents/index.ts';
import { findService } from '../../services/index.ts';
import { addSafeguardingAction, flagSafeguarding, recordReferral, writeSafeguardingRecord } from '../commands.ts';
import { compartmentOn } from '../keeping.ts';

const SERVICE = 'DEMO';

/** One that is looked after, with a referral that nobody has acknowledged yet; and one that waits for its record. Made up. */
export async function makeDemo(demo: Demo): Promise<void> {
  const { database, sealing, now } = demo.ground;
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const juniper = await demo.somebody('Juniper Hale', ['safeguarding lead']);
  const incidents = await database.read(demo.organisation, async (tx) =>
    incidentsOf(tx, [(await findService(tx, SERVICE)).id], { seq: null, now: now() }),
  );
  const [late, stopped] = ['INC-2', 'INC-6'].map((reference) => incidents.find((one) => one.reference === reference));
  if (!late || !stopped) return;
  await demo.execute(
    anyCommand(flagSafeguarding),
    {
      service: SERVICE,
      incident: late.reference,
      words: '“He changes the dressing when he feels like it, and he has my phone.”',
      about: 'A woman of about 70 who lives with her son',
      danger: 'no',
      mayAsk: 'yes',
    },
    posy,
  );
  const on = { kind: 'incident', id: late.id };
  const compartment = await database.read(demo.organisation, (tx) => compartmentOn(tx, sealing, on));
  const id = compartment!.id;
  await demo.execute(
    anyCommand(writeSafeguardingRecord),
    {
      compartment: id,
      words: '“He changes the dressing when he feels like it, and he has my phone.”',
      opinion: 'She depends on him for care. The reminders of the service go to a phone that he holds.',
      surfaced: 'staff',
      danger: 'no',
      who: 'A woman of about 70 who lives with her son',
      ageGroup: 'adult',
      adultConcerns: ['neglect or acts of omission', 'psychological abuse'],
      needs: 'yes',
      canProtectSelf: 'no',
      wishes: 'She wants to be asked when he is not there.',
      consent: 'unsafe to ask',
      overrides: ['coercion suspected'],
      overrideWhy: 'Whoever calls or writes would reach him first.',
      bases: ['public task (art 6(1)(e))', 'safeguarding of children and individuals at risk (DPA 2018 sch 1 para 18)'],
      source: 'Her son, who cares for her',
      sourceSees: 'yes',
      sourceSeesHow: 'He holds the phone that is registered.',
    },
    juniper,
  );
  await demo.execute(
    anyCommand(recordReferral),
    {
      compartment: id,
      worksheet: 'adult',
      to: 'Adult safeguarding of Willowbank Council',
      how: 'By phone, to the duty worker; the form followed',
      reference: '',
    },
    juniper,
  );
  await demo.execute(
    anyCommand(addSafeguardingAction),
    {
      compartment: id,
      words: 'The reminders were switched off for this account. The district nurse will ask her alone.',
    },
    juniper,
  );
  await demo.execute(
    anyCommand(flagSafeguarding),
    {
      service: SERVICE,
      incident: stopped.reference,
      words:
        'We rang about the photo that was lost. A child answered, twice, during school hours, and said that she does all the dressings.',
      about: 'A child of the patient',
      danger: 'unknown',
      mayAsk: 'unknown',
    },
    posy,
  );
}
