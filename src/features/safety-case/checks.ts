import { assessed } from '../../platform/assessed.ts';
import type { At, Check, Found } from '../../rules/checks.ts';
import { capital, counted, listed } from '../../words/counting.ts';
import type { Words } from '../../words/sentence.ts';
import { approvedFound, type Approved } from '../approvals/index.ts';
import {
  reportReference,
  reportsPath,
  sectionTitle,
  sortsFor,
  STANDARD_OF,
  type Behind,
  type ReportPhase,
  type ReportSort,
  type SectionId,
} from './domain.ts';
import { factsOfReports } from './facts.ts';

/*
 * What the standards ask of clinical safety case reports (DCB0129 3.5; DCB0160 2.2.2 and 3.5: second-hand): that one is made,
 * that an officer approved it and it still says how things are, that whoever uses the service has it, and that who deploys it
 * accepted what remains.
 */

/** What is known of a report. */
export interface ReportFact {
  readonly number: number;
  readonly href: string;
  readonly sort: ReportSort;
  readonly phase: ReportPhase;
  readonly release: string | null;
  readonly supersededBy: number | null;
  /** Sections of which it needs words, and has none. */
  readonly unwritten: readonly SectionId[];
  /** Null where nothing is known of its signatures. */
  readonly approved: Approved | null;
  /** Null where nobody is asked for it, or nothing is known of it. */
  readonly acceptance: Approved | null;
}

export interface ReportFacts {
  /** The latest first; not known where there is none. */
  readonly reports: readonly ReportFact[];
  readonly received: {
    /** Who has the version that stands. */
    readonly current: readonly { readonly report: number; readonly receiver: string }[];
    readonly behind: readonly Behind[];
  };
}

const OPEN = { until: null, shown: [] };

function beginning({ service }: At): Words {
  return [{ text: 'A report', href: `${reportsPath(service.reference)}/new` }, ', once it is begun, clears it.'];
}

/** The report of a sort that counts: the latest with an approved version that none took the place of; else the latest. */
export function countingReport(sort: ReportSort, reports: readonly ReportFact[]): ReportFact | null {
  const own = reports.filter((one) => one.sort === sort && one.supersededBy === null);
  return own.find(({ approved }) => approved?.version) ?? own[0] ?? null;
}

/** The sorts that a service needs, each with the report that counts. */
function asked({ reports }: Pick<ReportFacts, 'reports'>, { service }: At) {
  return sortsFor(service.role).map((sort) => ({ sort, report: countingReport(sort, reports) }));
}

function missing(sort: ReportSort, at: At): Found {
  return {
    ...OPEN,
    result: 'failed',
    says: [`There is no clinical safety case report under ${STANDARD_OF[sort]}.`],
    clears: beginning(at),
  };
}

/**
 * What was found of several, as one: the first that failed, then the first that is not fine, then all of them together. It stays
 * so until one that stands before it turns.
 */
export function together(found: readonly Found[]): Found {
  const earliest = (some: readonly Found[]) =>
    some
      .flatMap(({ until }) => until ?? [])
      .toSorted((a, b) => a.getTime() - b.getTime())
      .at(0) ?? null;
  const failed = found.find(({ result }) => result === 'failed');
  if (failed) return failed;
  const open = found.findIndex(({ result }) => result !== 'passed' && result !== 'not-applicable');
  if (open >= 0) return { ...found[open]!, until: earliest(found.slice(0, open + 1)) };
  return {
    result: found.some(({ result }) => result === 'passed') ? 'passed' : 'not-applicable',
    says: found.flatMap(({ says }, index): Words => (index === 0 ? says : [' ', ...says])),
    clears: found[0]!.clears,
    until: earliest(found),
    shown: found.flatMap(({ shown }) => shown),
  };
}

/** How a signed thing stands; of one of which nothing is known, that. */
function foundOf(approved: Approved | null, named: string, href: string, { now }: At): Found {
  if (approved) return approvedFound(approved, now);
  return {
    ...OPEN,
    result: 'not-run',
    says: [`Nothing is known of a signature of ${named}.`],
    clears: [{ text: 'Its page', href }, ' says what is missing.'],
  };
}

export const reportMade: Check<ReportFacts> = {
  id: 'safety-case.report-made',
  asks: 'A clinical safety case report is made, with an introduction and a summary statement in people’s own words.',
  how: 'automatic',
  reads: ['reports'],
  decide: (facts, at) =>
    together(
      asked(facts, at).map(({ sort, report }): Found => {
        if (report === null) return missing(sort, at);
        const reference = reportReference(report.number);
        const link = { text: reference, href: report.href };
        if (report.unwritten.length > 0)
          return {
            ...OPEN,
            result: 'failed',
            says: [
              link,
              ` is begun and not whole: ${titles(report)} ${report.unwritten.length === 1 ? 'says' : 'say'} nothing.`,
            ],
            clears: [
              { text: 'Writing what is missing', href: `${report.href}/sections/${report.unwritten[0]}/write` },
              ' clears it.',
            ],
          };
        return {
          ...OPEN,
          result: 'passed',
          says: [
            link,
            `, for ${report.phase}${report.release === null ? '' : ` of release ${report.release}`}, is written.`,
          ],
          clears: [{ text: `${reference}, once it is whole again`, href: report.href }, ', clears it.'],
          shown: [{ text: reference, href: report.href, until: null }],
        };
      }),
    ),
  begins: beginning,
};

