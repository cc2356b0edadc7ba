import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter } from '../../../words/days.ts';
import { signing } from '../../approvals/index.ts';
import { catalogueNamed } from '../assessing.ts';
import { scopeReference, findingReference } from '../domain/findings.ts';
import { decideScope, recordFinding } from './commands.ts';
import { recordAssessment } from './panel-command.ts';
import { finding, scopeDecision } from './signing.ts';

const SERVICE = 'DEMO';

/** What people judged of the demo service: a clause that was signed, one that nobody has signed yet, what applies, and a panel. */
export async function demoFindings(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const { execute, somebody, ground } = demo;
  const today = dateIn(ground.now());
  const point16 = catalogueNamed('point-16');
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const barnaby = await somebody('Barnaby Quince', ['accountable executive']);
  const officer = point16.criteria.filter(({ section }) => section === '4');
  await execute(
    anyCommand(recordFinding),
    {
      service: SERVICE,
      standard: 'point-16',
      section: '4',
      judgements: Object.fromEntries(
        officer.map(({ id }) => [
          id,
          {
            value: 'met',
            reason: 'I hold the office, and what the register and my certificates say stands in my record.',
          },
        ]),
      ),
    },
    wren,
  );
  await signInDemo(demo, wren, {
    signable: finding,
    named: { service: SERVICE, finding: findingReference(1) },
  });
  const vulnerable = point16.criteria.filter(({ section }) => section === '6');
  await execute(
    anyCommand(recordFinding),
    {
      service: SERVICE,
      standard: 'point-16',
      section: '6',
      judgements: Object.fromEntries(
        vulnerable.slice(1, 3).map(({ id }) => [
          id,
          {
            value: 'partly met',
            reason:
              'Two people who sleep rough tried the public page in a day centre. Nobody has tried to send a photo.',
          },
        ]),
      ),
    },
    posy,
  );
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
        { name: 'Percival Lark', part: 'Lead assessor' },
        { name: 'Imogen Sedge', part: 'Clinical assessor' },
      ],
      notes: 'The team knows its hazards well. It has not tried the photo upload with people who have no home.',
      recommendations: [
        {
          text: 'Try the photo upload with people who are homeless, and say what changed.',
          owner: posy.id,
          due: dayAfter(today, 30),
        },
      ],
    },
    posy,
  );
}
