import type { Block, Booklet, TableCell } from '../../../documents/booklet.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { sayDay } from '../../../words/days.ts';
import { toneOf, type RiskLevel } from '../../schemes/index.ts';
import { PHASES, type Phase } from '../domain.ts';
import { sayLevel } from '../domain/ratings.ts';
import type { DocumentControl, DocumentHazard, DocumentRating, LogDocument } from './document.ts';
import { DEFINITIONS } from './formats/definitions.ts';
import {
  ACT,
  ARISES,
  DECLARED,
  HARM,
  HOLDS,
  LOOKED,
  MANY,
  PARTY,
  STANDING,
  TYPE,
  VULNERABLE,
} from './formats/words.ts';

/*
 * A log as people read it on paper: what it is as at when, its matrix, and each hazard with its ratings and controls.
 */

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  initial: 'Initial',
  target: 'Target',
  residual: 'Residual',
  deployer: 'If the deployer\u2019s controls are in place',
};

/** @param service its name */
export function bookletOf(log: LogDocument, service: string): Booklet {
  const asAt = log.asAt ? `As at ${sayDateTime(new Date(log.asAt))}.` : null;
  return {
    title: log.title === '' ? 'Hazard log' : log.title,
    from: service,
    lines: [
      ...(asAt ? [asAt] : []),
      ...(log.approval ? [log.approval] : []),
      log.hazards.length === 1 ? '1 hazard.' : `${log.hazards.length} hazards.`,
    ],
    reference: [log.log ? `${log.log.service}, hazard log ${log.log.number}` : 'Hazard log', asAt]
      .filter((part) => part !== null)
      .join('. '),
    blocks: [
      ...matrixPart(log),
      ...(log.hazards.length > 0 ? [listPart(log)] : []),
      ...log.hazards.flatMap((hazard) => hazardPart(log, hazard)),
    ],
  };
}

function matrixPart({ scheme }: LogDocument): Block[] {
  const heading: Block = { kind: 'heading', level: 2, text: 'Risk matrix' };
  if (!scheme)
    return [
      heading,
      { kind: 'text', text: 'No risk matrix is certain for this log. Its risks are given as they were stated.' },
    ];
  const definitions = DEFINITIONS.find(({ of }) => of === scheme.id);
  return [
    heading,
    {
      kind: 'table',
      caption: `Severity and likelihood, and the risk that they make, by ${scheme.title}`,
      head: ['Likelihood', ...scheme.severity],
      rows: scheme.likelihood
        .map((word, row): TableCell[] => [word, ...scheme.matrix[row]!.map((level) => levelCell(log(scheme), level))])
        .toReversed(),
      widths: [2, ...scheme.severity.map(() => 2)],
    },
    {
      kind: 'table',
      caption: 'What the risks are called',
      head: ['Risk', 'Name'],
      rows: scheme.levels.map(({ level, name }) => [levelCell(log(scheme), level), name]),
      widths: [1, 5],
    },
    ...(definitions
      ? [
          {
            kind: 'table',
            caption: 'What the words mean',
            head: ['Word', 'Meaning'],
            rows: definitions.words.map(([word, meaning]) => [word, meaning]),
            widths: [1, 5],
          } as const,
          { kind: 'text', text: definitions.source } as const,
        ]
      : []),
  ];
}

type Scheme = NonNullable<LogDocument['scheme']>;
const log = (scheme: Scheme): Pick<LogDocument, 'scheme'> => ({ scheme });

function levelCell({ scheme }: Pick<LogDocument, 'scheme'>, level: RiskLevel): TableCell {
  return scheme ? { text: String(level), tone: toneOf(scheme, level) } : String(level);
}

function listPart(of: LogDocument): Block {
  return {
    kind: 'table',
    caption: 'The hazards of this log',
    head: ['Number', 'Hazard', 'Status', 'Initial', 'Residual'],
    rows: of.hazards.map((hazard) => [
      hazard.id ?? '',
      hazard.name,
      STANDING[hazard.standing],
      riskCell(of, hazard.initial),
      riskCell(of, hazard.residual),
    ]),
    widths: [2, 7, 2, 2, 2],
  };
}

/** A provisional rating is no rating that counts, and is not drawn like one. */
function riskCell(of: LogDocument, rating: DocumentRating | null): TableCell {
  const level = rating?.computed ?? rating?.stated ?? null;
  if (level === null) return rating ? 'Not known' : 'Not rated';
  return rating!.provisional ? `${level}, provisional` : levelCell(of, level);
}

