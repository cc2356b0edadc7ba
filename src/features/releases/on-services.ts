import type { ReadTx } from '../../platform/database/database.ts';
import type { CaseLine, OnServices, ServiceOnPage } from '../../platform/feature.ts';
import { sayDate } from '../../platform/london-time.ts';
import { listed } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { impactCounts, impactStanding, releasePath, releasesPath } from './domain.ts';
import { registerRows, type RegisterRow } from './record-store.ts';

/** What releases show on the page of a service: the latest one, and what is still to be said of it. */
export const onServices: OnServices = { inCase };

async function inCase(tx: ReadTx, { id, reference, now }: ServiceOnPage): Promise<CaseLine> {
  const [latest] = await registerRows(tx, id, { offset: 0, limit: 1 }, { seq: null, now });
  return {
    text: 'Releases',
    href: releasesPath(reference),
    says: latest ? saysOf(latest, reference, now) : ['No release is recorded yet.'],
  };
}

function saysOf(row: RegisterRow, service: string, now: Date): Words {
  const { version, state, liveAt, recordedAt } = row;
  const lacks = lacksOf(row, now);
  return [
    { text: version, href: releasePath(service, version) },
    state === 'live'
      ? ` is live since ${sayDate(liveAt ?? recordedAt)}`
      : state === 'candidate'
        ? ` is a candidate since ${sayDate(recordedAt)}`
        : ' was withdrawn',
    lacks.length === 0 || state === 'withdrawn' ? '.' : `. Still to be said: ${listed(lacks)}.`,
  ];
}

/** What the register does not know of a release. */
export function lacksOf({ impact, components, configuration, touches, issuesSaid }: RegisterRow, now: Date): string[] {
  return [
    ...(impact !== null && impactCounts(impactStanding(impact, now)) ? [] : ['what it means for safety']),
    ...(components !== null && components.unsaid === 0 ? [] : ['its components']),
    ...(configuration ? [] : ['its configuration']),
    ...(touches !== null ? [] : ['what it touches']),
    ...(issuesSaid ? [] : ['its known faults']),
  ];
}
