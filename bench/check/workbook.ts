import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import { NHS_SCHEME } from '../../src/features/schemes/domain.ts';

/*
 * A hazard log of a trust that does not exist, as large as one is asked for: one row a control, the hazard and its cause
 * repeated beside each, its long texts on its first row alone. Made from a seed, so that two runs measure the same bytes.
 */

export interface Made {
  readonly bytes: Uint8Array;
  /** What a right reading of it finds. */
  readonly truth: Truth;
}

export interface Truth {
  readonly hazards: number;
  readonly causes: number;
  readonly controls: number;
  readonly controlsTransferred: number;
  /** Hazards whose initial risk was typed by hand and is not what the matrix gives. */
  readonly contradictions: number;
  /** Residual formulas that read the initial severity. */
  readonly wrongFormulas: number;
}

const HEADINGS = [
  'Hazard Number',
  'Hazard Name',
  'Hazard Description',
  'Potential Clinical Impact',
  'Possible Causes',
  'Existing Controls',
  'Initial Severity',
  'Initial Likelihood',
  'Initial Risk',
  'Additional Control',
  'Control Type',
  'Control Owner',
  'Evidence',
  'Action',
  'Action Status',
  'Residual Severity',
  'Residual Likelihood',
  'Residual Risk',
  'Owner',
  'Status',
] as const;

const WHAT = [
  'Allergy warning',
  'Referral letter',
  'Discharge summary',
  'Blood result',
  'Dose reminder',
  'Triage answer',
  'Care plan',
  'Scan report',
  'Fluid chart',
  'Growth record',
  'Consent form',
];
const FAULT = [
  'arrives late',
  'stays hidden',
  'gets overwritten',
  'loses characters',
  'appears twice',
  'shows stale values',
  'belongs elsewhere',
  'prints blank',
  'rounds wrongly',
];
const WHERE = [
  'Larkmoor surgery',
  'Thistle ward',
  'Penbright clinic',
  'Quillford ambulance desk',
  'Mossgate pharmacy',
  'Harrowfen maternity',
  'Duncastle hospice',
  'Elderwick theatre',
];
const WHEN = [
  'overnight handover',
  'bank holidays',
  'network outages',
  'record merges',
  'software upgrades',
  'language switching',
  'bulk imports',
  'shared logins',
  'clock changes',
  'bed transfers',
  'paper fallback',
  'remote sessions',
  'proxy access',
];
const CAUSE = [
  'A message waits in a queue that nobody watches',
  'Two records are open in one browser',
  'The interface drops an optional field',
  'A code has no match in the local list',
  'The clock of one server is wrong',
  'The page was kept by the browser',
  'A user picks the first of two patients with one name',
  'The unit is not part of the value',
  'The certificate of a partner system runs out',
];
const CONTROL = [
  'The screen shows when its values were last fetched, and refuses to save from a view older than ten minutes',
  'An alarm goes to the service desk when the queue is longer than fifty messages',
  'Each release is tested with a set of made-up patients who share a name and a date of birth',
  'The name, the number and the date of birth stand at the head of each page and of each print',
  'Staff are shown in their first week how a stale page looks and what to do',
  'A code without a match is shown as text, in a box of its own, and reported each night',
  'The unit is stored with the value and cannot be left out',
  'A second clinician confirms a change of the record before it counts',
];
const OWNER = ['Service desk', 'Product team', 'Trust pharmacy', 'Training lead', 'Integration team'];
const EVIDENCE = ['Test report', 'Review note', 'Release record', 'Audit sheet'];
const TYPES = ['Design', 'Test', 'Training', 'Process'];

const INITIAL_SEVERITY = 'G';
/** Every so many hazards there is one of these slips. */
const SLIPS = { contradiction: 97, wrongFormula: 131, transferred: 9, withoutEvidence: 7 };

