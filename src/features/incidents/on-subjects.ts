import type { OnSubjects } from '../../platform/feature.ts';
import type { Words } from '../../words/sentence.ts';
import { sayDate } from '../../platform/london-time.ts';
import { incidentPath, incidentsPath, sayStage, type IncidentShown } from './domain.ts';
import { observedLines } from './observed.ts';
import { incidentsAt } from './store.ts';

/** What incidents say on the page of a hazard: which realised it, or may have. */
export const onSubjects: OnSubjects = {
  kind: 'hazard',
  lines: async (tx, { id, service, now }) => {
    const incidents = await incidentsAt(tx, 'hazard', id);
    // How often it was realised is asked only where it was.
    const observed = incidents.some(({ senses }) => senses.includes('realises'))
      ? await observedLines(tx, { hazard: id, service: incidents[0]!.service }, now)
      : [];
    return [...incidents.map((one) => saysOf(service, one)), ...observed];
  },
};

/** Those that a page of a release names; the others are counted. */
const MOST_ON_RELEASE = 5;

/** What incidents say on the page of a release: which happened on it. */
export const onReleases: OnSubjects = {
  kind: 'release',
  lines: async (tx, { id, service }) => {
    const incidents = (await incidentsAt(tx, 'release', id)).filter(({ sort }) => sort !== 'good care');
    const more = incidents.length - MOST_ON_RELEASE;
    return [
      ...incidents
        .slice(0, MOST_ON_RELEASE)
        .map((one): Words => [
          { text: one.reference, href: incidentPath(service, one.reference) },
          ` happened on it: “${one.title}”, reported on ${sayDate(one.reportedAt)}. ${sayStage(one)}.`,
        ]),
      ...(more > 0
        ? [[`${more} more happened on it: `, { text: 'all incidents', href: incidentsPath(service) }, '.']]
        : []),
    ];
  },
};

function saysOf(service: string, one: IncidentShown & { readonly senses: readonly string[] }): Words {
  const sure = one.senses.includes('realises');
  return [
    { text: one.reference, href: incidentPath(service, one.reference) },
    ` ${sure ? 'realised' : 'may have realised'} this hazard: “${one.title}”, reported on ${sayDate(one.reportedAt)}. ${sayStage(one)}.`,
  ];
}
