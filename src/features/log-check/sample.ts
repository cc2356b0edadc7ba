import { utils, write, type CellObject, type WorkBook } from '@e965/xlsx';
import { NHS_SCHEME } from '../schemes/index.ts';

/*
 * A log of a service that does not exist, with the slips that real logs have: a residual formula that reads the initial
 * severity, an initial risk typed by hand, a closed hazard with an open action, template rows, lists for drop-downs.
 */

interface SampleHazard {
  readonly name: string;
  readonly description: string;
  readonly harm: string;
  readonly causes: string;
  readonly existing: string;
  readonly initial: readonly [severity: string, likelihood: string];
  readonly design: string;
  readonly test: string;
  readonly training: string;
  readonly residual: readonly [severity: string, likelihood: string];
  readonly owner: string;
  readonly status: string;
  readonly action: string;
  readonly actionStatus: string;
}

const none = { design: '', test: '', training: '', action: '', actionStatus: '' };

const HAZARDS: readonly SampleHazard[] = [
  {
    ...none,
    name: 'Wrong dressing size is ordered',
    description: 'The order form keeps the size of the patient seen before.',
    harm: 'The wound is not covered and gets infected.',
    causes: '1) The form keeps the last size\n2) Sizes look alike in the list',
    existing: '1) The size is shown again before the order is sent',
    initial: ['Major', 'Low'],
    design: '1) The form opens empty for each patient\n2) Sizes are drawn to scale',
    residual: ['Significant', 'Very low'],
    owner: 'Product lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Wound photo is too dark to judge',
    description: 'A photo taken at home in poor light is sent to the nurse.',
    harm: 'An infection is seen a week late.',
    causes: '1) Poor light at home\n2) No check of the picture',
    existing: '',
    initial: ['Considerable', 'Medium'],
    design: '2) The app checks the brightness and asks for another photo',
    residual: ['Considerable', 'Very low'],
    owner: 'Design lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Photo reaches the nurse a week late',
    description: 'Photos wait in a queue when the network fails, and nobody is told.',
    harm: 'An infection is treated late; the patient is admitted.',
    causes: '1) The upload fails in silence\n2) The inbox is not watched at weekends',
    existing: '2) A rota for the inbox',
    initial: ['Major', 'Medium'],
    design: '1) The app says that the photo was not sent',
    test: '1) A failed upload is part of each release test',
    residual: ['Major', 'Very low'],
    owner: 'Clinical lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Infection advice shown for the wrong dressing',
    description: 'The page for silver dressings shows the advice for plain ones.',
    harm: 'One patient dies of sepsis that was not recognised.',
    causes: '1) The advice is copied by hand',
    existing: '',
    initial: ['Catastrophic', 'Low'],
    design: '1) The advice is stored once, with the dressing',
    test: '1) Every page is compared with its source each night',
    residual: ['Catastrophic', 'Very low'],
    owner: 'Content lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Patient cannot read the instructions',
    description: 'The leaflet is in English and in small print only.',
    harm: 'The dressing is changed too seldom; the wound heals slowly.',
    causes: '1) One language\n2) Small print',
    existing: '1) The nurse explains it',
    initial: ['Significant', 'High'],
    training: '1) Nurses are trained to check that it was understood',
    residual: ['Significant', 'Low'],
    owner: 'Content lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Allergy to adhesive is not shown',
    description: 'The allergy is in the record, and the order form does not show it.',
    harm: 'Blisters and loss of skin around the wound.',
    causes: '1) The form does not read the record',
    existing: '1) The nurse asks',
    initial: ['Considerable', 'High'],
    design: '1) The form reads the allergies',
    residual: ['Significant', 'Medium'],
    owner: 'Product lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Message about fever goes unread',
    description: 'A patient writes that they have a fever; the message is read the next day.',
    harm: 'Sepsis is treated late.',
    causes: '1) Messages are read in order of arrival',
    existing: '',
    initial: ['Major', 'High'],
    design: '1) Words such as fever put a message first, and the patient is told to call 111',
    residual: ['Major', 'Low'],
    owner: 'Clinical lead',
    status: 'Open',
  },
  {
    ...none,
    name: 'Old plan is printed after a change',
    description: 'The printed plan in the home is older than the one on the screen.',
    harm: 'The wrong dressing is used for some days.',
    causes: '1) The paper is not replaced',
    existing: '',
    initial: ['Considerable', 'Low'],
    training: '1) Carers are trained to throw the old plan away',
    residual: ['Considerable', 'Low'],
    owner: 'Service manager',
    status: 'Closed',
    action: 'A-14 Put a date on the first page',
    actionStatus: 'Open',
  },
  {
    ...none,
    name: 'Photo shown for the wrong limb',
    description: 'Left and right are mixed up when several photos are sent.',
    harm: 'The wrong wound is judged to be healing.',
    causes: '1) Photos carry no label',
    existing: '',
    initial: ['Significant', 'Medium'],
    design: '1) The patient marks the place on a drawing first',
    residual: ['Significant', 'Very low'],
    owner: '',
    status: 'Open',
  },
  {
    ...none,
    name: 'Service not available at the weekend',
    description: 'Nobody answers from Friday evening to Monday morning.',
    harm: 'A patient in pain waits two days.',
    causes: '1) No cover at weekends',
    existing: '1) A recorded message names 111',
    initial: ['Considerable', 'Medium'],
    residual: ['Considerable', 'Low'],
    owner: 'Service manager',
    status: 'Transferred',
  },
  {
    ...none,
    name: 'System error',
    description: '',
    harm: 'Not known',
    causes: '',
    existing: '',
    initial: ['Minor', 'High'],
    residual: ['Minor', 'Medium'],
    owner: 'Product lead',
    status: 'Open',
  },
];

