import type { CheckReport, CheckedHazard } from '../../log-check/index.ts';
import type { LogReading, ReadHazard } from '../domain/documents.ts';

type Place = CheckedHazard['place'];

/** What a supplier is asked about, of what the first door read and found. */
export function readingOf(report: CheckReport): LogReading {
  const calledBy = new Map(
    report.hazards.flatMap((hazard) => (hazard.ref === null ? [] : [[hazard.ref, calledOf(hazard)]])),
  );
  return {
    hazards: report.hazards.map(hazardOf),
    findings: report.findings.map(({ rule, level, hazard, place, so, clears, clause, count }) => ({
      rule,
      level,
      called: hazard === null ? '' : (calledBy.get(hazard) ?? hazard),
      where: whereOf(place),
      so,
      clears,
      clause: clause ?? '',
      count,
    })),
    notTaken: report.notTaken.length,
  };
}

function hazardOf(hazard: CheckedHazard): ReadHazard {
  const { residual, controls, standing } = hazard;
  const rated = residual.computed !== null || residual.stated !== null;
  const transferredControl = controls.some((control) => control.transferred);
  return {
    called: calledOf(hazard),
    where: whereOf(residual.place),
    residual: rated ? 'rated' : residual.state === 'not-scored' ? 'not rated' : 'partly',
    transferred: standing === 'transferred' || transferredControl,
    hasTransferredControl: transferredControl,
  };
}

/** "hazard 3", "hazard NRL03"; or the beginning of its name, where the file numbers none. */
function calledOf({ ref, name }: Pick<CheckedHazard, 'ref' | 'name'>): string {
  if (ref !== null) return /^haz/iu.test(ref) ? ref : `hazard ${ref}`;
  const folded = name.replaceAll(/\s+/gu, ' ').trim();
  return `hazard “${folded.length > 60 ? `${folded.slice(0, 59).trimEnd()}…` : folded}”`;
}

/** "cell I12", "sheet Log, cell I12", "line 40" */
function whereOf({ sheet, cell, line }: Place): string {
  return [
    sheet === undefined ? '' : `sheet ${sheet}`,
    cell === undefined ? '' : `cell ${cell}`,
    line === undefined ? '' : `line ${line}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
