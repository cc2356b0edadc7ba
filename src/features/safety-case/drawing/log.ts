import type { Block, TableCell } from '../../../documents/booklet.ts';
import { capital, counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { HazardRecord } from '../../hazards/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { levelCell, paragraphs, table } from './blocks.ts';
import { versionStanding, type ReportFacts } from './facts.ts';

/** All hazards in short, and which version of the log this report stands on. */
export function hazardLog({ report, log, hazards, approved, asAt }: ReportFacts): Block[] {
  const scheme = log?.scheme ?? null;
  const version = approved.log;
  const open = hazards.filter(({ status }) => status === 'open').length;
  return [
    ...paragraphs(
      log === null
        ? `There is no hazard log ${report.log}.`
        : version === null
          ? `This report is drawn from “${log.title}” (log ${report.log}), of which no version is approved.`
          : `This report is drawn from “${log.title}” (log ${report.log}). Its version ${version.number} was signed by ${version.by.join(' and ')} on ${sayDay(dayIn(version.at))}, and was ${versionStanding(version, asAt) === 'current' ? 'current' : 'no longer current'} then.`,
      hazards.length === 0 ? '' : `${counted(hazards.length, 'hazard')}, ${open} of them open.`,
    ),
    ...table(
      {
        caption: 'All hazards of the log',
        head: ['Hazard', 'Initial risk', 'Residual risk', 'State'],
        rows: hazards.map((one) => row(one, scheme)),
        widths: [7, 3, 3, 3],
      },
      'Not known: no hazard is on record.',
    ),
  ];
}

function row({ id, name, initial, residual, status }: HazardRecord, scheme: RiskScheme | null): TableCell[] {
  return [
    `${id}: ${name}`,
    levelCell(scheme, initial?.level ?? null),
    // One that is provisional is no level to rely on, and is not shown as one.
    residual?.provisional === true
      ? levelCell(null, residual.level, 'Provisional')
      : levelCell(scheme, residual?.level ?? null),
    capital(status),
  ];
}
