import type { InputFile } from '../reading/read.ts';
import { csv, file, htmlTable, pipeTable } from './files.ts';
import { workbook, type CellSpec, type SheetSpec } from './workbooks.ts';

/*
 * Logs of services that do not exist, each with the oddities of a kind of log that people really have. The truth beside
 * each was counted by hand.
 */

export interface LookAlike {
  readonly files: readonly InputFile[];
  readonly hazards: number;
  /** Distinct by text within a hazard. */
  readonly causes?: number;
  /** Rows, or numbered controls, that hold one. */
  readonly controls?: number;
  /** "STAR01 initial 2 3": the level that is stated, and the level that the scheme makes. */
  readonly contradictions?: readonly string[];
  /** Cells whose risk formula reads a cell of the other rating. */
  readonly wrongFormulas?: readonly string[];
}

const SEVERITIES = ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic'] as const;
/** The NHS matrix with its headings, from the most likely to the least. */
const NHS_ROWS: readonly (readonly [string, ...number[]])[] = [
  ['Very High', 3, 4, 4, 5, 5],
  ['High', 2, 3, 3, 4, 5],
  ['Medium', 2, 2, 3, 3, 4],
  ['Low', 1, 2, 2, 3, 4],
  ['Very Low', 1, 1, 2, 2, 3],
];

/** A sheet of the matrix as it stands in the usual template: likelihood down, severity beneath, definitions beside. */
function matrixSheet(severityWord = 'Severity'): SheetSpec {
  return {
    name: 'Risk Matrix',
    rows: [
      [],
      ...NHS_ROWS.map((row, index): CellSpec[] => [index === 0 ? 'Likelihood' : null, ...row]),
      [null, null, ...SEVERITIES, null, 'Major', 'Harm to one stargazer', 'Single'],
      [null, null, severityWord],
    ],
    merges: ['A2:A6', 'C8:G8'],
  };
}

function lookUp(likelihoodCell: string, severityCell: string): string {
  return `INDEX('Risk Matrix'!$C$2:$G$6,MATCH(${likelihoodCell},'Risk Matrix'!$B$2:$B$6,0),MATCH(${severityCell},'Risk Matrix'!$C$7:$G$7,0))`;
}

const ADMIN_SHEETS: readonly SheetSpec[] = [
  {
    name: 'Cover Page',
    rows: [['Hazard Log of the Star Chart Service'], ['Owner', 'A. Fictional'], ['Version', 1.2]],
    merges: ['A1:D1'],
  },
  {
    name: 'Version History',
    rows: [
      ['Amendment History'],
      ['Version', 'Date', 'Amendment History'],
      [0.1, new Date(Date.UTC(2031, 0, 5)), 'First draft'],
    ],
    merges: ['A1:C1'],
  },
];

/** One row a hazard; Severity, Likelihood and Risk twice; numbered lists in cells; the residual formula reads column G. */
export function nrlLike(): LookAlike {
  const head = [
    'Hazard Number',
    'Hazard Name',
    'Hazard Description',
    'Potential Clinical Impact',
    'Possible Causes',
    'Existing Controls',
    'Severity',
    'Likelihood',
    'Risk',
    'Design',
    'Test',
    'Training',
    'BPC',
    'Severity',
    'Likelihood',
    'Risk',
    'Summary of Actions/Notes',
    'Owner',
    'Status',
  ];
  const rows: [name: string, initial: [string, string, number | null], residual: [string, string], cached: number][] = [
    ['Star chart of another person is shown', ['Major', 'Low', 2], ['Significant', 'Very Low'], 2],
    ['Star chart is not shown in time', ['Major', 'Low', null], ['Significant', 'Low'], 3],
    ['Constellation list is not complete', ['Significant', 'Low', null], ['Significant', 'Low'], 2],
    ['Telescope and chart contradict each other', ['Considerable', 'Medium', null], ['Considerable', 'Low'], 2],
  ];
  const levels = [2, 3, 2, 3];
  const sheet: SheetSpec = {
    name: 'Star Chart Hazard Log',
    rows: [
      head,
      ...rows.map(([name, [severity, likelihood, typed], residual, cached], index): CellSpec[] => {
        const at = index + 2;
        return [
          `STAR0${index + 1}`,
          name,
          `${name} to an astronomer on duty.`,
          'The wrong star is followed for a night.',
          '1) Wrong name is typed\n2) Charts are late',
          '1) Name is shown twice\n2) Charts carry a time',
          severity,
          likelihood,
          typed ?? { formula: lookUp(`H${at}`, `G${at}`), value: levels[index]! },
          '1) A check of the name\n2) None',
          '1) Tested with six charts\n2) None',
          null,
          null,
          ...residual,
          { formula: lookUp(`O${at}`, `G${at}`), value: cached },
          '05/01/2031: looked at by the board',
          'A. Fictional',
          'Open',
        ];
      }),
    ],
  };
  return {
    files: [file('star-chart-hazard-log.xlsx', workbook([ADMIN_SHEETS[0]!, ADMIN_SHEETS[1]!, sheet, matrixSheet()]))],
    hazards: 4,
    causes: 8,
    contradictions: ['STAR01 initial 2 3', 'STAR01 residual 2 1', 'STAR02 residual 3 2'],
    wrongFormulas: ['P2', 'P3', 'P4', 'P5'],
  };
}

