import type { Artefact, Filed } from '../../platform/filed.ts';
import { releasesPath } from './domain.ts';
import { lacksOf } from './on-services.ts';
import { countReleases, registerRows } from './record-store.ts';
import { counted, listed } from '../../words/counting.ts';

/** The register of releases in the clinical risk management file (DCB0129 7.3.4). */
export const filed: Filed = {
  load: async (tx, { id, reference }, moment): Promise<readonly Artefact[]> => {
    const [[latest], total] = await Promise.all([
      registerRows(tx, id, { offset: 0, limit: 1 }, moment),
      countReleases(tx, id, moment),
    ]);
    const lacks = latest && latest.state !== 'withdrawn' ? lacksOf(latest, moment.now) : [];
    return [
      {
        sort: 'Register of releases',
        title: 'Releases',
        href: releasesPath(reference),
        state:
          latest === undefined
            ? ['No release is recorded yet.']
            : [
                `${counted(total, 'release')}, the last one ${latest.version}`,
                lacks.length === 0 ? '.' : `; still to be said: ${listed(lacks)}.`,
              ],
        verdict: latest === undefined || lacks.length > 0 ? 'not-known' : 'met',
        owner: null,
        since: latest?.recordedAt ?? null,
        until: null,
      },
    ];
  },
};