function hazardPart(of: LogDocument, hazard: DocumentHazard): Block[] {
  const section = (heading: string, text: string | null): Block[] =>
    text === null
      ? []
      : [
          { kind: 'heading', level: 3, text: heading },
          { kind: 'text', text },
        ];
  const list = (heading: string, items: readonly string[], numbered = false): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'heading', level: 3, text: heading },
          { kind: 'list', items, numbered },
        ];
  return [
    { kind: 'heading', level: 2, text: [hazard.id, hazard.name].filter((part) => part !== null).join(': ') },
    {
      kind: 'table',
      caption: `${hazard.id ?? 'The hazard'} in short`,
      head: ['What', 'As the log says'],
      rows: shortRows(hazard),
      widths: [1, 3],
    },
    ...section('Description', hazard.description),
    ...list(
      'Possible causes',
      hazard.causes.map(({ text }) => text),
      true,
    ),
    ...list('Effects', hazard.effects),
    ...list('Harm', harmLines(hazard)),
    ...ratingsPart(of, hazard),
    ...controlsPart(hazard),
    ...section('Why the residual risk is accepted', judged(hazard.acceptance)),
    ...section('Benefit and risk', judged(hazard.benefitRisk)),
    ...section('Evidence', hazard.evidence),
    ...section('Notes', hazard.notes),
    ...hazard.extra.flatMap(({ header, text }) => section(header === '' ? 'Other column' : header, text)),
  ];
}

function shortRows(hazard: DocumentHazard): string[][] {
  const rows: (readonly [string, string | null])[] = [
    ['Status', STANDING[hazard.standing]],
    ['Reason for the status', hazard.reason],
    ['Transferred to', hazard.receiver],
    ['Owner', hazard.owner],
    ['Component', hazard.component],
    ['Arises in', hazard.arisesIn && ARISES[hazard.arisesIn]],
    ['Who is harmed', hazard.harmed],
    ['Vulnerable groups', hazard.vulnerable.map((group) => VULNERABLE[group]).join('\n') || null],
    ['Number in the file taken in', hazard.ref],
    ['Status in the file taken in', hazard.status],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

function harmLines({ harms, harmKinds }: DocumentHazard): string[] {
  return harms.map((text, index) => {
    const kind = harmKinds[index];
    return kind ? `${text}\n${HARM[kind.class]}: ${MANY[kind.patients]}` : text;
  });
}

function judged(judgement: DocumentHazard['acceptance']): string | null {
  return judgement && [judgement.text, givenBy(judgement)].filter((part) => part !== '').join('\n');
}

function givenBy({ giver, day }: { readonly giver: string | null; readonly day: string | null }): string {
  return [giver, day && sayDay(day)].filter((part) => part !== null && part !== '').join(', ');
}

function ratingsPart(of: LogDocument, hazard: DocumentHazard): Block[] {
  const rated = PHASES.flatMap((phase) => {
    const rating = hazard[phase];
    return rating ? [{ phase, rating }] : [];
  });
  if (rated.length === 0) return [{ kind: 'text', text: 'Nobody has rated this hazard yet.' }];
  return [
    {
      kind: 'table',
      caption: `Ratings of ${hazard.id ?? hazard.name}`,
      head: ['Rating', 'Severity', 'Likelihood', 'Risk', 'Why, and what it relies on', 'Given by'],
      rows: rated.map(({ phase, rating }): TableCell[] => {
        const level = rating.computed ?? rating.stated;
        const named = level === null ? 'Not known' : sayLevel(of.scheme, level);
        const relies = rating.reliesOn.length > 0 ? `Relies on ${rating.reliesOn.join(', ')}` : null;
        return [
          PHASE_WORDS[phase],
          rating.severity ?? '',
          rating.likelihood ?? '',
          rating.provisional || level === null || !of.scheme
            ? `${named}${rating.provisional ? ', provisional' : ''}`
            : { text: named, tone: toneOf(of.scheme, level) },
          [rating.justification, relies].filter((part) => part !== null).join('\n'),
          givenBy(rating),
        ];
      }),
      widths: [3, 3, 3, 3, 6, 4],
    },
  ];
}

function controlsPart(hazard: DocumentHazard): Block[] {
  if (hazard.controls.length === 0) return [{ kind: 'text', text: 'The log names no control for it.' }];
  return [
    {
      kind: 'table',
      caption: `Controls of ${hazard.id ?? hazard.name}`,
      head: ['Number', 'Control', 'What and whose', 'State', 'What it rests on'],
      rows: hazard.controls.map((control) => [
        control.id ?? '',
        control.text,
        whatLines(control),
        stateLines(control),
        [...control.evidenceTitles, control.evidence, ...control.links.map(({ url }) => url)]
          .filter((part) => part !== null)
          .join('\n'),
      ]),
      widths: [2, 6, 4, 3, 4],
    },
  ];
}

function whatLines({ type, kind, party, owner, causes, acts }: DocumentControl): string {
  return [
    type && TYPE[type],
    kind === 'unstated' ? null : kind === 'existing' ? 'Existing' : 'Additional',
    party && `By the ${PARTY[party].toLowerCase()}`,
    owner && `Owner: ${owner}`,
    acts && ACT[acts],
    causes.length > 0 ? `Acts on ${causes.length === 1 ? 'cause' : 'causes'} ${causes.join(', ')}` : null,
  ]
    .filter((part) => part !== null)
    .join('\n');
}

function stateLines({ declared, holds, newHazards, action, actionStatus }: DocumentControl): string {
  return [
    DECLARED[declared],
    HOLDS[holds],
    newHazards &&
      `New hazards from it: ${LOOKED[newHazards.found].toLowerCase()}${newHazards.note ? `. ${newHazards.note}` : ''}`,
    action && `Action: ${action}${actionStatus ? ` (${actionStatus})` : ''}`,
  ]
    .filter((part) => part !== null)
    .join('\n');
}
