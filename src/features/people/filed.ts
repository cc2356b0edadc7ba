import { afterDay, sayDate } from '../../platform/london-time.ts';
import type { Artefact, Filed } from '../../platform/filed.ts';
import { capital, counted } from '../../words/counting.ts';
import { WORKS_ON_SAFETY } from './checks.ts';
import type { Holder } from './domain.ts';
import { competenceOf, rolesHeld } from './facts-store.ts';
import { officeHoldersOf } from './reading.ts';

/** What people put into the file of a service: who its officers are, and on whose competence there is a record (DCB0129 2.4.2). */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const [[office], held] = await Promise.all([
      officeHoldersOf(tx, [service.id], moment),
      rolesHeld(tx, [service], moment),
    ]);
    const team = [
      ...new Set(
        held
          .filter(
            ({ role, until }) => WORKS_ON_SAFETY.some((one) => one === role) && (until === null || until > moment.now),
          )
          .map(({ person }) => person),
      ),
    ];
    const records = await competenceOf(tx, team, [service], moment);
    // Of several for one person, the latest counts: they come in that order.
    const latest = new Map(records.map(({ person, reviewOn }) => [person, reviewOn]));
    const [firstReview] = [...latest.values()].toSorted();
    const { accountable = null, deputies = [] } = office?.holders ?? {};
    const href = `/services/${service.reference}/officer`;
    const missing: Artefact = {
      ...NOMINATION,
      title: 'Clinical safety officer',
      href,
      state: ['Nobody is in office.'],
      verdict: 'not-known',
      owner: null,
      since: null,
      until: null,
    };
    return [
      ...(accountable ? [nomination(accountable, href)] : [missing]),
      ...deputies.map((one) => nomination(one, href)),
      {
        sort: 'Competence records',
        title: 'Records of competence of those who work on safety',
        href: '/officers',
        state: [`There is a record for ${latest.size} of ${counted(team.length, 'person', 'people')}.`],
        verdict: team.length > 0 && latest.size === team.length ? 'met' : 'not-known',
        owner: null,
        since: null,
        until: firstReview === undefined ? null : afterDay(firstReview),
      },
    ];
  },
};

const NOMINATION = { sort: 'Nomination of officers' } as const;

function nomination({ term, couldSign }: Holder, href: string): Artefact {
  const { name, office, employer } = term.nomination;
  return {
    ...NOMINATION,
    title: `${capital(office)}: ${name}`,
    href,
    state: [
      `In office since ${sayDate(term.from)}${employer === '' ? '' : `, employed by ${employer}`}.`,
      ...(couldSign ? [] : [' Could not sign as things stand.']),
    ],
    verdict: couldSign ? 'met' : 'not-met',
    owner: name,
    since: term.from,
    until: term.to,
  };
}
