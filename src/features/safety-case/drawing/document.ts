import type { Block } from '../../../documents/booklet.ts';
import { listed } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { reportReference, SECTIONS, type SectionId } from '../domain.ts';
import { REPORT_FORMAT, type ReportDocument } from '../report-document.ts';
import { analysis } from './analysis.ts';
import { heading, list, paragraphs } from './blocks.ts';
import { configuration } from './configuration.ts';
import { control } from './control.ts';
import { evaluation } from './evaluation.ts';
import { reportStanding, type ReportFacts } from './facts.ts';
import { gapsOf, type Gap } from './gaps.ts';
import { introduction } from './introduction.ts';
import { hazardLog } from './log.ts';
import { management } from './management.ts';
import { quality } from './quality.ts';
import { system } from './system.ts';
import { testIssues } from './test-issues.ts';

/*
 * From what is known to the report, drawn: each section as people wrote it, with what the file says, and with what is not known.
 * Pure.
 */

const DRAWN: Readonly<Record<SectionId, (facts: ReportFacts) => Block[]>> = {
  introduction,
  system,
  management,
  analysis,
  evaluation,
  control,
  log: hazardLog,
  'test-issues': testIssues,
  // The statement is the officer's own; nothing is drawn but what speaks against it.
  statement: () => [],
  quality,
  configuration,
};

export function documentOf(facts: ReportFacts): ReportDocument {
  const { report, service, organisation, approved, asAt, made, log } = facts;
  const standing = reportStanding(facts);
  const gaps = gapsOf(facts);
  return {
    format: REPORT_FORMAT,
    version: 1,
    reference: reportReference(report.number),
    title: `Clinical safety case report of ${service.name}`,
    sort: report.sort,
    phase: report.phase,
    service: { reference: service.reference, name: service.name, organisation },
    release: report.release,
    pins: {
      log: { number: report.log, title: log?.title ?? '', version: approved.log?.number ?? null },
      plan: approved.plan?.number ?? null,
      intendedUse: approved.intendedUse?.number ?? null,
    },
    standing,
    approved: standing === 'draft' ? null : approvedWords(facts),
    number: (approved.report?.number ?? 0) + (standing === 'draft' ? 1 : 0),
    asAt: asAt.toISOString(),
    made: { at: made.at.toISOString(), by: made.by },
    sections: SECTIONS.map(({ id, title }) => ({
      id,
      title,
      prose: report.prose[id],
      blocks: [...DRAWN[id](facts), ...(id === 'statement' ? everyGap(gaps) : gapsIn(gaps, id))],
    })),
  };
}

function approvedWords({ approved: { report } }: ReportFacts): string | null {
  return report && `Version ${report.number} approved by ${listed(report.by)} on ${sayDay(dayIn(report.at))}`;
}

function gapsIn(gaps: readonly Gap[], id: SectionId): Block[] {
  const own = gaps.filter(({ section, told }) => section === id && told !== true).map(({ says }) => says);
  return own.length === 0 ? [] : [heading('Not known, or not in order'), ...list(own)];
}

function everyGap(gaps: readonly Gap[]): Block[] {
  return [
    heading('Not known, or not in order'),
    ...(gaps.length === 0
      ? paragraphs('Nothing that this report asks of the file is unknown, and nothing in it is out of order.')
      : [
          ...paragraphs('Whoever makes this statement, or relies on it, has to know this as well:'),
          ...SECTIONS.flatMap(({ id, title }) => {
            const own = gaps.filter(({ section }) => section === id).map(({ says }) => says);
            return own.length === 0 ? [] : [heading(title, 4), ...list(own)];
          }),
        ]),
  ];
}
