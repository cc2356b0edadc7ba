import type { Artefact, Filed } from '../../platform/filed.ts';
import { counted } from '../../words/counting.ts';
import type { Service } from './domain.ts';
import { DECOMMISSIONING_WORDS } from './pages/words.ts';
import { serviceByReference } from './store.ts';

/** What services put into the file: the record of the service itself, with what it consists of. */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const found = await serviceByReference(tx, service.reference, moment);
    if (!found) return [];
    const parts = found.components.length;
    return [
      ...(found.phase === 'retired' ? [decommissioned(found)] : []),
      {
        sort: 'System definition',
        title: `What ${found.name} is, and what it consists of`,
        href: `/services/${service.reference}`,
        state: [
          parts === 0 ? 'No components are named.' : `${counted(parts, 'component is', 'components are')} named.`,
        ],
        verdict: null,
        owner: null,
        since: null,
        until: null,
      },
    ];
  },
};

/** What was done about the risk of taking it out of use (DCB0160 7.4). */
function decommissioned({ reference, decommissioning, assessment }: Service): Artefact {
  return {
    sort: 'Decommissioning',
    title: 'Assessment of its decommissioning',
    href: `/services/${reference}`,
    state: [
      decommissioning === null
        ? 'Not known: it was retired before that was asked.'
        : `${DECOMMISSIONING_WORDS[decommissioning]}: ${assessment}`,
    ],
    verdict: decommissioning === null ? 'not-known' : null,
    owner: null,
    since: null,
    until: null,
  };
}
