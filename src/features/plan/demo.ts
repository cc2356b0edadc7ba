import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { signing } from '../approvals/index.ts';
import { NHS_SCHEME, schemeVersion } from '../schemes/index.ts';
import { writePlan } from './commands.ts';
import type { Matter } from './domain.ts';
import { planSignable } from './signing.ts';

const SERVICE = 'DEMO';

/** Made up, like everything in the demo: a plan that was approved, for a project that has become another one since. */
const WRITTEN = {
  service: SERVICE,
  purpose:
    'This plan says how the clinical risk of Willowbank Wound Care is managed: the public page, messages, photo upload and reminders. The record system of the practices is not ours: we cover what passes between it and us, and nothing in it.',
  lifecycle:
    'Discovery and alpha: what could go wrong is collected in a first workshop; intended use is written down.\nBeta: each hazard is rated, controls are put in place and tested; the log is approved before the first patient.\nLive: every release is looked at for what it touches; incidents and concerns come into the log within two working days.',
  impact:
    'We are the manufacturer: DCB0129 is ours to meet. Larkmoor Community Trust uses the service in care, and DCB0160 is theirs: they have an officer and a hazard log of their own. Hazards whose controls only they can put in place are handed to them with each release.',
  team: 'Ottoline Reed, safety engineer: keeps the log and the evidence.\nPosy Thackray, product owner: sees that safety work has its place in each iteration.\nPercival Lark, tissue viability nurse: takes part in every workshop.',
  criteria:
    'Level 1: stays.\nLevel 2: stays, with the reason why more reduction is not worth it or not possible.\nLevel 3: stays only where more reduction is impractical; the clinical safety officer says why.\nLevels 4 and 5: do not go live. Only a benefit-risk analysis, signed by the accountable executive, can say otherwise for 4.',
  methods: ['workshop', 'swift', 'bow-tie', 'incidents and concerns'],
  methodsWhy:
    'SWIFT in workshops with nurses and carers, because most of what can go wrong is in how people use it. A bow-tie for every hazard of level 3 or more, so that each control has its place. What comes in from use is looked at every week.',
  monitoring:
    'The safety group looks at messages that nobody answered, photos that were put to the wrong record, and reminders that did not arrive, every second Tuesday.',
  incidents:
    'Whoever notices something tells the officer on duty at once. Wren Applewhite, or Juniper Hale in her place, decides within one working day whether the service goes on, and writes it down. The log is changed before the incident is closed.',
  reviewDays: 182,
  scheme: schemeVersion(NHS_SCHEME),
} as const;

/** The clinical risk management plan of the demo service. */
export async function demoPlan(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const wren = await demo.somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await demo.somebody('Posy Thackray', ['product owner']);
  const cso = 'clinical safety officer';
  const may = (matter: Matter, role: string, person: string | null = null) => ({ matter, role, person });
  const authorises = [
    may('hazard log', cso),
    may('hazard log', 'deputy clinical safety officer'),
    may('safety case report', cso),
    may('release', cso),
    may('release', 'product owner', posy.id),
    may('urgent safety fix', cso),
    may('urgent safety fix', 'deputy clinical safety officer'),
    may('override of the gate', cso),
    may('override of the gate', 'accountable executive'),
    may('residual risk', 'accountable executive'),
    may('deployment', 'accountable executive'),
  ];
  const { version } = await demo.execute(
    anyCommand(writePlan),
    { ...WRITTEN, nature: 'new service', authorises, version: 0 },
    wren,
  );
  await signInDemo(demo, wren, { signable: planSignable, named: { service: SERVICE } });
  // It went live since: another kind of project, which the standard asks to be looked at again.
  await demo.execute(anyCommand(writePlan), { ...WRITTEN, nature: 'further development', authorises, version }, posy);
}