/**
 * One row a control; blanks repeat what is above; a number dragged down over the rows of one hazard; a list of types.
 * @param version of 2, one hazard more, and a control in other words
 */
export function cdsLike(version: 1 | 2 = 1): LookAlike {
  const head = [
    'Num',
    'Hazard Name',
    'Hazard Description',
    'Potential Clinical Impact',
    'Existing Controls',
    'Possible Causes',

    'Initial Consequence',
    'Initial Likelihood',
    'Initial Risk',
    'Additional controls',
    'Control type',
    'Control owner',

    'Action',
    'Action status',
    'Residual Consequence',
    'Residual Likelihood',
    'Residual Risk',
    'Release introduced',
  ];
  const rated = { high: ['Major', 'Medium', 3], low: ['Major', 'Very low', 2] } as const;
  const control = (words: string, type: string, transferred = false): CellSpec[] =>
    transferred
      ? [words, type, 'Deploying observatory', 'Risk transferred in Hazard Log', 'closed']
      : [words, type, 'Comet team', 'Validate the guide', 'Closed'];
  const row = (
    ref: string | null,
    name: string | null,
    words: string | null,
    cause: string | null,
    of: CellSpec[],
  ): CellSpec[] => [
    ref,
    name,
    words,
    words && 'Dust on the lens',
    words && 'A person looks twice',
    cause,
    ...rated.high,
    ...of,
    ...rated.low,
    1.1,
  ];
  const rows: CellSpec[][] = [
    row(
      'D01',
      'Comet is missed ',
      'This is about comets that nobody sees',
      '0101 Message lost',
      control('010101 The guide asks for a receipt', 'Design'),
    ),
    row(
      'D01',
      'Comet is missed ',
      null,
      '0101 Message lost',
      control('010102 Observatories have a second way', 'Process', true),
    ),
    row('D01', 'Comet is missed ', null, '0102 Message late', control('010201 A clock is shown', 'Design')),
    row(
      'D02',
      'Comet is seen where none is',
      'This is about comets that are not there',
      '0201 Dust',
      control(version === 1 ? '020101 Wipe test' : '020101 Wipe test, each night', 'Test'),
    ),
    row(null, null, null, '0202 Birds', control('020201 Look again', 'Training')),
    row(
      'D03',
      'Comet report is cut short',
      'This is about reports',
      '0301 Cut in transit',
      control('030101 A length is sent', 'Design'),
    ),
    row(
      'D04',
      'Comet report is cut short',
      null,
      '0301 Cut in transit',
      control('030102 The length is tested', 'Test'),
    ),
    row('D05', 'Comet report is cut short', null, '0302 Old report', control('030201 A date is sent', 'Design')),
  ];
  if (version === 2)
    rows.push(
      row(
        'D06',
        'Comet is named after another one',
        'This is about names of comets',
        '0401 Two lists of names',
        control('040101 One list is kept', 'Design'),
      ),
    );
  const types = ['Design', 'Test', 'Training', 'Process'];
  return {
    files: [
      file(
        'comet-hazard-log.xlsx',
        workbook([
          ...ADMIN_SHEETS,
          { name: 'Hazard Log', rows: [head, ...rows] },
          matrixSheet(),
          { name: 'Sheet1', rows: [['Control Type'], ...types.map((type) => [type])] },
        ]),
      ),
    ],
    hazards: version === 1 ? 5 : 6,
    controls: version === 1 ? 8 : 9,
    contradictions: [],
  };
}