/** A workbook with so many rows beneath its headings. */
export function hazardLog(rowCount: number): Made {
  const pick = picker(20_251);
  const one = (list: readonly string[]) => list[pick(list.length)]!;
  const rows: (string | CellObject | null)[][] = [];
  const truth = { hazards: 0, causes: 0, controls: 0, controlsTransferred: 0, contradictions: 0, wrongFormulas: 0 };
  while (rows.length < rowCount) {
    const hazard = truth.hazards++;
    const ref = `LRK-${String(hazard + 1).padStart(4, '0')}`;
    // The four lists have lengths without a common factor, so no two hazards have one name.
    const name = `${WHAT[hazard % WHAT.length]} ${FAULT[hazard % FAULT.length]} at ${WHERE[hazard % WHERE.length]} during ${WHEN[hazard % WHEN.length]}`;
    const initial = { severity: 1 + pick(4), likelihood: 1 + pick(4) };
    const residual = { severity: initial.severity, likelihood: pick(2) };
    const typed = hazard % SLIPS.contradiction === 3;
    const wrong = hazard % SLIPS.wrongFormula === 5;
    const owner = one(OWNER);
    const status = pick(5) === 0 ? 'Closed' : 'Open';
    if (typed) truth.contradictions++;
    const causes = 3 + pick(4);
    let first = true;
    for (let cause = 1; cause <= causes && rows.length < rowCount; cause++) {
      truth.causes++;
      const causeText = `${cause}. ${CAUSE[(hazard + cause) % CAUSE.length]} (${WHEN[(hazard * 3 + cause) % WHEN.length]})`;
      const controls = 1 + pick(4);
      for (let control = 1; control <= controls && rows.length < rowCount; control++) {
        const row = rows.length + 2;
        const number = `${ref}.${cause}.${control}`;
        const transferred = truth.controls % SLIPS.transferred === 4;
        truth.controls++;
        if (transferred) truth.controlsTransferred++;
        if (wrong) truth.wrongFormulas++;
        rows.push([
          ref,
          name,
          first
            ? `${name}. A user then sees what is not so, and nothing on the page says that.\nSeen with ${one(WHAT).toLowerCase()} too, most of all ${one(WHEN)}.`
            : null,
          first
            ? `Treatment is delayed or wrong until somebody compares it with another source, which at ${one(WHERE)} may take ${2 + pick(40)} hours. How bad that is depends on how urgent the need was.`
            : null,
          causeText,
          first ? `Users of ${one(WHERE)} may ask each other. The ${one(WHAT).toLowerCase()} can be printed.` : null,
          NHS_SCHEME.severity[initial.severity]!,
          NHS_SCHEME.likelihood[initial.likelihood]!,
          typed
            ? { t: 'n', v: (riskOf(initial) % 5) + 1 }
            : formulaCell(riskOf(initial), `H${row}`, `${INITIAL_SEVERITY}${row}`),
          `${one(CONTROL)}. Reference ${number}.`,
          one(TYPES),
          one(OWNER),
          truth.controls % SLIPS.withoutEvidence === 0 ? null : `${one(EVIDENCE)} ${100 + pick(900)}`,
          transferred ? 'Risk transferred in hazard log' : `Carry out ${one(EVIDENCE).toLowerCase()} ${number}`,
          status === 'Closed' ? 'Closed' : one(['Closed', 'Open']),
          NHS_SCHEME.severity[residual.severity]!,
          NHS_SCHEME.likelihood[residual.likelihood]!,
          formulaCell(riskOf(residual), `Q${row}`, `${wrong ? INITIAL_SEVERITY : 'P'}${row}`),
          owner,
          status,
        ]);
        first = false;
      }
    }
  }
  return { bytes: workbook([[...HEADINGS], ...rows]), truth };
}

function workbook(log: (string | CellObject | null)[][]): Uint8Array {
  const book = utils.book_new();
  const add = (sheet: WorkSheet, name: string) => utils.book_append_sheet(book, sheet, name);
  add(utils.aoa_to_sheet([['Larkmoor trust: hazard log'], ['Version', '0.4'], ['A made-up trust.']]), 'Cover');
  add(utils.aoa_to_sheet(log), 'Hazard Log');
  add(
    utils.aoa_to_sheet([
      ['Likelihood'],
      ...NHS_SCHEME.likelihood.map((word, row) => [word, ...NHS_SCHEME.matrix[row]!]).toReversed(),
      ['', ...NHS_SCHEME.severity],
    ]),
    'Risk Matrix',
  );
  add(utils.aoa_to_sheet([['Control Type'], ...TYPES.map((type) => [type])]), 'Lists');
  // Packed and with shared strings, as Excel itself writes.
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true }) as Buffer);
}

interface Squared {
  readonly severity: number;
  readonly likelihood: number;
}

function riskOf({ severity, likelihood }: Squared): number {
  return Number(NHS_SCHEME.matrix[likelihood]![severity]);
}

function formulaCell(value: number, likelihood: string, severity: string): CellObject {
  const f = `INDEX('Risk Matrix'!$B$2:$F$6,MATCH(${likelihood},'Risk Matrix'!$A$2:$A$6,0),MATCH(${severity},'Risk Matrix'!$B$7:$F$7,0))`;
  return { t: 'n', v: value, f };
}

/** Whole numbers below a limit, the same ones for the same seed (a linear congruential generator). */
function picker(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
