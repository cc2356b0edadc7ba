import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { dismissDuty, recordAcknowledgement, recordReport } from './commands.ts';
import { checkDutyFacts, stateDutyFacts, stateServiceFacts } from './fact-commands.ts';

const SERVICE = 'DEMO';

/** The incidents of the demo that duties are shown on, by their references. */
export interface DemoIncidents {
  /** One with moderate harm that is still open. */
  readonly open: string;
  /** One that is closed, or about to be. */
  readonly closed: string;
}

/**
 * What the made-up service is; on the open incident one duty dismissed with its reason, others open and one not known; on the
 * closed one a report that went out late, and one in time that was acknowledged.
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
        'org.roles': ['supplier_manufacturer_health_it', 'provider_primary_care', 'provider_cqc_registered'],
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
        'event.kind': 'incident',
        'event.patient_safety': true,
        'event.occurred_in_regulated_activity': true,
        'harm.physical': 'moderate',
        'harm.death': false,
        't.became_aware': hours(-30),
        't.incident_identified': hours(-30),
      }),
      source: `Triage of ${incidents.open}`,
    },
    posy,
  );
  await execute(anyCommand(checkDutyFacts), { ...open, facts: ['harm.physical', 't.became_aware'] }, wren);
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
        'event.kind': 'incident',
        'event.patient_safety': true,
        'event.occurred_in_regulated_activity': false,
        'breach.personal_data': true,
        'breach.risk_to_people': 'likely',
        'harm.physical': 'low',
        'harm.psychological': 'none',
        'harm.death': false,
        't.became_aware': hours(-400),
        't.incident_identified': hours(-400),
        't.breach_aware': hours(-400),
      }),
      source: `Triage of ${incidents.closed}`,
    },
    posy,
  );
  await execute(
    anyCommand(recordReport),
    {
      ...closed,
      duty: 'ICO-72H',
      reference: 'MADE-UP-0001',
      to: 'Information Commissioner’s Office',
      sentAt: hours(-320),
      note: 'Late: nobody had said who reports on a Saturday. The arrangements say so now.',
    },
    posy,
  );
  await execute(
    anyCommand(recordReport),
    {
      ...closed,
      duty: 'DCB-LOG',
      reference: incidents.closed,
      to: 'Our own safety incident management log',
      sentAt: hours(-399),
    },
    posy,
  );
  await execute(
    anyCommand(recordAcknowledgement),
    { ...closed, duty: 'DCB-LOG', at: hours(-398), reference: '' },
    wren,
  );
}
