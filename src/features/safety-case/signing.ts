import type { ReadTx } from '../../platform/database/database.ts';
import { marksOf, wholly } from '../../words/marks.ts';
import type { Sentence, Words } from '../../words/sentence.ts';
import { listed } from '../../words/counting.ts';
import {
  approvedFound,
  OFFICERS_SIGN,
  signing,
  type Change,
  type Difference,
  type Drift,
  type Named,
  type Part,
  type Signable,
  type Signed,
} from '../approvals/index.ts';
import { signedHazardLog } from '../hazards/index.ts';
import { authorisedFor, planPath } from '../plan/index.ts';
import { releasePath, releaseRecord, releasesPath, type KeptRelease } from '../releases/index.ts';
import { reportNamed } from './commands.ts';
import {
  reportPath,
  reportReference,
  sayReport,
  SECTIONS,
  sectionTitle,
  STANDARD_OF,
  takesPlaceOf,
  unwritten,
  type ReportRecord,
  type SectionVersion,
  type StoredReport,
} from './domain.ts';
import { reportField } from './fields.ts';
import { NOW, reportsAt, sectionsDrifted, sectionsSince, signedLatest, supersede } from './store.ts';

/*
 * The clinical safety case report as something that is signed: an officer of the service approves a numbered version of it
 * (DCB0129 3.5.2). What is signed are the words that people wrote, and the hazard log that it is about; what is drawn from the
 * file is that of the moment of the signature.
 */

export function named({ service, number, phase, release }: ReportRecord): Named {
  const path = reportPath(service.reference, number);
  return { title: `Report ${sayReport({ number, phase, release })}, of ${service.name}`, href: path, path, service };
}

/** The log of a report, as something that is signed. @throws NotFound */
export async function logOf(tx: ReadTx, { service, log }: ReportRecord): Promise<Signed> {
  return (await signedHazardLog()).find(tx, { service: service.reference, log });
}

