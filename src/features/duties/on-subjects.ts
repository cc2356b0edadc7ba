import type { OnSubjects } from '../../platform/feature.ts';
import { counted } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { sayDateTime } from '../../words/london-clock.ts';
import { dutiesPath } from './domain/saying.ts';
import { openOf } from './open-store.ts';
import { casesById } from './store.ts';

/** What duties say on the page of an incident: how much is owed, and where it stands. Nothing before its triage. */
export const onSubjects: OnSubjects = {
  kind: 'incident',
  lines: async (tx, { id, reference, service, now }) => {
    const moment = { seq: null, now };
    const [[found], open] = await Promise.all([casesById(tx, [id], moment), openOf(tx, [id], moment)]);
    if (!found) return [];
    const owed = open.filter(({ standing }) => standing !== 'possible');
    const overdue = owed.filter(({ due }) => due !== null && due < now);
    const next = owed.flatMap(({ due }) => (due !== null && due >= now ? [due] : [])).toSorted((a, b) => +a - +b)[0];
    const undecided = open.length - owed.length;
    const words: Words = [
      'Who has to be told: ',
      {
        text: owed.length === 0 ? 'nothing is owed' : `${counted(owed.length, 'duty', 'duties')} owed`,
        href: dutiesPath(service, reference),
      },
      overdue.length > 0 ? `, ${overdue.length} overdue` : '',
      next ? `, the next limit ends on ${sayDateTime(next)}` : '',
      undecided > 0 ? `; of ${undecided} it is not known whether they are owed.` : '.',
    ];
    return [words];
  },
};
