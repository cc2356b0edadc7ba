import type { Block } from '../../../documents/booklet.ts';
import { capital } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { ReleaseComponent, ReleaseRecord } from '../../releases/index.ts';
import { heading, pairs, paragraphs, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** What exactly was looked at: release, commit, configuration, components of third parties, and what the change means. */
export function configuration({ report, release }: ReportFacts): Block[] {
  if (release === null)
    return paragraphs(
      report.release === null
        ? 'Not known: this report names no release.'
        : `Not known: release ${report.release} is not in the register.`,
    );
  return [
    ...pairs('The release', [
      ['Version', release.version],
      ['State', capital(release.state)],
      ['Recorded', sayDay(dayIn(release.recordedAt))],
      ['Live since', release.liveAt === null ? 'It is not live' : sayDay(dayIn(release.liveAt))],
      ['Commit', release.commit ?? 'Not known'],
      ['What it means for safety', impactWords(release)],
      ['Hazards that it touches', touched(release, 'hazards')],
      ['Controls that it touches', touched(release, 'controls')],
    ]),
    heading('Configuration'),
    ...(release.configuration === null
      ? paragraphs('Not known: nobody has recorded it.')
      : table(
          {
            caption: 'What it runs on and with',
            head: ['What', 'Value'],
            rows: release.configuration.map(({ name, value }) => [name, value]),
            widths: [1, 2],
          },
          'None was declared.',
        )),
    heading('Components of third parties'),
    ...(release.components === null
      ? paragraphs('Not known: there is no list of them, and no declaration that there are none.')
      : table(
          {
            caption: 'Components of third parties, and what was found of each',
            head: ['Component', 'Supplier', 'Beside the release before', 'Finding'],
            rows: release.components.map(componentRow),
            widths: [4, 3, 2, 5],
          },
          'It was declared that there are none.',
        )),
  ];
}

function impactWords({ impact }: ReleaseRecord): string {
  if (impact === null) return 'Not known: nobody has stated it.';
  const { sampled } = impact;
  const looked =
    sampled === null
      ? ''
      : `\nAn officer ${sampled.agreed ? 'agreed' : 'did not agree'}: ${sampled.by}, ${sayDay(dayIn(sampled.at))}. ${sampled.note}`;
  return `${capital(impact.impact)}: ${impact.reason} (${impact.by}, ${sayDay(dayIn(impact.at))})${looked.trimEnd()}`;
}

function touched({ touches }: ReleaseRecord, what: 'hazards' | 'controls'): string {
  if (touches === null) return 'Not known: nobody has said.';
  return touches[what].length === 0 ? 'None, as declared' : touches[what].join(', ');
}

function componentRow({ name, version, supplier, change, finding }: ReleaseComponent): string[] {
  return [
    `${name} ${version}`.trim(),
    supplier.trim() || 'Not known',
    capital(change),
    finding === null
      ? 'Not known: nobody has assessed it.'
      : `${capital(finding.finding)}: ${finding.reason} (${finding.by})`,
  ];
}
