import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, optionalParagraph } from '../../platform/commands/fields.ts';
import { rolesIn, type Actor } from '../../platform/commands/may.ts';
import { Conflict, InputProblem, NotPossible, there } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import { signedHazardLog } from '../hazards/index.ts';
import { findService, livingService, type Service } from '../services/index.ts';
import {
  isPhaseOf,
  OFFICERS_SECTION,
  REPORT_PHASES,
  reportNumber,
  reportReference,
  sectionTitle,
  sortsFor,
  STANDARD_OF,
  type StoredReport,
} from './domain.ts';
import {
  logField,
  OFFICERS,
  releaseField,
  reportField,
  sectionField,
  serviceField,
  sortField,
  versionField,
  WRITES,
} from './fields.ts';
import { nextReport, NOW, putReport, putSection, reportsAt } from './store.ts';

const feature = 'safety-case';

/** A type, so that it is a result. */
export type Changed = { id: string; service: string; report: string; version: number };

const about = (_input: unknown, output: Changed) => ({ kind: 'case-report', id: output.id });

/** The report of this reference, as it stands now. @throws NotFound */
export async function findReport(tx: ReadTx, service: string, reference: string): Promise<StoredReport> {
  const number = reportNumber(reference);
  const [found] = number === null ? [] : await reportsAt(tx, { services: [service], number }, NOW);
  return there(found, `report ${reference}`);
}

export const beginReport = command({
  feature,
  name: 'beginReport',
  summary: 'Begins a clinical safety case report: for a phase, a release and a hazard log',
  past: ['a clinical safety case report was begun', '# clinical safety case reports were begun'],
  input: z.strictObject({
    service: serviceField,
    sort: sortField.describe('Of who makes the service (DCB0129), or of who deploys it (DCB0160)'),
    phase: line(40, 'Choose the phase that it is for.').describe('The phase of its life that it is for'),
    release: releaseField.describe('The version of the release that it is for; nothing before there is one'),
    log: logField.default(1).describe('The number of the hazard log that it is about'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, sort, phase, release, log }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    refuseSort(service, sort);
    if (!isPhaseOf(sort, phase))
      throw new InputProblem([{ field: 'phase', message: `Choose one of: ${REPORT_PHASES[sort].join(', ')}.` }]);
    const { ref } = await (await signedHazardLog()).find(tx, { service: service.reference, log });
    const number = await nextReport(tx, service.id);
    const id = tx.newId();
    putReport(tx, { id, service: service.id, number, sort, phase, release: release || null, log: ref.id });
    return { id, service: service.reference, report: reportReference(number), version: tx.seq };
  },
});

function refuseSort({ role, name }: Service, sort: 'manufacturer' | 'deployer'): void {
  if (sortsFor(role).includes(sort)) return;
  const part = role === 'deployer' ? 'deploys it, and does not make it' : 'makes it, and does not deploy it';
  const message = `A report under ${STANDARD_OF[sort]} is not for ${name} as it is described: whoever keeps it here ${part}. Choose the other sort, or change the role of the service first.`;
  throw new InputProblem([{ field: 'sort', message }]);
}

export const writeReportSection = command({
  feature,
  name: 'writeReportSection',
  summary: 'Writes one section of a clinical safety case report; what stood there before stays in its history',
  past: ['a section of a report was written', '# sections of reports were written'],
  input: z.strictObject({
    service: serviceField,
    report: reportField,
    section: sectionField,
    version: versionField.describe('The version of the section that you saw; 0 where nobody has written it').default(0),
    text: optionalParagraph(20_000).describe('In paragraphs; nothing takes it out again'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, actor, { service: reference, report: named, section, version, text }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    const report = await findReport(tx, service.id, named);
    refuseSuperseded(report);
    if (section === OFFICERS_SECTION && !isOfficer(actor, service.reference))
      throw new NotPossible(
        `The ${sectionTitle(section).toLowerCase()} is in the words of the clinical safety officer: an officer of the service writes it. Nothing was changed.`,
      );
    if (report.versions[section] !== version)
      throw new Conflict(
        `Somebody changed “${sectionTitle(section)}” while you were here. Look at it as it stands now.`,
        { text: report.prose[section] },
        report.versions[section],
      );
    putSection(tx, report.id, section, tx.text(text === '' ? null : text));
    return { id: report.id, service: service.reference, report: reportReference(report.number), version: tx.seq };
  },
});

function isOfficer(actor: Actor, service: string): boolean {
  return actor.kind === 'person' && rolesIn(actor, service).some((role) => OFFICERS.includes(role));
}

/** @throws NotPossible where another report took its place */
export function refuseSuperseded({ number, supersededBy }: Pick<StoredReport, 'number' | 'supersededBy'>): void {
  if (supersededBy === null) return;
  throw new NotPossible(
    `${reportReference(supersededBy)} took the place of ${reportReference(number)}. Write in ${reportReference(supersededBy)}, or begin another. Nothing was changed.`,
  );
}

/** The report of a page or a query. @throws NotFound */
export async function reportNamed(tx: ReadTx, given: Readonly<Record<string, unknown>>): Promise<StoredReport> {
  const service = await findService(tx, String(given['service']));
  return findReport(tx, service.id, String(given['report']));
}
