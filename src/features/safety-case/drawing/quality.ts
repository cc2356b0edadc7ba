import type { Block } from '../../../documents/booklet.ts';
import { capital } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { LatestVersion } from '../../approvals/index.ts';
import { reportReference } from '../domain.ts';
import { table } from './blocks.ts';
import { versionStanding, type ReportFacts } from './facts.ts';

/** Which versions this report stands on, and who signed them. */
export function quality({ report, approved, asAt }: ReportFacts): Block[] {
  const signed: readonly (readonly [string, LatestVersion | null])[] = [
    [`This report (${reportReference(report.number)})`, approved.report],
    [`Hazard log ${report.log}`, approved.log],
    ['Intended use', approved.intendedUse],
    ['Clinical risk management plan', approved.plan],
    ...(report.sort === 'deployer' ? [['Acceptance of the residual risk', approved.acceptance] as const] : []),
  ];
  return table(
    {
      caption: 'What was signed, by whom, and whether it stood',
      head: ['What', 'Version', 'Signed by', 'Stood then'],
      rows: signed.map(([what, version]) => row(what, version, asAt)),
      widths: [4, 2, 6, 3],
    },
    '',
  );
}

function row(what: string, version: LatestVersion | null, asAt: Date): string[] {
  if (version === null) return [what, 'None', 'Nobody', 'Not approved'];
  const { number, by, registered, at, validUntil } = version;
  const standing = versionStanding(version, asAt);
  return [
    what,
    String(number),
    [
      ...by.map((one, index) => {
        const registration = registered[index] ?? null;
        return registration === null ? one : `${one}, ${registration}`;
      }),
      `on ${sayDay(dayIn(at))}`,
    ].join('\n'),
    standing === 'current' && validUntil !== null
      ? `Current until ${sayDay(dayIn(validUntil))}`
      : standing === 'fell'
        ? 'No longer: something that supported it fell'
        : capital(standing),
  ];
}