async function find(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<Signed> {
  const report = await reportNamed(tx, given);
  return { ...named(report), ref: { kind: 'case-report', id: report.id }, facts: aboutReport(report) };
}

/** What a report is about, in a few words each. */
export function aboutReport({ sort, phase, release, log }: ReportRecord): string[] {
  return [
    `${STANDARD_OF[sort]}, ${phase}`,
    release === null ? 'For no release yet' : `Release ${release}`,
    `Hazard log ${log}`,
  ];
}

async function difference(
  tx: ReadTx,
  { ref, href }: Signed,
  from: number | null,
  to: number | null,
): Promise<Difference> {
  const [[report], versions, log] = await Promise.all([
    reportsAt(tx, { ids: [ref.id] }, NOW),
    sectionsSince(tx, ref.id, from ?? 0, to),
    signedHazardLog(),
  ]);
  const sections = SECTIONS.flatMap(({ id, title }): Part[] => {
    const changes = changeOf(
      versions.filter(({ section }) => section === id),
      from,
    );
    return changes.length === 0
      ? []
      : [{ name: { text: title, href: `${href}#${id}` }, title: 'What people wrote', flag: null, changes }];
  });
  // Whoever approves a first version has approved the log by itself: what it says is not read twice.
  if (from === null) return { material: sections, editorial: [], unchanged: null };
  const below = await log.difference(tx, await logOf(tx, report!), from, to);
  return { material: [...sections, ...below.material], editorial: below.editorial, unchanged: null };
}

function changeOf(versions: readonly SectionVersion[], from: number | null): Change[] {
  const last = versions.at(-1);
  if (!last) return [];
  const first = from !== null && versions[0]!.from <= from ? versions[0]! : null;
  const [before, after] = [first?.text ?? '', last.text];
  if (before === after) return [];
  const { who, at } = last;
  const what = 'Text';
  if (before === '') return [{ what, before: null, after: wholly(after), who, at }];
  if (after === '') return [{ what, before: wholly(before), after: null, who, at }];
  return [{ what, ...marksOf(before, after), who, at }];
}

async function extent(tx: ReadTx, { ref }: Signed, from: number | null) {
  const [report] = await reportsAt(tx, { ids: [ref.id] }, NOW);
  if (from === null)
    return { count: Object.values(report!.prose).filter((text) => text !== '').length, noun: 'section' };
  const [sections, log] = await Promise.all([sectionsDrifted(tx, [{ id: ref.id, seq: from }]), signedHazardLog()]);
  const below = await log.extent(tx, await logOf(tx, report!), from);
  return { count: sections.length + below.count, noun: 'part' };
}

/** What changed of each report since an entry: its own words, and those of its log. */
async function drift(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const [sections, below] = await Promise.all([sectionsDrifted(tx, since), driftBelow(tx, since)]);
  return new Map(
    since.map(({ id }) => {
      const titles = sections.filter((one) => one.id === id).map(({ section }) => `“${sectionTitle(section)}”`);
      const log = below.get(id);
      const own =
        titles.length === 0 ? [] : [`${listed(titles)} ${titles.length === 1 ? 'says' : 'say'} something else`];
      return [
        id,
        { material: [...own, ...(log?.material ?? [])], named: log?.named ?? [], editorial: log?.editorial ?? 0 },
      ];
    }),
  );
}

/** How the log of each of these reports has drifted since an entry, by the report. */
export async function driftBelow(
  tx: ReadTx,
  since: readonly { readonly id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Drift>> {
  const [reports, log] = await Promise.all([reportsAt(tx, { ids: since.map(({ id }) => id) }, NOW), signedHazardLog()]);
  const logs = new Map(reports.map(({ id, logId }) => [id, logId]));
  const asked = since.flatMap(({ id, seq }) => (logs.has(id) ? [{ id, seq, log: logs.get(id)! }] : []));
  // Two reports on one log were signed at two entries: each of them is asked for in a round of its own.
  const rounds = Map.groupBy(asked, (one) => asked.filter(({ log: other }) => other === one.log).indexOf(one));
  const found = await Promise.all(
    [...rounds.values()].map(async (round) => {
      const drifts = await log.drift(
        tx,
        round.map((one) => ({ id: one.log, seq: one.seq })),
      );
      return round.flatMap((one) => (drifts.has(one.log) ? [[one.id, drifts.get(one.log)!] as const] : []));
    }),
  );
  return new Map(found.flat());
}

/** That a release is signed for of which nobody has said what it consists of, or what it runs on. */
function releaseWarning(service: string, release: string, recorded: KeptRelease | null): Sentence[] {
  const so = [`What release ${release} consists of is not known`];
  const after = ' clears it. If you sign now, this version names no configuration.';
  if (recorded === null)
    return [
      {
        so,
        because: ['it is not in the register of releases'],
        clears: [{ text: 'Recording it', href: releasesPath(service) }, after],
      },
    ];
  const missing = [
    ...(recorded.configuration === null ? ['what it runs on'] : []),
    ...(recorded.components === null ? ['which third-party components it has'] : []),
  ];
  if (missing.length === 0) return [];
  const clears = [
    { text: 'Saying it in the register', href: releasePath(service, release) },
    recorded.configuration === null ? after : ' clears it.',
  ];
  return [{ so, because: [`nobody has said ${listed(missing)}`], clears }];
}

async function warnings(tx: ReadTx, { ref, href }: Signed, now: Date): Promise<Sentence[]> {
  const [report] = await reportsAt(tx, { ids: [ref.id] }, NOW);
  if (!report) return [];
  const { service, release } = report;
  const [log, recorded, plan] = await Promise.all([
    logWarning(tx, report, now),
    release === null ? null : releaseRecord(tx, service.id, release),
    authorisedFor(tx, service.id, 'safety case report'),
  ]);
  const open = unwritten(report.prose);
  return [
    ...(open.length === 0 ? [] : [unwrittenSentence(report, href)]),
    ...(log ? [log] : []),
    ...(release === null ? [] : releaseWarning(service.reference, release, recorded)),
    ...(plan !== null
      ? []
      : [
          {
            so: ['No clinical risk management plan is approved'],
            because: ['nobody has signed a version that stands, so nothing says who may approve this report'],
            clears: [{ text: 'An approved plan', href: planPath(service.reference) }, ' clears it.'],
          } satisfies Sentence,
        ]),
  ];
}

/** That a report is not whole: what has to be written before anybody relies on it. */
export function unwrittenSentence(report: Pick<ReportRecord, 'number' | 'prose'>, href: string): Sentence {
  const open = unwritten(report.prose);
  return {
    so: [`${reportReference(report.number)} is not whole`],
    because: [
      `${listed(open.map((id) => `“${sectionTitle(id)}”`))} ${open.length === 1 ? 'says' : 'say'} nothing, and nobody can draw that from the file`,
    ],
    clears: open.flatMap((id, index): Words => [
      { text: `Writing “${sectionTitle(id)}”`, href: `${href}/sections/${id}/write` },
      index === open.length - 1 ? (open.length === 1 ? ' clears it.' : ' clear it.') : ' and ',
    ]),
  };
}

/** Why no approved version of its log stands; null where one does. */
export async function logWarning(tx: ReadTx, report: StoredReport, now: Date): Promise<Sentence | null> {
  const [{ approvedAt }, log] = await Promise.all([signing(), signedHazardLog()]);
  const approved = (await approvedAt(tx, log, [report.logId], { seq: null, now })).get(report.logId);
  const found = approved && approvedFound(approved, now);
  if (found?.result === 'passed') return null;
  return {
    so: [`No current approved version of hazard log ${report.log} stands behind this report`],
    because: found ? withoutStop(found.says) : ['nothing is known of that log'],
    clears: [...(found?.clears ?? []), ' If you sign now, this report pins no current version of its log.'],
  };
}

function withoutStop(words: Words): Words {
  return words.map((word, index) =>
    typeof word === 'string' && index === words.length - 1 ? word.replace(/\.\s*$/u, '') : word,
  );
}

/** Who accepted the risk for the organisation does not say as its officer what the risk is. */
async function refuses(tx: ReadTx, { ref }: Signed, person: string): Promise<Sentence | null> {
  if (!(await signedLatest(tx, 'residual-acceptance', ref.id, person))) return null;
  const report = (await reportsAt(tx, { ids: [ref.id] }, NOW))[0]!;
  return {
    so: [`You cannot approve ${reportReference(report.number)}`],
    because: ['you accepted its residual risk, and what it says and what is borne are judged by two people'],
    clears: ['The signature of another officer of the service clears it.'],
  };
}

/** An approved report takes the place of those of its line that were approved before it. (DCB0129 7.3.3) */
async function follows(tx: Parameters<NonNullable<Signable['follows']>>[0], { ref, service }: Signed): Promise<void> {
  const [all, { latestVersions }] = await Promise.all([reportsAt(tx, { services: [service.id] }, NOW), signing()]);
  const approved = new Set((await latestVersions(tx, 'case-report', [service.id], NOW)).map(({ subject }) => subject));
  const own = all.find(({ id }) => id === ref.id)!;
  for (const one of all)
    if (one.supersededBy === null && approved.has(one.id) && takesPlaceOf(own, one)) supersede(tx, one.id, own.id);
}

export const caseReport: Signable = {
  kind: 'case-report',
  feature: 'safety-case',
  command: 'signCaseReport',
  noun: 'clinical safety case report',
  rule: OFFICERS_SIGN,
  judgement:
    'it says fairly what is known of the safety of this service, what remains of the risk and under which constraints, as I know it today',
  input: { report: reportField },
  path: '/services/:service/reports/:report',
  find,
  names: async (tx, ids) => new Map((await reportsAt(tx, { ids }, NOW)).map((one) => [one.id, named(one)])),
  difference,
  extent,
  drift,
  fallen: async (tx, refs) => (await signedHazardLog()).fallen(tx, refs),
  warnings,
  refuses,
  follows,
};
