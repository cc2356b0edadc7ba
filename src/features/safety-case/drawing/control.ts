import type { Block, TableCell } from '../../../documents/booklet.ts';
import { capital } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { Assumption } from '../../decisions/index.ts';
import { findingWords, verdictAt, type ControlRecord, type HazardRecord } from '../../hazards/index.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { heading, levelCell, table } from './blocks.ts';
import type { ReportFacts } from './facts.ts';
import { assumptionsOf, byReference, deployersControls, standsInTheWay, VERDICTS } from './hazard-words.ts';

/** What keeps risks low, what remains and under which conditions, and what somebody else has to do. */
export function control({ hazards, log, assumptions, asAt }: ReportFacts): Block[] {
  const scheme = log?.scheme ?? null;
  const all = byReference(assumptions);
  return [
    heading('Controls'),
    ...table(
      {
        caption: 'Controls by type, and whether they hold',
        head: ['Type', 'Hold', 'Do not hold', 'Not verified'],
        rows: byType(hazards, asAt),
        widths: [4, 2, 2, 2],
      },
      'Not known: no control is on record.',
    ),
    heading('Residual risks and operational constraints'),
    ...table(
      {
        caption: 'What remains of each hazard, and the conditions under which that is so',
        head: ['Hazard', 'Residual risk that counts', 'Conditions and constraints'],
        rows: hazards.map((one) => residualRow(one, scheme, all)),
        widths: [4, 3, 9],
      },
      'Not known: no hazard is on record.',
    ),
    heading('Transferred hazards and declared controls'),
    ...table(
      {
        caption: 'Hazards that somebody else answers for, and what they have to put in place',
        head: ['Hazard', 'Receiver', 'Controls declared'],
        rows: hazards.filter(({ status }) => status === 'transferred').map(transferredRow),
        widths: [4, 3, 9],
      },
      'No hazard was transferred.',
    ),
  ];
}

const NO_TYPE = 'not stated';

function byType(hazards: readonly HazardRecord[], asAt: Date): string[][] {
  const each = new Map(hazards.flatMap(({ controls }) => controls.map((one) => [one.id, one] as const)));
  const living = [...each.values()].filter(({ state }) => state !== 'withdrawn');
  return [...Map.groupBy(living, ({ type }) => type ?? NO_TYPE)]
    .toSorted(([one], [other]) => one.localeCompare(other, 'en-GB'))
    .map(([type, some]) => [
      capital(type),
      ...(['met', 'not-met', 'not-known'] as const).map((verdict) =>
        String(some.filter((one) => verdictAt(one, asAt) === verdict).length),
      ),
    ]);
}

const IN_THE_WAY = {
  'not known': 'The risk is not known.',
  waits: 'Nobody has said why it is accepted.',
  'too high': 'It may not stay as it is.',
  '': '',
} as const;

function residualRow(
  hazard: HazardRecord,
  scheme: RiskScheme | null,
  assumptions: ReadonlyMap<string, Assumption>,
): TableCell[] {
  const { counts, provisional, acceptance, benefitRisk } = hazard;
  const judged = [acceptance, benefitRisk].flatMap((one) =>
    one === null
      ? []
      : [`${findingWords(one.finding)}: ${one.text} (${one.giver}, ${sayDay(dayIn(new Date(one.givenAt)))})`],
  );
  const said = [
    IN_THE_WAY[standsInTheWay(hazard, scheme)],
    provisional ?? '',
    ...judged,
    ...deployersControls(hazard).map(({ id, text }) => `The deployer has to put in place ${id}: ${text}`),
    ...assumptionsOf(hazard, assumptions).map((text) => `It rests on ${text}`),
  ].filter((line) => line !== '');
  const beside = counts.phase === null || counts.phase === 'residual' ? '' : `${capital(counts.phase)} rating`;
  return [
    `${hazard.id}: ${hazard.name}`,
    levelCell(scheme, counts.level, counts.earlier ? 'Earlier rating' : beside),
    said.length === 0 ? 'None stated' : said.join('\n'),
  ];
}

function transferredRow(hazard: HazardRecord): string[] {
  const declared = deployersControls(hazard);
  return [
    `${hazard.id}: ${hazard.name}`,
    (hazard.receiver ?? '').trim() || 'Not known',
    declared.length === 0 ? 'Not known: none is declared.' : declared.map(declaredWords).join('\n'),
  ];
}

function declaredWords({ id, text, state, verdict }: ControlRecord): string {
  return `${id}: ${text} (declared as ${state}; ${VERDICTS[verdict]})`;
}
