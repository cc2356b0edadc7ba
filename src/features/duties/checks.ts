import type { At, Check, Found } from '../../rules/checks.ts';
import { counted } from '../../words/counting.ts';
import { listedLinks } from '../../words/naming.ts';
import type { Words } from '../../words/sentence.ts';
import { DEADLINES, dutiesPath, serviceFactsPath } from './domain/saying.ts';

/*
 * What is asked of telling others when harm occurs: that it is known who has to be told, that they are, in time, and that they hear
 * of what was corrected. Only duties that are open to the whole team are looked at. Pure.
 */

/** A duty of an incident that waits for somebody. */
export interface OpenFact {
  /** "INC-12" */
  readonly incident: string;
  /** As in the pack: "ICO-72H". */
  readonly duty: string;
  readonly standing: 'owed' | 'follow-up' | 'possible';
  /** When the limit that its source gives ends; null where there is none, or its clock does not run. */
  readonly due: Date | null;
  /** Our own target. */
  readonly target: Date | null;
}

export interface DutyFacts {
  /** Known once it is said what the service is, or something was reported in it. */
  readonly board: {
    /** How many incidents were looked at. */
    readonly incidents: number;
    readonly open: readonly OpenFact[];
  };
}

/** Duties or incidents that a sentence names; the others are counted. */
const MOST_NAMED = 3;

const begins = ({ service }: At): Words => [
  { text: 'Saying what the service is', href: serviceFactsPath(service.reference) },
  ', as far as it decides who has to be told, begins to clear it.',
];

function linksTo(open: readonly OpenFact[], { service }: At): Words {
  const named = open.slice(0, MOST_NAMED).map(({ duty, incident }) => ({
    text: `${duty} of ${incident}`,
    href: `${dutiesPath(service.reference, incident)}#${duty}`,
  }));
  return listedLinks(named, open.length);
}

function passed(says: string, until: Date | null = null): Found {
  return { result: 'passed', says: [says], clears: [], until, shown: [{ text: 'Deadlines', href: DEADLINES, until }] };
}

const NOTHING_REPORTED: Found = {
  result: 'not-applicable',
  says: ['Nothing was reported that somebody has to be told of.'],
  clears: [],
  until: null,
  shown: [],
};

const settled: Check<DutyFacts> = {
  id: 'duties.settled',
  asks: 'Of every incident it is settled who has to be told of it.',
  how: 'automatic',
  reads: ['board'],
  begins,
  decide: ({ board: { incidents, open } }, { service }) => {
    if (incidents === 0) return NOTHING_REPORTED;
    const by = Map.groupBy(
      open.filter(({ standing }) => standing === 'possible'),
      ({ incident }) => incident,
    );
    if (by.size === 0) return passed('It is settled of every incident who has to be told of it.');
    const named = [...by.keys()].slice(0, MOST_NAMED).map((incident) => ({
      text: incident,
      href: dutiesPath(service.reference, incident),
    }));
    return {
      result: 'not-run',
      says: ['It is not settled of ', ...listedLinks(named, by.size), ' whether somebody has to be told.'],
      clears: ['Answering what is asked there, or saying why a duty is not owed, clears it.'],
      until: null,
      shown: [],
    };
  },
};

const inTime: Check<DutyFacts> = {
  id: 'duties.in-time',
  asks: 'Whoever has to be told of an incident was told, or the time for it is not over.',
  how: 'automatic',
  reads: ['board'],
  begins,
  decide: ({ board: { incidents, open } }, at) => {
    if (incidents === 0) return NOTHING_REPORTED;
    const { now } = at;
    const owed = open.filter(({ standing }) => standing === 'owed');
    if (owed.length === 0) return passed('No report on an incident is owed.');
    const over = (of: 'due' | 'target') => owed.filter((one) => one[of] !== null && one[of] <= now);
    const next = (...of: readonly ('due' | 'target')[]) =>
      earliest(of.flatMap((which) => owed.map((one) => one[which])).filter((time) => time !== null && time > now));
    const late = (of: 'due' | 'target', said: (those: Words) => Words): Omit<Found, 'result' | 'until'> => ({
      says: said(linksTo(over(of), at)),
      clears: ['Recording that it was sent, or saying why it is not owed, clears it.'],
      since: earliest(over(of).map((one) => one[of])),
      shown: [],
    });
    if (over('due').length > 0)
      return {
        ...late('due', (those) => ['The limit for ', ...those, ' is over, and no report is recorded.']),
        result: 'failed',
        until: next('due'),
      };
    const until = next('due', 'target');
    if (over('target').length > 0)
      return {
        ...late('target', (those) => [
          'Our own target for ',
          ...those,
          ' is over, which is no law, and no report is recorded.',
        ]),
        result: 'needs-review',
        until,
      };
    return passed(`${counted(owed.length, 'report is', 'reports are')} owed, and the time for none is over.`, until);
  },
};

const correctionsTold: Check<DutyFacts> = {
  id: 'duties.corrections-told',
  asks: 'Whoever was told something of an incident that was corrected since was told that too.',
  how: 'automatic',
  reads: ['board'],
  begins,
  decide: ({ board: { incidents, open } }, at) => {
    if (incidents === 0) return NOTHING_REPORTED;
    const owed = open.filter(({ standing }) => standing === 'follow-up');
    if (owed.length === 0) return passed('Nothing that was reported of an incident has been corrected untold.');
    return {
      result: 'failed',
      says: ['A fact that was reported for ', ...linksTo(owed, at), ' has been corrected since.'],
      clears: ['Recording that a follow-up was sent clears it.'],
      until: null,
      shown: [],
    };
  },
};

function earliest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((one) => one !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((one) => one.getTime())));
}

export const checks: readonly Check<DutyFacts>[] = [settled, inTime, correctionsTold];
