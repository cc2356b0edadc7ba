import type { OnSubjects } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { sayDate } from '../../platform/london-time.ts';
import { incidentPath, sayStage, type IncidentShown } from './domain.ts';
import { incidentsAt } from './store.ts';

/** What incidents say on the page of a hazard: which realised it, or may have. */
export const onSubjects: OnSubjects = {
  kind: 'hazard',
  lines: async (tx, { id, service }) => (await incidentsAt(tx, 'hazard', id)).map((one) => saysOf(service, one)),
};

function saysOf(service: string, one: IncidentShown & { readonly senses: readonly string[] }): Words {
  const sure = one.senses.includes('realises');
  return [
    { text: one.reference, href: incidentPath(service, one.reference) },
    ` ${sure ? 'realised' : 'may have realised'} this hazard: “${one.title}”, reported on ${sayDate(one.reportedAt)}. ${sayStage(one)}.`,
  ];
}
