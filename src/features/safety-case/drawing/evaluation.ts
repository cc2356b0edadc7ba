import type { Block, TableCell } from '../../../documents/booklet.ts';
import { capital } from '../../../words/counting.ts';
import { sayLevel, type HazardRecord } from '../../hazards/index.ts';
import { levelRank, sameLevel, type RiskLevel, type RiskScheme } from '../../schemes/index.ts';
import { judgedByWords, sectionFreshness, type AssessedSection } from '../../standards/index.ts';
import { heading, levelCell, paragraphs, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';

/** By which scheme risks were judged, what that came to before and after, and where the service stands beside the standard. */
export function evaluation({ log, hazards, assessment, asAt }: ReportFacts): Block[] {
  const scheme = log?.scheme ?? null;
  return [
    heading('Risk scheme'),
    ...(scheme === null ? paragraphs('Not known: the log has no scheme that we can read.') : matrixOf(scheme)),
    heading('Risks before and after controls'),
    ...table(
      {
        caption: 'How many hazards stand at which risk',
        head: ['Risk', 'Initial', 'Residual, as it counts'],
        rows: countsOf(hazards, scheme),
        widths: [4, 2, 3],
      },
      'Not known: no hazard is on record.',
    ),
    ...paragraphs(
      'What counts is the last rating whose controls all hold. Where a residual rating is provisional, an earlier one counts, or the initial one.',
    ),
    heading('Outcomes of assessments'),
    ...(assessment === null
      ? paragraphs('Not known: the service was not held beside a standard.')
      : table(
          {
            caption: `Beside ${assessment.catalogue.name}, edition ${assessment.catalogue.edition}`,
            head: ['Section', 'Stands', 'Judged by'],
            rows: assessment.sections.map((section) => outcomeRow(section, asAt)),
            widths: [5, 4, 4],
          },
          'The standard asks nothing of this service.',
        )),
  ];
}

/** The scheme as a table: what likelihood and severity make together. */
function matrixOf(scheme: RiskScheme): Block[] {
  return [
    {
      kind: 'table',
      caption: `${capital(scheme.title)}: the risk that likelihood and severity make`,
      head: ['Likelihood', ...scheme.severity],
      rows: scheme.likelihood
        .map((word, row): TableCell[] => [
          word,
          ...scheme.severity.map((_, column) => {
            const level = scheme.matrix[row]?.[column];
            return level === undefined ? 'Not known' : levelCell({ ...scheme, levels: plain(scheme) }, level);
          }),
        ])
        .toReversed(),
      widths: [3, ...scheme.severity.map(() => 2)],
    },
    ...table(
      {
        caption: 'What each risk is called',
        head: ['Risk', 'What it is called'],
        rows: scheme.levels.map((one) => [levelCell({ ...scheme, levels: plain(scheme) }, one.level), one.name]),
        widths: [1, 4],
      },
      'The scheme names none.',
    ),
  ];
}

/** The levels without their names: a square of a matrix has room for the level alone. */
function plain({ levels }: RiskScheme): RiskScheme['levels'] {
  return levels.map((one) => ({ ...one, name: String(one.level) }));
}

function countsOf(hazards: readonly HazardRecord[], scheme: RiskScheme | null): TableCell[][] {
  const initial = hazards.map((one) => one.initial?.level ?? null);
  const counting = hazards.map((one) => one.counts.level);
  const levels = distinct([...initial, ...counting], scheme);
  const same = (one: RiskLevel | null, other: RiskLevel | null) =>
    one === null || other === null ? one === other : sameLevel(one, other);
  return levels.map((level) => [
    levelCell(scheme, level),
    ...[initial, counting].map((all) => String(all.filter((one) => same(one, level)).length)),
  ]);
}

/** The levels that there are, the worst first, and before it what is not known: it may be worse. */
function distinct(levels: readonly (RiskLevel | null)[], scheme: RiskScheme | null): (RiskLevel | null)[] {
  const known = levels.filter((one) => one !== null);
  const each = known.filter((one, index) => known.findIndex((other) => sameLevel(one, other)) === index);
  const rank = (level: RiskLevel) => (scheme === null ? 0 : (levelRank(scheme, level) ?? Number.MAX_SAFE_INTEGER));
  const ordered = each.toSorted(
    (a, b) => rank(b) - rank(a) || sayLevel(null, a).localeCompare(sayLevel(null, b), 'en-GB'),
  );
  return levels.includes(null) ? [null, ...ordered] : ordered;
}

const VERDICTS = {
  met: 'Met',
  'not-met': 'Not met',
  'not-known': 'Not known',
  'does not apply': 'Does not apply',
} as const;

function outcomeRow(section: AssessedSection, asAt: Date): string[] {
  const freshness = sectionFreshness(section, asAt);
  return [
    `${section.section.id}. ${section.section.title}`,
    [VERDICTS[section.verdict], freshness?.words ?? ''].filter((part) => part !== '').join(', '),
    judgedByWords(section),
  ];
}
