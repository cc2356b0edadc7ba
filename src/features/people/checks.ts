import type { Role } from '../../platform/commands/may.ts';
import type { At, Check, Found, Shown } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { listedLinks, wholeOf } from '../../words/naming.ts';
import type { Sentence, Words } from '../../words/sentence.ts';
import {
  gapsOf,
  lookUpThatCounts,
  termsOf,
  type Absence,
  type Day,
  type Holder,
  type Nomination,
  type OfficeHolders,
} from './domain.ts';
import { after, dayOf, sayDay, startOf } from './moments.ts';
import { holdersAt, type Known } from './office.ts';
import { hasLeft, registrationProblem } from './sentences.ts';

/*
 * What the standards ask of people (DCB0129 2.2, 2.3, 2.4): who is clinical safety officer, as what they are registered, what
 * they were trained in, and whether it is on record that everybody who works on safety can do it. Pure.
 */

/** Who works on the safety of a service: whoever holds one of these roles in it. */
export const WORKS_ON_SAFETY = [
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
] as const satisfies readonly Role[];

/** Everybody who was ever nominated for a service, with all that decides who holds office and who could sign. */
export interface OfficeKnown extends Known {
  readonly nominations: readonly Nomination[];
  readonly absences: readonly Absence[];
  /** Those who hold a role in the organisation, and until when; null for no end. */
  readonly members: readonly { readonly person: string; readonly until: Date | null }[];
}

/** Somebody who works on the safety of a service. */
export interface TeamMember {
  readonly person: string;
  readonly name: string;
  /** Until when they hold their roles; null for no end. */
  readonly until: Date | null;
  /** Somebody has to look at their competence again by the end of this day; null where nothing is on record. */
  readonly reviewOn: Day | null;
}

export interface PeopleFacts {
  /** Not known where nobody was ever nominated. */
  readonly office: OfficeKnown;
  /** Not known where nobody holds such a role. */
  readonly team: readonly TeamMember[];
}

function officerPage({ service }: At, part = '') {
  return `/services/${service.reference}/officer${part}`;
}

function nominating(at: At): Words {
  return [
    { text: 'A nomination by the accountable executive', href: officerPage(at, '/nominate') },
    ', once it is accepted, clears it.',
  ];
}

/** Who is in office at the time that is asked about, by the rule of pages and signatures. */
function holdersOf({ members, ...known }: OfficeKnown, { now, service }: At): OfficeHolders {
  const there = members.filter(({ until }) => until === null || until > now).map(({ person }) => person);
  return holdersAt(service, { ...known, members: there }, now);
}

/** Every moment at which anything of an office can change by itself, by what is known: nothing is said or done then. */
function momentsOf({ nominations, members, registrations, trainings }: OfficeKnown): Date[] {
  const terms = termsOf(nominations).flatMap(({ from, to }) => [from, to]);
  const days = registrations.flatMap((one) => {
    const seen = lookUpThatCounts(one);
    const gaps = gapsOf(one).flatMap(({ from, to }) => [startOf(from), to === null ? null : after(to)]);
    return [seen && after(seen.nextDue), ...gaps];
  });
  const courses = trainings.map(({ expiresOn }) => (expiresOn === null ? null : after(expiresOn)));
  return [...terms, ...members.map(({ until }) => until), ...days, ...courses].flatMap((one) => one ?? []);
}

/** What is found now, until the first of these moments at which that would be another. @param told whether its words matter */
function lasting(
  moments: readonly Date[],
  at: At,
  decide: (at: At) => Decided,
  told: 'with its words' | 'whatever its words' = 'with its words',
): Found {
  const found = decide(at);
  const of = ({ result, says }: Decided) => JSON.stringify(told === 'with its words' ? [result, says] : result);
  const toCome = moments.filter((one) => one > at.now).toSorted((a, b) => a.getTime() - b.getTime());
  const until = toCome.find((now) => of(decide({ ...at, now })) !== of(found));
  return { ...found, until: until ?? null };
}

function personLink({ signer }: Holder, text: string) {
  return { text, href: `/people/${signer.person}` };
}

type Decided = Omit<Found, 'until'>;

/** What a problem comes to, as a check finds it. */
function found(
  result: 'failed' | 'needs-review' | 'not-run',
  sentence: Sentence,
  more: Partial<Pick<Decided, 'since' | 'shown'>> = {},
): Decided {
  return { result, says: wholeOf(sentence), clears: sentence.clears, shown: [], ...more };
}

