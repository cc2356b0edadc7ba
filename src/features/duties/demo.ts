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

const ONE_PLACE =
  'Larkmoor Community Trust is the only one that uses the made-up service, and its team took part in the triage.';

/** What was done of what the closed one owed: the duty, to whom, and where it is found. */
const DONE = [
  ['BREACH-REGISTER', 'The register of breaches of the made-up provider', 'MADE-UP-BR-7'],
  ['LFPSE-INCIDENT', 'NHS England, LFPSE', 'MADE-UP-LFPSE-12'],
] as const;

/** What is so of none of the demo's incidents, and settles whether some duties are owed. */
const NEITHER = {
  'event.never_event_type': 'none',
  'event.national_learning': false,
  'event.work_related': false,
  'event.stops_service': false,
  'maternity.mnsi_criteria': false,
  'harm.death': false,
  'harm.death_thought_due_to_problems_in_care': false,
  'harm.prolonged_psychological_28d': false,
};

/**
 * What the made-up service is; on the open incident one duty that is overdue, one dismissed with its reason, others open; on the
 * other one all that was owed was done, and one report of it late.
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
        ...NEITHER,
        'event.occurred_in_regulated_activity': true,
        'event.notified_via_lfpse': false,
        'harm.reg18_serious_injury': true,
        'breach.personal_data': false,
        't.became_aware': hours(-50),
      }),
      since: hours(-50),
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
      reason: ONE_PLACE,
    },
    wren,
  );
  const closed = { service: SERVICE, incident: incidents.closed };
  await execute(
    anyCommand(stateDutyFacts),
    {
      ...closed,
      facts: facts({
        ...NEITHER,
        'event.occurred_in_regulated_activity': true,
        'event.notified_via_lfpse': true,
        'harm.notifiable_safety_incident': 'no',
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
  for (const [duty, to, reference] of DONE)
    await execute(anyCommand(recordReport), { ...closed, duty, to, reference, sentAt: hours(-96) }, posy);
  await execute(anyCommand(dismissDuty), { ...closed, duty: 'DCB-TELL-DEPLOYERS', reason: ONE_PLACE }, wren);
  // A calendar of which nobody has the link, and the reminder of what has run out meanwhile.
  const { digestOfToken, newInvitationToken } = await linkTokens();
  const digest = digestOfToken(newInvitationToken(demo.organisation)).toString('hex');
  await execute(anyCommand(openDutyCalendar), { digest }, wren);
  await execute(anyCommand(remindOfDuties), {});
}
