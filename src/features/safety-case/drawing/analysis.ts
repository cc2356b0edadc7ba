import type { Block } from '../../../documents/booklet.ts';
import { capital, counted } from '../../../words/counting.ts';
import { sayDay } from '../../../words/days.ts';
import { workshopReference } from '../../workshops/index.ts';
import { heading, list, paragraphs, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** How hazards were looked for, by whom, and where they arise. */
export function analysis({ workshops, hazards }: ReportFacts): Block[] {
  const AREAS = [
    ['content', 'in the content'],
    ['process', 'in the process'],
    ['service', 'in the service'],
    [null, 'somewhere that nobody has said'],
  ] as const;
  const arising = AREAS.flatMap(([area, words]) => {
    const count = hazards.filter(({ arisesIn }) => arisesIn === area).length;
    return count === 0 ? [] : [`${counted(count, 'hazard')} ${count === 1 ? 'arises' : 'arise'} ${words}.`];
  });
  return [
    heading('Workshops and meetings'),
    ...table(
      {
        caption: 'Who looked for hazards together',
        head: ['When and what', 'Method', 'In the room', 'State'],
        rows: workshops.map(({ number, kind, title, day, method, roles, state }) => [
          `${workshopReference(number)}: ${title}\n${capital(kind)}, ${sayDay(day)}`,
          method ?? 'Not said',
          roles.length === 0 ? 'Not known' : roles.map(({ role, count }) => `${role}: ${count}`).join('\n'),
          capital(state),
        ]),
        widths: [6, 3, 5, 2],
      },
      'Not known: no workshop is on record.',
    ),
    heading('Where hazards arise'),
    ...(arising.length === 0 ? paragraphs('Not known: no hazard is on record.') : list(arising)),
  ];
}