/** A check of whoever is accountable; while nobody is, there is nobody to look at. */
function ofOfficer(
  check: Omit<Check<PeopleFacts>, 'how' | 'reads' | 'decide'>,
  decide: (officer: Holder, known: OfficeKnown) => Decided,
): Check<PeopleFacts> {
  return {
    ...check,
    how: 'automatic',
    reads: ['office'],
    decide: ({ office }, at) =>
      lasting(momentsOf(office), at, (then) => {
        const { accountable, problem } = holdersOf(office, then);
        return accountable ? decide(accountable, office) : found('not-run', problem!);
      }),
  };
}

const nominated: Check<PeopleFacts> = {
  id: 'people.officer-nominated',
  asks: 'A clinical safety officer is nominated for the service, and has accepted.',
  how: 'automatic',
  reads: ['office'],
  begins: nominating,
  decide: ({ office }, at) => lasting(momentsOf(office), at, (then) => nominatedAt(office, then)),
};

function nominatedAt(office: OfficeKnown, at: At): Decided {
  const { accountable, problem } = holdersOf(office, at);
  if (!accountable) return found('failed', problem!);
  const { signer, term } = accountable;
  const shown: Shown[] = [
    {
      text: `Nomination of ${signer.name}`,
      href: `/services/${at.service.reference}/nominations/${term.nomination.id}`,
      until: term.to,
    },
  ];
  const isThere = office.members.some(
    (one) => one.person === signer.person && (one.until === null || one.until > at.now),
  );
  if (!isThere) return found('failed', hasLeft(signer), { shown });
  const { name } = term.nomination.nominatedBy;
  return {
    result: 'passed',
    says: [
      { text: signer.name, href: officerPage(at) },
      ` has been clinical safety officer since ${sayDay(dayOf(term.from))}, nominated by ${name}.`,
    ],
    clears: nominating(at),
    shown,
  };
}

function registrationShown({ signer }: Holder, until: Date | null): Shown[] {
  const { registration } = signer;
  if (!registration) return [];
  const text = `${registration.register.short} registration of ${signer.name}`;
  return [{ text, href: `/people/${signer.person}#registrations`, until }];
}

/** Any reason will do where it is not asked whether the profession makes one a clinician. */
const NOT_ASKED = 'not asked';

const clinician = ofOfficer(
  {
    id: 'people.officer-clinician',
    asks: 'The clinical safety officer is a clinician.',
    begins: nominating,
  },
  (officer) => {
    const { signer, term } = officer;
    const { registration } = signer;
    const { clinicianBecause, nominatedBy } = term.nomination;
    const rest = { shown: registrationShown(officer, null) };
    // Whether it is current is asked by the next check; here only what it is a registration of.
    const problem = registrationProblem(
      signer,
      registration && { ...registration, standing: 'current' },
      clinicianBecause,
    );
    if (problem) return found('failed', problem, rest);
    const { profession, register, clinician: whether } = registration!;
    return {
      ...rest,
      result: 'passed',
      says: [
        personLink(officer, signer.name),
        ` is on the register of the ${register.short} as: ${profession}.`,
        whether === 'yes' ? '' : ` ${nominatedBy.name}, who nominated, said why that makes a clinician.`,
      ].filter((part) => part !== ''),
      clears: [],
    };
  },
);

const RESULTS = { lapsed: 'needs-review', 'not looked up': 'not-run' } as const;

const registered = ofOfficer(
  {
    id: 'people.officer-registered',
    asks: 'The clinical safety officer holds a registration that somebody else has looked up, and that look-up is current.',
    begins: nominating,
  },
  (officer) => {
    const { signer } = officer;
    const { registration } = signer;
    const lapses = registration?.lookedUp ? after(registration.lookedUp.nextDue) : null;
    const rest = { shown: registrationShown(officer, lapses) };
    const problem = registrationProblem(signer, registration, NOT_ASKED);
    if (problem) {
      const standing = registration?.standing;
      const result = standing === 'lapsed' || standing === 'not looked up' ? RESULTS[standing] : 'failed';
      return found(result, problem, { ...rest, since: standing === 'lapsed' ? lapses : null });
    }
    const { register, lookedUp } = registration!;
    const conditions = lookedUp!.status === 'registered with conditions' ? ' It is held with conditions.' : '';
    return {
      ...rest,
      result: 'passed',
      says: [
        'The ',
        personLink(officer, `${register.short} registration of ${signer.name}`),
        ` was looked up by ${lookedUp!.by} on ${sayDay(lookedUp!.on)}. The look-up counts until ${sayDay(lookedUp!.nextDue)}.${conditions}`,
      ],
      clears: [
        {
          text: 'Looking it up again',
          href: `/people/${signer.person}/registrations/${registration!.id}/look-up`,
        },
        ' on the register, by somebody else, clears it.',
      ],
    };
  },
);

