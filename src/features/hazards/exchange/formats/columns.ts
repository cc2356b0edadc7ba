import type { Phase } from '../../domain.ts';
import type { DocumentControl, DocumentHazard, DocumentRating } from '../document.ts';
import { bulleted, numbered } from './lists.ts';
import {
  ACT,
  ARISES,
  DECLARED,
  HARM,
  HOLDS,
  KIND,
  LOOKED,
  MANY,
  PARTY,
  RATED,
  STANDING,
  TYPE,
  VULNERABLE,
  YES,
} from './words.ts';

/*
 * The columns of a log as a table: under the field's usual headings, those of a hazard and those of a control. Each says
 * what stands in it; `rows.ts` reads them back, by heading.
 */

export type Value = string | number | null;

interface Base {
  readonly key: string;
  readonly heading: string;
  /** Characters. */
  readonly width: number;
  /** Columns that belong together have one colour. */
  readonly group: 'number' | 'hazard' | 'rating' | 'control' | 'told';
  /** What it is chosen from. */
  readonly choices?: readonly string[] | 'severity' | 'likelihood';
}

export interface HazardColumn extends Base {
  readonly of: 'hazard';
  readonly value: (hazard: DocumentHazard) => Value;
}

export interface ControlColumn extends Base {
  readonly of: 'control';
  readonly value: (control: DocumentControl) => Value;
}

export type Column = HazardColumn | ControlColumn;

const choices = (words: Readonly<Record<string, string>>) => Object.values(words);

function ofHazard(
  key: string,
  heading: string,
  width: number,
  value: HazardColumn['value'],
  rest: Partial<Pick<Base, 'group' | 'choices'>> = {},
): HazardColumn {
  return { of: 'hazard', key, heading, width, value, group: 'hazard', ...rest };
}

function ofControl(
  key: string,
  heading: string,
  width: number,
  value: ControlColumn['value'],
  rest: Partial<Pick<Base, 'group' | 'choices'>> = {},
): ControlColumn {
  return { of: 'control', key, heading, width, value, group: 'control', ...rest };
}

function ofRating(phase: Phase): HazardColumn[] {
  const name = RATED[phase];
  const group = 'rating' as const;
  const part = (value: (rating: DocumentRating) => Value) => (hazard: DocumentHazard) => {
    const rating = hazard[phase];
    return rating && value(rating);
  };
  const relies = phase === 'residual' || phase === 'deployer';
  return [
    ofHazard(
      `${phase}.severity`,
      `${name} severity`,
      15,
      part((one) => one.severity),
      { group, choices: 'severity' },
    ),
    ofHazard(
      `${phase}.likelihood`,
      `${name} likelihood`,
      13,
      part((one) => one.likelihood),
      { group, choices: 'likelihood' },
    ),
    ofHazard(
      `${phase}.computed`,
      `${name} risk`,
      10,
      part((one) => one.computed ?? one.stated),
      { group },
    ),
    ofHazard(
      `${phase}.justification`,
      `${name} risk: justification`,
      32,
      part((one) => one.justification),
      { group },
    ),
    ...(relies
      ? [
          ofHazard(
            `${phase}.reliesOn`,
            `${name} risk: relies on`,
            16,
            part((one) => one.reliesOn.join('\n') || null),
            { group },
          ),
        ]
      : []),
  ];
}

/** The numbers stand first: by them a hazard and a control are known again, whatever their words have become. */
export const NUMBERS: readonly Column[] = [
  ofHazard('id', 'Hazard number', 11, (hazard) => hazard.id, { group: 'number' }),
  ofControl('id', 'Control number', 11, (control) => control.id, { group: 'number' }),
];

/** What Primum tells, and takes from no file. */
const TOLD = { group: 'told' } as const;

