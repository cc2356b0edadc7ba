import type { ReadTx } from '../../platform/database/database.ts';
import type { Sentence } from '../../words/sentence.ts';
import type { Difference, Named, Rule, Signable, Signed } from '../approvals/index.ts';
import { hazardRecords, signedHazardLog } from '../hazards/index.ts';
import { reportNamed } from './commands.ts';
import {
  acceptancePath,
  reportPath,
  reportReference,
  sayReport,
  type ReportRecord,
  type StoredReport,
} from './domain.ts';
import { reportField } from './fields.ts';
import { aboutReport, driftBelow, logOf, logWarning } from './signing.ts';
import { remainingOf } from './remaining.ts';
import { everAccepted, NOW, reportsAt, signedLatest } from './store.ts';

/*
 * That the risk which remains may be borne, as the executive of who deploys signs it: a signature apart from the officer's, who
 * says what the risk is (DCB0160 2.2.2: second-hand). Of who makes a service nobody asks it; it may be signed all the same.
 */

/** One executive, for a year. It takes no registration: what is judged is what the organisation bears. */
const EXECUTIVE_SIGNS: Rule = {
  roles: ['accountable executive'],
  signatures: 1,
  author: 'may, and it is shown',
  registration: false,
  months: 12,
  outside: 'counts',
};

function named({ service, number, phase, release }: ReportRecord): Named {
  const path = acceptancePath(service.reference, number);
  return {
    title: `Acceptance of the residual risk of ${sayReport({ number, phase, release })}, of ${service.name}`,
    href: `${reportPath(service.reference, number)}#acceptance`,
    path,
    service,
  };
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const report = await reportNamed(tx, given);
  return {
    ...named(report),
    ref: { kind: 'residual-acceptance', id: report.id },
    facts: aboutReport(report),
  };
}

async function reportOf(tx: ReadTx, { ref }: Signed): Promise<StoredReport> {
  return (await reportsAt(tx, { ids: [ref.id] }, NOW))[0]!;
}

/**
 * The first time, what remains of every hazard, and under which constraints; after that, what differs in the log: who accepts a
 * risk need not read each cause again.
 */
async function difference(tx: ReadTx, signed: Signed, from: number | null, to: number | null): Promise<Difference> {
  const report = await reportOf(tx, signed);
  if (from !== null) return (await signedHazardLog()).difference(tx, await logOf(tx, report), from, to);
  const hazards = await hazardRecords(tx, report.service.id, { seq: to, now: new Date(0) });
  const own = hazards.filter(({ log, retired }) => log === report.log && !retired);
  const path = (hazard: string) => `/services/${encodeURIComponent(report.service.reference)}/hazards/${hazard}`;
  return {
    material: remainingOf(own, path),
    editorial: [],
    unchanged: { count: 0, of: own.length, noun: 'hazard' },
  };
}

async function warnings(tx: ReadTx, signed: Signed, now: Date): Promise<Sentence[]> {
  const report = await reportOf(tx, signed);
  const log = await logWarning(tx, report, now);
  return log ? [log] : [];
}

/** Who approved the report does not accept what it leaves: those are two judgements, of two people. */
async function refuses(tx: ReadTx, { ref }: Signed, person: string): Promise<Sentence | null> {
  if (!(await signedLatest(tx, 'case-report', ref.id, person))) return null;
  const report = (await reportsAt(tx, { ids: [ref.id] }, NOW))[0]!;
  return {
    so: [`You cannot accept the residual risk of ${reportReference(report.number)}`],
    because: ['you approved the report itself, and what it says and what is borne are judged by two people'],
    clears: ['The signature of an accountable executive who did not approve it clears it.'],
  };
}

/** Those that somebody has to accept, and those that somebody has: of the others it is asked of nobody. */
async function names(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const [reports, accepted] = await Promise.all([reportsAt(tx, { ids }, NOW), everAccepted(tx, ids)]);
  return new Map(
    reports.filter(({ id, sort }) => sort === 'deployer' || accepted.has(id)).map((one) => [one.id, named(one)]),
  );
}

export const residualAcceptance: Signable = {
  kind: 'residual-acceptance',
  feature: 'safety-case',
  command: 'signResidualAcceptance',
  noun: 'acceptance of residual risk',
  rule: EXECUTIVE_SIGNS,
  judgement:
    'my organisation may bear the risk that remains, under the constraints that are named, for what the service is used for',
  input: { report: reportField },
  path: '/services/:service/reports/:report/acceptance',
  find,
  names,
  difference,
  extent: async (tx, signed, from) =>
    (await signedHazardLog()).extent(tx, await logOf(tx, await reportOf(tx, signed)), from),
  drift: driftBelow,
  fallen: async (tx, refs) => (await signedHazardLog()).fallen(tx, refs),
  warnings,
  refuses,
};
