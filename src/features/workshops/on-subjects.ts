import type { OnSubjects } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { sayDay } from '../../words/days.ts';
import { workshopPath, workshopReference } from './domain.ts';
import { raisedIn, type RaisedIn } from './store.ts';

/** What workshops say on the page of a hazard: in which room it was raised. */
export const onSubjects: OnSubjects = {
  kind: 'hazard',
  lines: async (tx, { id, service }) => (await raisedIn(tx, [id])).map((one) => raisedWords(service, one)),
};

function raisedWords(service: string, { workshop, title, day, how }: RaisedIn): Words {
  const named = { text: `${workshopReference(workshop)}, ${title}`, href: workshopPath(service, workshop) };
  return how === 'recorded'
    ? ['Raised in ', named, `, on ${sayDay(day)}.`]
    : ['A cause of it was raised in ', named, `, on ${sayDay(day)}.`];
}