export const COLUMNS: readonly Column[] = [
  ...NUMBERS,
  ofHazard('name', 'Hazard name', 32, ({ name }) => name),
  ofHazard('standing', 'Status', 12, ({ standing }) => STANDING[standing], { choices: choices(STANDING) }),
  ofHazard('component', 'Component', 18, ({ component }) => component),
  ofHazard('arisesIn', 'Arises in', 11, ({ arisesIn }) => arisesIn && ARISES[arisesIn], { choices: choices(ARISES) }),
  ofHazard('description', 'Hazard description', 40, ({ description }) => description),
  ofHazard('effects', 'Effect', 32, ({ effects }) => bulleted(effects)),
  ofHazard('harms', 'Harm', 32, ({ harms }) => bulleted(harms)),
  ofHazard('harmKinds', 'Class of harm', 24, harmKindsCell),
  ofHazard('harmed', 'Who is harmed', 22, ({ harmed }) => harmed),
  ofHazard('vulnerable', 'Vulnerable groups', 20, ({ vulnerable }) =>
    bulleted(vulnerable.map((group) => VULNERABLE[group])),
  ),
  ofHazard('causes', 'Possible causes', 44, ({ causes }) => numbered(causes.map(({ text }) => text))),
  ...ofRating('initial'),
  ofControl('text', 'Control', 48, ({ text }) => text),
  ofControl('type', 'Control type', 16, ({ type }) => type && TYPE[type], { choices: choices(TYPE) }),
  ofControl('kind', 'Existing or additional', 12, ({ kind }) => (kind === 'unstated' ? null : KIND[kind]), {
    choices: choices(KIND),
  }),
  ofControl('causes', 'Acts on causes', 11, ({ causes }) => causes.join(', ') || null),
  ofControl('acts', 'How it acts', 14, ({ acts }) => acts && ACT[acts], { choices: choices(ACT) }),
  ofControl('declared', 'Control state', 12, ({ declared }) => DECLARED[declared], { choices: choices(DECLARED) }),
  ofControl('party', 'Put in place by', 14, ({ party }) => party && PARTY[party], { choices: choices(PARTY) }),
  ofControl('owner', 'Control owner', 18, ({ owner }) => owner),
  ofControl('evidence', 'Evidence', 28, ({ evidence }) => evidence),
  ofControl('action', 'Action', 28, ({ action }) => action),
  ofControl('actionStatus', 'Action status', 14, ({ actionStatus }) => actionStatus),
  ofControl('newHazards', 'New hazards from it', 16, ({ newHazards }) => newHazards && LOOKED[newHazards.found], {
    choices: choices(LOOKED),
  }),
  ofControl('newHazardsNote', 'New hazards from it: note', 24, ({ newHazards }) => newHazards && newHazards.note),
  ofControl('links', 'Links', 28, ({ links }) =>
    bulleted(links.map(({ kind, url, text }) => `${kind}: ${url}${text === null ? '' : `\n${text}`}`)),
  ),
  ofControl('shared', 'Shared between services (told by Primum)', 11, ({ shared }) => (shared ? YES.yes : null), TOLD),
  ...ofRating('target'),
  ...ofRating('residual'),
  ...ofRating('deployer'),
  ofHazard(
    'acceptance',
    'Why the residual risk is accepted (told by Primum)',
    32,
    ({ acceptance }) => acceptance && acceptance.text,
    TOLD,
  ),
  ofHazard(
    'benefitRisk',
    'Benefit and risk (told by Primum)',
    32,
    ({ benefitRisk }) => benefitRisk && benefitRisk.text,
    TOLD,
  ),
  ofHazard('receiver', 'Transferred to', 18, ({ receiver }) => receiver),
  ofHazard('reason', 'Reason for the status', 28, ({ reason }) => reason),
  ofHazard('owner', 'Hazard owner', 18, ({ owner }) => owner),
  ofHazard('notes', 'Notes', 32, ({ notes }) => notes),
  ofHazard('evidence', 'Hazard evidence', 28, ({ evidence }) => evidence),
  ofHazard('ref', 'Number in the file taken in', 12, ({ ref }) => ref),
  ofHazard('status', 'Status in the file taken in', 14, ({ status }) => status),
  ofControl('state', 'Control state in the file taken in', 16, ({ state }) => state),
  ofControl('holds', 'Holds (told by Primum)', 14, ({ holds }) => HOLDS[holds], TOLD),
  ofControl('evidenceTitles', 'Rests on (told by Primum)', 28, ({ evidenceTitles }) => bulleted(evidenceTitles), TOLD),
];

/** A line for each harm, in the order of the harms. */
function harmKindsCell({ harmKinds }: DocumentHazard): string | null {
  if (harmKinds.every((kind) => kind === null)) return null;
  return harmKinds.map((kind) => (kind ? `${HARM[kind.class]}: ${MANY[kind.patients]}` : NO_CLASS)).join('\n');
}

export const NO_CLASS = 'not stated';

const OTHER = '(other column)';
const OWN = new Set(COLUMNS.map(({ heading }) => heading));

/** The heading of a column that is not ours. One that looks like ours is told apart. */
export function extraHeading(header: string): string {
  const plain = header !== '' && !OWN.has(header) && !header.endsWith(OTHER);
  return plain ? header : `${header} ${OTHER}`.trim();
}

/** What `extraHeading` was given. */
export function extraHeader(heading: string): string {
  return heading.endsWith(OTHER) ? heading.slice(0, -OTHER.length).trimEnd() : heading;
}