function titles({ unwritten }: ReportFact): string {
  return listed(unwritten.map((id) => `“${sectionTitle(id)}”`));
}

export const reportApproved: Check<ReportFacts> = {
  id: 'safety-case.report-approved',
  asks: 'An officer of the service approved the clinical safety case report, and it still says how things are.',
  how: 'automatic',
  reads: ['reports'],
  decide: (facts, at) =>
    together(
      asked(facts, at).map(({ sort, report }) =>
        report === null ? missing(sort, at) : foundOf(report.approved, reportReference(report.number), report.href, at),
      ),
    ),
  begins: beginning,
};

export const residualAccepted: Check<ReportFacts> = {
  id: 'safety-case.residual-accepted',
  asks: 'The accountable executive of who deploys the service accepted the residual risk that its report names.',
  how: 'automatic',
  reads: ['reports'],
  decide: (facts, at) => {
    if (!sortsFor(at.service.role).includes('deployer'))
      return {
        ...OPEN,
        result: 'not-applicable',
        says: [
          'Whoever keeps this service here makes it and does not deploy it: its residual risk is accepted by who deploys it.',
        ],
        clears: beginning(at),
      };
    const report = countingReport('deployer', facts.reports);
    if (report === null) return missing('deployer', at);
    return foundOf(
      report.acceptance,
      `the residual risk of ${reportReference(report.number)}`,
      `${report.href}#acceptance`,
      at,
    );
  },
  begins: beginning,
};

export const handedOver: Check<ReportFacts> = {
  id: 'safety-case.handed-over',
  asks: 'Whoever uses the service has the version of the clinical safety case report that stands.',
  how: 'automatic',
  reads: ['reports', 'received'],
  decide: (facts, at) =>
    together(
      asked(facts, at).map(({ sort, report }): Found => {
        if (report === null) return missing(sort, at);
        const reference = reportReference(report.number);
        const register: Words = [
          { text: 'An entry of who received it', href: `${report.href}/recipients/new` },
          ' clears it.',
        ];
        const version = report.approved?.version?.said.number ?? null;
        if (version === null)
          return {
            ...OPEN,
            result: 'not-run',
            says: [`No version of ${reference} is approved, so there is none to hand over.`],
            clears: [
              { text: 'An approved version', href: `${report.href}/sign` },
              ' clears it, once somebody received it.',
            ],
          };
        const late = facts.received.behind.filter(({ current }) => current.report === report.number);
        if (late.length > 0)
          return {
            ...OPEN,
            result: 'needs-review',
            says: [`${behindWords(late)}.`],
            clears: [
              { text: 'Giving them that one', href: `${report.href}#recipients` },
              ', with an entry for each, clears it.',
            ],
          };
        const having = facts.received.current.filter((one) => one.report === report.number);
        if (having.length === 0)
          return {
            ...OPEN,
            result: 'not-run',
            says: [`Nobody is recorded to have received version ${version} of ${reference}.`],
            clears: register,
          };
        return {
          ...OPEN,
          result: 'passed',
          says: [
            `${capital(counted(having.length, 'receiver'))} ${having.length === 1 ? 'has' : 'have'} version ${version} of ${reference}, and nobody is recorded with an older one.`,
          ],
          clears: register,
          shown: [{ text: `Who received ${reference}`, href: `${report.href}#recipients`, until: null }],
        };
      }),
    ),
  begins: beginning,
};

/** "3 receivers have version 2 of CSCR-1; version 3 stands": of those who are behind one report. */
export function behindWords(late: readonly Behind[]): string {
  const { current } = late[0]!;
  const groups = [...Map.groupBy(late, ({ report, received }) => `${report} ${received}`).values()];
  const have = groups.map((group) => {
    const { report, received } = group[0]!;
    const of = report === current.report ? '' : ` of ${reportReference(report)}`;
    return `${counted(group.length, 'receiver')} ${group.length === 1 ? 'has' : 'have'} version ${received}${of}`;
  });
  return `${listed(have)}; version ${current.version} of ${reportReference(current.report)} stands`;
}

/** What the standards ask of reports. */
export const reportsAssessed = assessed<ReportFacts>({
  checks: [reportMade, reportApproved, handedOver, residualAccepted],
  facts: factsOfReports,
});
