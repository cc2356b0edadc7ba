import type { Check, Found } from '../../rules/checks.ts';
import { counted, listed } from '../../words/counting.ts';
import { lastDayTo, sayDay } from '../../words/days.ts';
import { argumentPath, claimPath, counterStanding, type CounterEvidence } from './domain.ts';

/*
 * What the standards ask of the argument: that it is made, to its ends, and that somebody wrote what speaks against it.
 * Whether its claims hold is asked of what they rest on.
 */

export interface ArgumentFacts {
  /** Not known where no hazard is recorded: there is nothing to argue over. */
  readonly argument: ArgumentFact;
}

export interface ArgumentFact {
  /** The claims for which somebody has to write what speaks against them. */
  readonly asked: readonly string[];
  readonly counterEvidence: readonly CounterEvidence[];
  /** Hazards over which nobody can argue: without a control, or with a cause on which none acts. */
  readonly undeveloped: readonly string[];
}

const NAMED = 5;

export const caseMade: Check<ArgumentFacts> = {
  id: 'argument.case-made',
  asks: 'The argument is made to its ends, and what speaks against each claim that it leans on is written and answered.',
  how: 'automatic',
  reads: ['argument'],
  begins: ({ service }) => [
    { text: 'Recording hazards', href: `/services/${service.reference}` },
    ', over which can be argued, begins to clear it.',
  ],
  decide: ({ argument: { asked, counterEvidence, undeveloped } }, { now, service }): Found => {
    const written = new Map(counterEvidence.map((one) => [one.claim, one]));
    const of = (standing: ReturnType<typeof counterStanding>) =>
      asked.filter((claim) => counterStanding(written.get(claim) ?? null, now) === standing);
    // An answer is waited for wherever something was written.
    const open = counterEvidence
      .filter((one) => counterStanding(one, now) === 'not answered')
      .map(({ claim }) => claim);
    const [missing, lapsed] = [of('missing'), of('lapsed')];
    const path = argumentPath(service.reference);
    const shown = [{ text: 'The argument', href: path, until: null }];
    const still = asked.flatMap((claim) => {
      const one = written.get(claim);
      return one && one.until > now ? [one.until.getTime()] : [];
    });
    const until = still.length === 0 ? null : new Date(Math.min(...still));
    const wrong: [Found['result'], string, string][] = [
      ['failed', openWords(undeveloped, 'is not argued to its end', 'are not argued to their ends'), path],
      [
        'failed',
        openWords(
          open,
          'has counter-evidence that nobody has answered',
          'have counter-evidence that nobody has answered',
        ),
        claimPath(service.reference, open[0] ?? ''),
      ],
      [
        'not-run',
        openWords(
          missing,
          'has no counter-evidence: nobody has written what speaks against it',
          'have no counter-evidence: nobody has written what speaks against them',
        ),
        claimPath(service.reference, missing[0] ?? ''),
      ],
      [
        'needs-review',
        openWords(
          lapsed,
          'has counter-evidence that was to be looked at again',
          'have counter-evidence that was to be looked at again',
        ),
        claimPath(service.reference, lapsed[0] ?? ''),
      ],
    ];
    const said = wrong.filter(([, words]) => words !== '');
    const [worst] = said;
    if (worst)
      return {
        result: worst[0],
        says: [said.map(([, words]) => words).join(' ')],
        clears: [{ text: CLEARS[worst[0]]!, href: worst[2] }, ' clears it.'],
        until,
        shown,
      };
    return {
      result: 'passed',
      says: [
        `The argument is made to its ends, and counter-evidence is written of ${counted(asked.length, 'claim')}.${
          until === null ? '' : ` The first has to be looked at again after ${sayDay(lastDayTo(until))}.`
        }`,
      ],
      clears: [{ text: 'Looking again at what speaks against each claim', href: path }, ' clears it.'],
      until,
      shown: [{ ...shown[0]!, until }],
    };
  },
};

const CLEARS: Readonly<Partial<Record<Found['result'], string>>> = {
  failed: 'Arguing them to their ends, and answering what speaks against them,',
  'not-run': 'Writing what speaks against each claim, and what is not known,',
  'needs-review': 'Looking again at what speaks against each claim',
};

function openWords(claims: readonly string[], one: string, several: string): string {
  if (claims.length === 0) return '';
  const named = claims.length > NAMED ? counted(claims.length, 'claim') : listed(claims);
  return `${named} ${claims.length === 1 ? one : several}.`;
}