const trained = ofOfficer(
  {
    id: 'people.officer-trained',
    asks: 'Training of the clinical safety officer in clinical risk management is recorded, and has not lapsed.',
    begins: nominating,
  },
  ({ signer }, { trainings }) => {
    const own = trainings.filter((one) => one.person === signer.person && !one.withdrawn);
    const page = `/people/${signer.person}#training`;
    const { training, trainingProblem: problem } = signer;
    const shown = training.map(({ course, expiresOn }) => ({
      text: course,
      href: page,
      until: expiresOn === null ? null : after(expiresOn),
    }));
    const clears: Words = [
      { text: 'Recording the training that they have', href: `/people/${signer.person}/training/add` },
      ' clears it.',
    ];
    if (problem) {
      const ends = own.flatMap(({ expiresOn }) => expiresOn ?? []).toSorted();
      const last = ends.at(-1);
      return found(
        own.length === 0 ? 'failed' : 'needs-review',
        { ...problem, clears },
        {
          shown,
          since: last === undefined ? null : after(last),
        },
      );
    }
    const lasting = own.find(({ expiresOn }) => expiresOn === null) ?? null;
    const longest = lasting ?? own.toSorted((a, b) => b.expiresOn!.localeCompare(a.expiresOn!))[0]!;
    const ends = longest.expiresOn === null ? '' : ` It counts until ${sayDay(longest.expiresOn)}.`;
    return {
      result: 'passed',
      says: [
        { text: signer.name, href: page },
        ` took “${longest.course}” with ${longest.provider} on ${sayDay(longest.takenOn)}.${ends}`,
      ],
      clears,
      shown,
    };
  },
);

/** People that a sentence names; the others are counted. */
const MOST_NAMED = 3;

const teamCompetent: Check<PeopleFacts> = {
  id: 'people.team-competent',
  asks: 'It is on record that everybody who works on the safety of the service is competent to do it.',
  how: 'automatic',
  reads: ['team'],
  begins: (at) => [
    { text: 'Giving somebody a role', href: '/members' },
    ` in ${at.service.reference}, and recording their competence, clears it.`,
  ],
  decide: ({ team }, at) => {
    const moments = team.flatMap(({ until, reviewOn }) =>
      [until ?? [], reviewOn === null ? [] : after(reviewOn)].flat(),
    );
    // That somebody's role ends changes how many there are, and nothing that lapses.
    return lasting(moments, at, ({ now }) => competentAt(team, now), 'whatever its words');
  },
};

function competentAt(team: readonly TeamMember[], now: Date): Decided {
  const here = team.filter(({ until }) => until === null || until > now);
  const today = dayOf(now);
  const missing = here.filter(({ reviewOn }) => reviewOn === null);
  const lapsed = here.filter(({ reviewOn }) => reviewOn !== null && reviewOn < today);
  const shown = here.flatMap(({ person, name, reviewOn }) =>
    reviewOn === null
      ? []
      : [{ text: `Competence of ${name}`, href: `/people/${person}#competence`, until: after(reviewOn) }],
  );
  const of = counted(here.length, 'person who works on safety', 'people who work on safety');
  const named = (some: readonly TeamMember[]) =>
    listedLinks(
      some.slice(0, MOST_NAMED).map(({ person, name }) => ({ text: name, href: `/people/${person}#competence` })),
      some.length,
    );
  const [wanting] = [...missing, ...lapsed];
  if (here.length === 0)
    return {
      result: 'failed',
      says: ['Nobody holds a role any more in which they work on the safety of the service.'],
      clears: [{ text: 'Giving somebody a role', href: '/members' }, ' clears it.'],
      shown,
    };
  const clears: Words = [
    { text: 'Recording the competence', href: wanting ? `/people/${wanting.person}/competence` : '/officers#people' },
    ' of each, by somebody else, clears it.',
  ];
  if (missing.length > 0)
    return {
      result: 'failed',
      says: [`Nothing is on record of the competence of ${missing.length} of ${of}: `, ...named(missing), '.'],
      clears,
      shown,
    };
  if (lapsed.length > 0) {
    const first = lapsed.map(({ reviewOn }) => reviewOn!).toSorted()[0]!;
    return {
      result: 'needs-review',
      says: [
        `The competence of ${lapsed.length} of ${of} was to be looked at again and was not: `,
        ...named(lapsed),
        `. The oldest review was due by ${sayDay(first)}.`,
      ],
      clears,
      since: after(first),
      shown,
    };
  }
  const soonest = here.map(({ reviewOn }) => reviewOn!).toSorted()[0]!;
  return {
    result: 'passed',
    says: [
      here.length === 1
        ? `The competence of the one person who works on safety, ${here[0]!.name}, is on record.`
        : `The competence of all ${of} is on record.`,
      ` The next review is due by ${sayDay(soonest)}.`,
    ],
    clears,
    shown,
  };
}

export const checks: readonly Check<PeopleFacts>[] = [nominated, clinician, registered, trained, teamCompetent];
