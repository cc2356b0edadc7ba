import type { Linkable } from '../../platform/subjects/linkable.ts';
import { INCIDENT, incidentNumber, incidentReference } from './domain.ts';
import { incidentNames } from './linked-store.ts';

/** What of incidents others can point at. */
export const linkables: readonly Linkable[] = [
  {
    kind: INCIDENT,
    word: 'Incident',
    example: 'INC-3',
    read: (typed) => {
      const number = incidentNumber(typed);
      return number === null ? null : incidentReference(number);
    },
    find: (tx, service, references) =>
      incidentNames(tx, { service, numbers: references.flatMap((one) => incidentNumber(one) ?? []) }),
    named: (tx, ids) => incidentNames(tx, { ids }),
  },
];
