import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { linkTokens } from '../organisations/index.ts';
import { openDutyCalendar } from './calendar-commands.ts';
import { dismissDuty, recordAcknowledgement, recordReport } from './commands.ts';
import { checkDutyFacts, stateDutyFacts, stateServiceFacts } from './fact-commands.ts';
import { remindOfDuties } from './reminding.ts';

const SERVICE = 'DEMO';

/** The incidents of the demo that duties are shown on, by their references. */
export interface DemoIncidents {
  /** One with moderate harm that is still open. */
  readonly open: string;
  /** One that is looked into, or closed. */
  readonly closed: string;
}

/**
 * What the made-up service is; on the open incident one duty dismissed with its reason, others open and some not known; on the
 * other one a report that went out late and was acknowledged.
 */
export async function demoDuties(demo: Demo, incidents: DemoIncidents): Promise<void> {
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const { execute } = demo;
  const now = demo.ground.now();
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000).toISOString();
  const facts = (values: Readonly<Record<string, string | boolean | readonly string[]>>) =>
    Object.entries(values).map(([fact, value]) => ({ fact, value }));
  await execute(
    anyCommand(stateServiceFacts),
    {
      service: SERVICE,
      facts: facts({
        'org.roles': [
          'supplier_manufacturer_health_it',
          'provider_primary_care',
          'provider_cqc_registered',
          'controller',
        ],
        'org.nhs_standard_contract': true,
        'org.nis_oes': false,
        'product.is_medical_device': false,
        'product.uses_national_system': false,
      }),
      source: 'Registration of the made-up provider, and the intended use',
    },
    posy,
  );
  const open = { service: SERVICE, incident: incidents.open };
  await execute(
    anyCommand(stateDutyFacts),
    {
      ...open,
      facts: facts({
        'event.occurred_in_regulated_activity': true,
        'harm.death': false,
        'breach.personal_data': false,
      }),
      source: 'Call with the team of the east base',
    },
    posy,
  );
  await execute(anyCommand(checkDutyFacts), { ...open, facts: ['harm.physical', 'harm.death'] }, wren);
  await execute(
    anyCommand(dismissDuty),
    {
      ...open,
      duty: 'DCB-TELL-DEPLOYERS',
      reason: 'Willowbank is the only place where the made-up service is used, and its team took part in the triage.',
    },
    wren,
  );
  const closed = { service: SERVICE, incident: incidents.closed };
  await execute(
    anyCommand(stateDutyFacts),
    {
      ...closed,
      facts: facts({
        'event.occurred_in_regulated_activity': true,
        'harm.death': false,
        'breach.personal_data': true,
        'breach.risk_to_people': 'likely',
        't.breach_aware': hours(-200),
      }),
      source: 'Looking into it: photos of the series could be opened at the other base as well',
    },
    posy,
  );
  const sent = { ...closed, duty: 'ICO-72H' };
  await execute(
    anyCommand(recordReport),
    {
      ...sent,
      reference: 'MADE-UP-0001',
      to: 'Information Commissioner’s Office',
      sentAt: hours(-100),
      note: 'Late: nobody had said who reports on a Saturday. The arrangements say so now.',
    },
    posy,
  );
  await execute(anyCommand(recordAcknowledgement), { ...sent, at: hours(-98), reference: '' }, wren);
  // A calendar of which nobody has the link, and the reminder of what has run out meanwhile.
  const { digestOfToken, newInvitationToken } = await linkTokens();
  const digest = digestOfToken(newInvitationToken(demo.organisation)).toString('hex');
  await execute(anyCommand(openDutyCalendar), { digest }, wren);
  await execute(anyCommand(remindOfDuties), {});
}
