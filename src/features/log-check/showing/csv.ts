import { messageOf, type Report } from '../domain.ts';
import { defused } from './spreadsheet-text.ts';

/** The findings as CSV: UTF-8 with its mark, so that Excel reads the letters right. */
export function csvOf(report: Report): string {
  const rows = [
    [
      'Level',
      'Rule',
      'Hazard',
      'File',
      'Sheet',
      'Cell',
      'Line',
      'What is so, and what clears it',
      'DCB0129 clause',
      'Count',
    ],
    ...report.findings.map((finding) => [
      finding.level,
      finding.rule,
      finding.hazard ?? '',
      finding.place.file,
      finding.place.sheet ?? '',
      finding.place.cell ?? '',
      finding.place.line === undefined ? '' : String(finding.place.line),
      messageOf(finding),
      finding.clause ?? '',
      String(finding.count),
    ]),
  ];
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  const safe = defused(text);
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
