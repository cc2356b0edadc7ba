import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { signing } from '../../approvals/index.ts';
import { catalogueNamed } from '../assessing.ts';
import type { JudgementValue } from '../domain/assessment.ts';
import { scopeReference, findingReference } from '../domain/findings.ts';
import { decideScope, recordFinding } from './commands.ts';
import { recordAssessment } from './panel-command.ts';
import { finding, scopeDecision } from './signing.ts';

const SERVICE = 'DEMO';

/** What was decided of the demo service before anything was judged: what applies, and what a panel said. */
export async function demoFindings(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const { execute, somebody, ground } = demo;
  const today = dateIn(ground.now());
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const barnaby = await somebody('Barnaby Quince', ['accountable executive']);
  const scopes = [
    {
      standard: 'dcb0129',
      applies: 'yes',
      reason: 'Quillfeather Digital makes the service, and it influences care: nurses act on what it shows.',
      signers: [wren],
    },
    {
      standard: 'dcb0160',
      applies: 'no',
      reason: 'Larkmoor Community Trust deploys the service and keeps its own safety case under DCB0160.',
      signers: [wren, barnaby],
    },
  ];
  for (const [index, { signers, ...scope }] of scopes.entries()) {
    await execute(anyCommand(decideScope), { service: SERVICE, ...scope }, wren);
    for (const signer of signers)
      await signInDemo(demo, signer, {
        signable: scopeDecision,
        named: { service: SERVICE, scopeDecision: scopeReference(index + 1) },
      });
  }
  await execute(
    anyCommand(recordAssessment),
    {
      service: SERVICE,
      standard: 'point-16',
      on: dayAfter(today, -120),
      phase: 'beta',
      outcome: 'conditions',
      panel: [
        { name: 'Sorrel Pym', part: 'Lead assessor' },
        { name: 'Imogen Sedge', part: 'Clinical assessor' },
      ],
      notes:
        'The team knows its hazards well. It had asked nobody who is homeless or recently left prison whether they can use it.',
      recommendations: [
        {
          text: 'Try the service with people who recently left prison, and say what changed.',
          owner: posy.id,
          due: dayAfter(today, 30),
        },
        {
          text: 'Run the process for information and communication needs once, and record what came of it.',
          owner: posy.id,
          due: dayAfter(today, 16),
        },
      ],
    },
    posy,
  );
}

interface Judged {
  readonly section: string;
  readonly by: 'wren' | 'juniper';
  readonly reason: string;
  /** What is judged otherwise than as met. */
  readonly but?: Readonly<Record<string, { readonly value: JudgementValue; readonly reason: string }>>;
}

/** What was judged and signed, clause by clause. */
const JUDGED: readonly Judged[] = [
  {
    section: '4',
    by: 'wren',
    reason: 'I hold the office, and what the register and my certificates say stands in my record.',
  },
  {
    section: '2',
    by: 'wren',
    reason: 'The rehearsal and both reports show that the trust hears of harm in time, and what it needs.',
  },
  {
    section: '5',
    by: 'juniper',
    reason:
      'A nurse who did not write it read every page. That each guideline is still current is to be looked at again.',
  },
  { section: '7', by: 'wren', reason: 'Decided and signed, and gone through with the trust.' },
  {
    section: '8',
    by: 'juniper',
    reason: 'Written, and run as often as it says.',
    but: {
      '8.8': {
        value: 'partly met',
        reason: 'One control of ten did not work as the log says, and what takes its place is not built.',
      },
    },
  },
  { section: '9', by: 'wren', reason: 'Tried with those who are on duty, and what a rehearsal found was tried again.' },
  { section: '10', by: 'juniper', reason: 'What differs is few, known, and put right in the record.' },
  {
    section: '12',
    by: 'juniper',
    reason: 'There is evidence for each standard of the tier, and its weak points are named.',
  },
  {
    section: '15',
    by: 'wren',
    reason: 'Read with those who answer for security and privacy. Patients say that they feel taken seriously.',
  },
];

/** What people judged of point 16, once all that they looked at is there; and one judgement that nobody has signed yet. */
export async function demoJudgements(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const { execute, somebody } = demo;
  const point16 = catalogueNamed('point-16');
  const people: Readonly<Record<Judged['by'], DemoPerson>> = {
    wren: await somebody('Wren Applewhite', ['clinical safety officer']),
    juniper: await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']),
  };
  const judge = (section: string, judgements: object, by: DemoPerson) =>
    execute(anyCommand(recordFinding), { service: SERVICE, standard: 'point-16', section, judgements }, by);
  for (const [index, { section, by, reason, but = {} }] of JUDGED.entries()) {
    const criteria = point16.criteria.filter((one) => one.section === section);
    const judgements = Object.fromEntries(criteria.map(({ id }) => [id, but[id] ?? { value: 'met', reason }]));
    await judge(section, judgements, people[by]);
    const named = { service: SERVICE, finding: findingReference(index + 1) };
    await signInDemo(demo, people[by], { signable: finding, named });
  }
  const reason = 'Six people who sleep rough tried it in a day centre.';
  const posy = await somebody('Posy Thackray', ['product owner']);
  await judge('6', { '6.2': { value: 'met', reason }, '6.3': { value: 'met', reason } }, posy);
}