/** A folder with one Markdown page a hazard, ratings in HTML tables within divs, pages that are no hazard beside them. */
export function ukCoreLike(): LookAlike {
  const rating = (heading: string, likelihood: string, consequence: string, risk: number) =>
    `  <div class="column">\n  ${heading}\n  <table class="assets">\n      <tr>\n        <th>Likelihood</th>\n        <th>Consequence</th>\n        <th>Risk</th>\n      </tr>\n      <tr>\n        <td>${likelihood}</td>\n        <td>${consequence}</td>\n          <td class="risk${risk}">${risk}</td>\n        </tr>\n    </table>\n  </div>`;
  const page = (name: string) =>
    `## {{page-title}}\n\n## ${name}\n\n<div class="row">\n${rating('<h2>Initial Risk Rating</h2>', 'Medium', 'Considerable', 3)}\n${rating('<H2>Residual Hazard Risk Rating</H2>', 'Low', 'Considerable', 2)}\n</div>\n\n\n## Hazard Description\nA tide table is carried as numbers only.\n\n## Potential Clinical Impact\nA sailor may leave at the wrong hour.\n\n## Possible Causes\nThe moon is taken from another port.\n\n## Existing Controls\nThe harbour has a bell.\n\n## Design\n1. Write the port beside each number.\n2. Refuse a table without a port.\n\n## Test\nTried with two ports.\n\n## Business Process Change\nn/a\n`;
  return {
    files: [
      file(
        'tides/Index.page.md',
        `# Tide hazards\n\nThe hazards of the tide tables.\n\n- {{pagelink:TIDE001}}\n- {{pagelink:TIDE002}}\n`,
      ),
      file(
        'tides/toc.yaml',
        '- name: Index\n  filename: Index.page.md\n- name: TIDE001\n  filename: TIDE001.page.md\n',
      ),
      file('tides/TIDE001.page.md', page('Numbers of a tide table may not match its words')),
      file('tides/TIDE002.page.md', page('A tide table of last year may be shown')),
    ],
    hazards: 2,
    contradictions: [],
  };
}

/** A folder with one Markdown file a hazard, a heading for each field, and icons that say another risk than the words. */
export function dcspLike(): LookAlike {
  const icon = (what: string) =>
    `<div>\n<img class="icon" src="../static/hazard/${what}.png" alt="${what.replace(/-.*/u, '')} icon">\n</div>`;
  const page = (name: string, risk: number) =>
    `<!-- [icon] -->\n<div class="right">\n\n${icon('likelihood-2')}\n${icon('severity-4')}\n${icon(`risk-${risk}`)}\n</div>\n<!-- [iconend] -->\n\n### Hazard name\n${name}\n\n### Likelihood scoring\n3 - Medium: Possible\n\n### Severity scoring\n4 - Major: Death, 1; Injury for life, 1; Distress, 2+\n\n### Risk scoring\n3 - Undesirable: Undesirable level of risk. Attempts should be made to do without\n\n### Description\nThe lighthouse calculator is dark at noon.\n\n### Cause(s)\nNo lamp oil.\n\n### Effect\nA boat turns too late.\n\n### Hazard\nDarkness.\n\n### Harm\nA bump.\n\n### Existing controls\nA second lamp.\n\n-----\n\n### New hazard controls\nA bell.\n\n### Hazard status\nUnder review\n`;
  return {
    files: [
      file('hazards/hazard-1.md', page('Lamp is not lit', 3)),
      file('hazards/hazard-2.md', page('Lamp is lit by day', 2)),
    ],
    hazards: 2,
  };
}