const HEADINGS = [
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
  'Action',
  'Severity',
  'Likelihood',
  'Risk',
  'Action status',
  'Owner',
  'Status',
  'RAG icon',
];
/** What is stated where it is typed by hand and wrong. */
const TYPED_INITIAL = new Map([[0, 2]]);

function risk(severity: string, likelihood: string): number {
  return Number(NHS_SCHEME.matrix[NHS_SCHEME.likelihood.indexOf(likelihood)]![NHS_SCHEME.severity.indexOf(severity)]);
}

/** The sample log as an .xlsx file. */
export function sampleLog(): Buffer {
  const rows: (string | number | CellObject)[][] = HAZARDS.map((hazard, index) => {
    const row = index + 2;
    // The slip of the sample: the residual formula reads column G, the initial severity, where N is meant.
    const formula: CellObject = {
      t: 'n',
      v: risk(hazard.initial[0], hazard.residual[1]),
      f: `INDEX('Risk Matrix'!$B$2:$F$6,MATCH(O${row},'Risk Matrix'!$A$2:$A$6,0),MATCH(G${row},'Risk Matrix'!$B$7:$F$7,0))`,
    };
    return [
      `TWD-${String(index + 1).padStart(2, '0')}`,
      hazard.name,
      hazard.description,
      hazard.harm,
      hazard.causes,
      hazard.existing,
      hazard.initial[0],
      hazard.initial[1],
      TYPED_INITIAL.get(index) ?? risk(hazard.initial[0], hazard.initial[1]),
      hazard.design,
      hazard.test,
      hazard.training,
      hazard.action,
      hazard.residual[0],
      hazard.residual[1],
      formula,
      hazard.actionStatus,
      hazard.owner,
      hazard.status,
      'amber',
    ];
  });
  const template = ['TWD-12', '<insert hazard>', '<insert description>'];
  const matrix = [
    ['Likelihood', '', '', '', '', ''],
    ...NHS_SCHEME.likelihood.map((word, row) => [word, ...NHS_SCHEME.matrix[row]!]).toReversed(),
    ['', ...NHS_SCHEME.severity],
  ];
  const book: WorkBook = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['Tanglewood dressings: hazard log'],
      ['Version', '1.7'],
      ['A made-up service. Made-up people.'],
    ]),
    'Cover',
  );
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADINGS, ...rows, template]), 'Log');
  utils.book_append_sheet(book, utils.aoa_to_sheet(matrix), 'Risk Matrix');
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([['Control type'], ['Design'], ['Test'], ['Training'], ['Process']]),
    'Lists',
  );
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

/** The name under which the sample is shown and downloaded. */
export const SAMPLE_NAME = 'Tanglewood dressings log V1.7.xlsx';
