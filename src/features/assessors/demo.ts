import { sha256 } from '../../platform/canonical.ts';
import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { answerAssessor, commentAsAssessor, inviteAssessor } from './commands.ts';
import { USUAL_DAYS } from './domain.ts';

const SERVICE = 'DEMO';

/**
 * One assessor who looks at the demo service, with a comment that was answered and one that waits. Nobody has the link: what
 * its digest is of is none.
 */
export async function makeDemo({ execute, somebody, organisation, ground }: Demo): Promise<void> {
  const posy = await somebody('Posy Thackray', ['product owner']);
  const name = 'Imogen Sedge';
  const invited = await execute(
    anyCommand(inviteAssessor),
    {
      service: SERVICE,
      name,
      from: 'Example Assessment Panel',
      standards: ['point-16'],
      until: dayAfter(dateIn(ground.now()), USUAL_DAYS),
      digest: sha256(`the demo’s assessor, of ${organisation}`).toString('hex'),
    },
    posy,
  );
  const imogen = { id: invited['person'] as string, name, roles: ['assessor'] } as const;
  const comments = [
    { section: '4', text: 'Who stands in when the clinical safety officer is away?' },
    {
      section: '6',
      text: 'Who tried the photo upload with patients who cannot hold a phone steady? We would like to see what came of it.',
    },
  ];
  for (const comment of comments)
    await execute(anyCommand(commentAsAssessor), { service: SERVICE, standard: 'point-16', ...comment }, imogen);
  await execute(
    anyCommand(answerAssessor),
    { service: SERVICE, comment: 1, text: 'Juniper Hale is deputy. The page of officers says since when.' },
    posy,
  );
}