/** Title rows, the header on row 7, product scores from 1 to 25, the key to them on another sheet. */
export function jointJourneyLike(): LookAlike {
  const head = [
    'ID',
    'Hazard',
    'Cause',
    'Effect',
    'Init L',
    'Init S',
    'Init Risk',
    'Existing Controls',
    'Further Mitigations',
    'Res L',
    'Res S',
    'Residual Risk',
    'Status',
    'Reviewer',
  ];
  const rows: CellSpec[][] = [
    [
      'H01',
      'Kite pulls its owner off the ground',
      'Wind is stronger than shown',
      'A fall',
      3,
      3,
      9,
      'A warning at force 6',
      'Films of landing',
      2,
      2,
      4,
      'Implemented (v0.4), see the change log',
      'Wind',
    ],
    [
      'H02',
      'Kite is flown in a storm',
      'Forecast is old',
      'Lightning',
      2,
      4,
      8,
      'The forecast shows its hour',
      'A siren',
      1,
      4,
      4,
      'Implemented (v0.2).',
      'Weather',
    ],
    [
      'H03',
      'Kite is taken for a bird',
      'Shape',
      'Confused birds',
      2,
      1,
      2,
      'Bright colours',
      null,
      2,
      1,
      2,
      'Open',
      'Birds',
    ],
  ];
  const titles = [
    'Kite School: Safety Hazard Log',
    'Standard: made up',
    'Manufacturer: Kites of Nowhere',
    'Safety Officer: A. Fictional',
    'Version: 0.3 (draft) | Date: 05/01/2031',
  ];
  return {
    files: [
      file(
        'kite-hazard-log.xlsx',
        workbook([
          {
            name: 'Hazard Log',
            rows: [...titles.map((title) => [title]), [], head, ...rows],
            merges: titles.map((_, index) => `A${index + 1}:L${index + 1}`),
          },
          {
            name: 'Open Actions',
            rows: [['Open actions'], [], ['Action', 'Status', 'Notes'], ['Buy a siren', 'DONE', 'v0.2']],
            merges: ['A1:C1'],
          },
          {
            name: 'Key',
            rows: [
              ['Risk = Likelihood x Severity'],
              ['Likelihood: 1 Very low, 2 Low, 3 Medium, 4 High, 5 Very high'],
              ['Severity: 1 Minor, 2 Significant, 3 Serious, 4 Major, 5 Catastrophic'],
            ],
          },
        ]),
      ),
    ],
    hazards: 3,
    contradictions: [],
  };
}

/** A csv whose plan, beside it, declares a matrix of words; some ratings contradict it. */
export function planLike(): LookAlike {
  const matrix = [
    ['Likelihood \\ Severity', ...SEVERITIES],
    ['**Very high**', 'Moderate', 'High', 'High', 'Unacceptable', 'Unacceptable'],
    ['**High**', 'Low', 'Moderate', 'High', 'High', 'Unacceptable'],
    ['**Medium**', 'Low', 'Moderate', 'Moderate', 'High', 'High'],
    ['**Low**', 'Low', 'Low', 'Moderate', 'Moderate', 'High'],
    ['**Very low**', 'Low', 'Low', 'Low', 'Moderate', 'Moderate'],
  ];
  const head = [
    'ID',
    'Hazard',
    'Causes',
    'Clinical effect',
    'Existing controls',
    'Control evidence',
    'Initial likelihood',
    'Initial severity',
    'Initial risk',
    'Residual likelihood',
    'Residual severity',
    'Residual risk',
    'Owner',
    'Status',
  ];
  const rows = [
    [
      'M-01',
      'Letter is given to another mole',
      'Same name; same burrow',
      'Wrong tunnel is dug',
      'Names are read aloud',
      'burrow/names.txt',
      'High',
      'Major',
      'High',
      'Low',
      'Major',
      'Moderate',
      'Head mole (made up)',
      'Open - controlled',
    ],
    [
      'M-02',
      'Letter is copied twice',
      'Two moles, one "letter"',
      'Two tunnels',
      'Stamps',
      'burrow/stamps.txt',
      'Medium',
      'Considerable',
      'High',
      'Low',
      'Considerable',
      'Low',
      'Head mole (made up)',
      'Open - controlled',
    ],
    [
      'M-03',
      'Letter is late',
      'Mud',
      'No tunnel',
      'A second way',
      'burrow/ways.txt',
      'Medium',
      'Major',
      'High',
      'Low',
      'Major',
      'Moderate',
      'Head mole (made up)',
      'Closed',
    ],
  ];
  return {
    files: [
      file('moles/hazard-log.csv', csv([head, ...rows], ',', '\n')),
      file(
        'moles/plan.md',
        `# Plan of the Mole Post\n\n## 4. Risk evaluation matrix (5 x 5)\n\n**Likelihood:** Very low \u00b7 Low \u00b7 Medium \u00b7 High \u00b7 Very high\n**Severity:** ${SEVERITIES.join(' \u00b7 ')}\n\n${pipeTable(matrix)}\n`,
      ),
    ],
    hazards: 3,
    contradictions: ['M-02 initial High Moderate', 'M-02 residual Low Moderate'],
  };
}

/** A template in two rows of grouped headings, nothing filled in, beside a log in YAML whose keys are misspelt. */
export function jcfLike(): LookAlike {
  const head = [
    'Hazard #',
    'Name',
    'Clinical impact',
    'Cause #',
    'Cause',
    'Control #',
    'I. Software design',
    'I. Consequence',
    'I. Likelihood',
    'I. Risk score',
    'R. Software design',
    'R. Consequence',
    'R. Likelihood',
    'R. Risk score',
    'Tag',
  ];
  const groups = [...Array<null>(6).fill(null), 'Initial', null, null, null, 'Residual'];
  const control = (name: string, tag: string) =>
    `          - control: ${name}\n            initial_consequence: Considerable\n            initial_likelihood: Medium\n            initial_sofware_design: ${name}\n            residual_consequence: Minor\n            residual_likelihood: Low\n            residual_software_design: ${name}, seen to work\n            tag: ${tag}\n`;
  const hazard = (name: string, causes: string) =>
    `  - name: ${name}\n    clinical_impact: Wet feet\n    causes:\n${causes}`;
  const cause = (name: string, controls: string) => `      - cause: ${name}\n        controls:\n${controls}`;
  return {
    files: [
      file(
        'puddles/template.xlsx',
        workbook([
          { name: 'Hazard log', rows: [groups, head], merges: ['G1:J1', 'K1:N1'] },
          matrixSheet('Consequence'),
        ]),
      ),
      file(
        'puddles/log.yaml',
        `hazards:\n${hazard('Puddle is deeper than shown', cause('Rain', control('A stick', 'A1') + control('A rope', 'A2')) + cause('Moles', control('A fence', 'A3')))}${hazard('Puddle is not shown', cause('Fog', control('A lamp', 'B1')))}`,
      ),
    ],
    hazards: 2,
    causes: 3,
    controls: 4,
  };
}

/** Prose with "### Hazard: ..." in it, most values blank. */
export function rcpchLike(): LookAlike {
  const hazard = (name: string, severity = '') =>
    `### Hazard: ${name}\n\n**Description:** It has happened to a gnome.\n\n**Severity:** ${severity}\n\n**Likelihood:**\n\n**Risk:**\n\n**Controls:**\n\n`;
  return {
    files: [
      file(
        'gnome-safety-case.md',
        `---\ntitle: Safety case\nauthor: A. Fictional\n---\n\n# Safety case of the Gnome Ruler\n\nThe ruler says how tall a gnome is. It is *not* for elves; see [the elves](elves.md).\n\n## Hazards\n\n${hazard('Gnome is measured with a hat on', 'Minor')}${hazard('Ruler is read upside down')}## What is left\n\nNothing.\n`,
      ),
    ],
    hazards: 2,
  };
}

/** A page as many systems export it: a layout table around the log. */
export function exportedPageLike(): LookAlike {
  const rows = [
    ['Hazard number', 'Hazard', 'Initial severity', 'Initial likelihood', 'Initial risk', 'Control'],
    ['P-1', 'Teapot pours on another guest', 'Significant', 'Low', 2, 'A lid'],
    ['P-2', 'Teapot is empty when it should not be', 'Minor', 'High', 2, 'A bell'],
  ];
  return {
    files: [
      file(
        'teapots.html',
        `<html><body><table><tr><td><h1>Teapots</h1></td></tr><tr><td>\n${htmlTable(rows)}\n</td></tr></table></body></html>`,
      ),
    ],
    hazards: 2,
    contradictions: [],
  };
}

export const LOOK_ALIKES: Readonly<Record<string, () => LookAlike>> = {
  nrlLike,
  cdsLike,
  ukCoreLike,
  dcspLike,
  jointJourneyLike,
  planLike,
  jcfLike,
  rcpchLike,
  exportedPageLike,
};
