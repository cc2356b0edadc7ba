import { counted, listed } from '../../../words/counting.ts';
import { sayDay, type Day } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import {
  latestOf,
  placeWords,
  standing,
  type LogReading,
  type ReadFinding,
  type SupplierDocument,
} from './documents.ts';

/*
 * What is missing for a DCB0160 case in what a supplier sent: a list of rules over what was taken in, each with the clause
 * that asks for it and with what to ask of the supplier. What was not sent is not known, and never counts as there. Pure.
 */

/** One point: what is so, and what the supplier is asked. */
export interface Gap {
  /** The same for the same point, whenever it is asked: "no-report", "rating-contradicts-matrix Hazard 3, cell I12". */
  readonly id: string;
  readonly rule: string;
  /** Of DCB0160 3.2. */
  readonly clause: string;
  readonly sentence: Sentence;
  /** What the supplier is asked, in whole sentences. */
  readonly ask: string;
  /** In their file: "hazard 3, cell I12"; '' for what no file has. */
  readonly where: string;
  /** Whether it is asked unless somebody takes it off the list: what stands in the way of a case. */
  readonly asked: boolean;
}

/** What the rules look at. */
export interface Supplied {
  readonly documents: readonly SupplierDocument[];
  readonly today: Day;
}

interface Rule {
  readonly id: string;
  /** Of DCB0160 3.2. */
  readonly clause: string;
  /** What it looks for, in one sentence. */
  readonly looksFor: string;
  readonly find: (given: Supplied) => readonly Found[];
}

type Found = Pick<Gap, 'ask'> & {
  readonly so: string;
  readonly because: string;
  readonly clears: string;
  readonly where?: string;
  readonly asked?: boolean;
};

/** A document that has to be there. */
function needed(sort: SupplierDocument['sort'], said: { so: string; because: string; ask: string; clears: string }) {
  return ({ documents }: Supplied): Found[] => (latestOf(documents, sort) === null ? [said] : []);
}

const NOT_SENT = 'no such document was taken in';

/** Rules of the log ask for what its reading says; without one they say nothing, and `log-not-read` does. */
function ofLog(find: (log: LogReading, document: SupplierDocument) => readonly Found[]) {
  return ({ documents }: Supplied): readonly Found[] => {
    const document = latestOf(documents, 'hazard log');
    return document?.reading ? find(document.reading, document) : [];
  };
}

/** A finding of the check, in the words of the check. */
function findingsOf(rules: readonly string[], asked: boolean) {
  return ofLog(({ findings }) => findings.filter(({ rule }) => rules.includes(rule)).map((one) => found(one, asked)));
}

function found({ so, clears, called, where, count }: ReadFinding, asked: boolean): Found {
  return {
    so: so.replace(/\.$/u, ''),
    // A finding says its reason already.
    because: '',
    clears,
    ask: `${so}${count > 1 ? ` (${counted(count, 'row')}.)` : ''} Please put this right in the log, or say why it is so.`,
    where: placeWords(called, where),
    asked,
  };
}

const CONTRADICTIONS = ['rating-contradicts-matrix', 'rating-stated-twice', 'risk-formula-reads-wrong-cell'];
const RATINGS = ['rating-word-unknown', 'rating-incomplete', 'residual-worse-than-initial'];
const CONTROLS = ['cause-without-control', 'residual-lowered-without-control', 'residual-lowered-without-evidence'];
const CONTENT = [
  'hazard-without-cause',
  'hazard-without-harm',
  'template-text-left',
  'duplicate-id',
  'duplicate-hazard',
];
const OPEN = ['residual-unacceptable', 'residual-needs-justification', 'closed-with-open-action'];

/** Every rule, in the order in which what it finds is shown. */
export const RULES: readonly Rule[] = [
  {
    id: 'no-report',
    clause: '2.5.1',
    looksFor: 'A clinical safety case report of the supplier.',
    find: needed('safety case report', {
      so: 'There is no clinical safety case report of the supplier',
      because: NOT_SENT,
      clears: 'The report for the version that you use clears it.',
      ask: 'Please send the clinical safety case report for the version that we use.',
    }),
  },
  {
    id: 'no-log',
    clause: '2.5.1',
    looksFor: 'A hazard log of the supplier.',
    find: needed('hazard log', {
      so: 'There is no hazard log of the supplier',
      because: NOT_SENT,
      clears: 'The log that goes with the report clears it.',
      ask: 'Please send the hazard log that goes with your clinical safety case report, as a file whose rows can be read.',
    }),
  },
  {
    id: 'log-not-read',
    clause: '2.5.1',
    looksFor: 'A hazard log whose rows can be read.',
    find: ({ documents }) => {
      const log = latestOf(documents, 'hazard log');
      return log && !log.reading
        ? [
            {
              so: `The rows of the hazard log “${log.file}” are not known`,
              because: withoutStop(log.notRead) || 'it could not be read as a log',
              clears: 'The same log as Excel, Word, CSV or a page clears it.',
              ask: 'Please send the hazard log as a spreadsheet or a Word file: the rows of the one that we have cannot be read.',
            },
          ]
        : [];
    },
  },
  {
    id: 'rows-not-read',
    clause: '2.5.1',
    looksFor: 'No row of the log that could not be read.',
    find: ofLog(({ notTaken }) =>
      notTaken === 0
        ? []
        : [
            {
              so: `${counted(notTaken, 'row')} of the hazard log could not be read`,
              because: 'they have no hazard, or are not as the rows around them',
              clears:
                'Looking at them in the file clears it for you; a log that says what they are clears it for everybody.',
              ask: `${counted(notTaken, 'row')} of the hazard log could not be read as hazards. Please say what they are.`,
              asked: false,
            },
          ],
    ),
  },
  {
    id: 'no-officer',
    clause: '2.5.1',
    looksFor: 'A named clinical safety officer of the supplier.',
    find: ({ documents }) =>
      standing(documents).some(({ sort, role }) => sort === 'officer' || isOfficer(role))
        ? []
        : [
            {
              so: 'The clinical safety officer of the supplier is not known',
              because: 'no document names one, and none is signed by one',
              clears: 'Their name, their registration and the day on which it was looked up clear it.',
              ask: 'Please name your clinical safety officer, and their professional registration.',
            },
          ],
  },
  {
    id: 'log-not-approved',
    clause: '2.5.1',
    looksFor: 'A hazard log that an officer approved.',
    find: ({ documents }) => {
      const log = latestOf(documents, 'hazard log');
      return log && (log.signer === '' || log.signedOn === null)
        ? [
            {
              so: `Nobody is known to have approved the hazard log “${log.file}”`,
              because: 'it does not say who approved it and when',
              clears: 'The name, the role and the day of whoever approved it clear it.',
              ask: 'Please say who approved this version of the hazard log, as what, and when.',
            },
          ]
        : [];
    },
  },
  {
    id: 'log-older-than-report',
    clause: '2.5.1',
    looksFor: 'A log that is not older than the report that it goes with.',
    find: ({ documents }) => {
      const [log, report] = [latestOf(documents, 'hazard log'), latestOf(documents, 'safety case report')];
      return log?.signedOn && report?.signedOn && log.signedOn < report.signedOn
        ? [
            {
              so: 'The hazard log is older than the clinical safety case report',
              because: `the log was approved on ${sayDay(log.signedOn)}, and the report on ${sayDay(report.signedOn)}`,
              clears: 'The version of the log that the report is about clears it.',
              ask: `Your report is of ${sayDay(report.signedOn)} and the hazard log that we have of ${sayDay(log.signedOn)}. Please send the version that the report is about, or confirm that it is this one.`,
            },
          ]
        : [];
    },
  },
  {
    id: 'review-past',
    clause: '2.5.1',
    looksFor: 'No document whose review date is past.',
    find: ({ documents, today }) =>
      standing(documents)
        .filter(({ reviewBy }) => reviewBy !== null && reviewBy < today)
        .map(({ file, reviewBy }) => ({
          so: `“${file}” had to be looked at again`,
          because: `its review date was ${sayDay(reviewBy!)}`,
          clears: 'A later version, or the word of the supplier that it still holds, clears it.',
          ask: `“${file}” was to be reviewed by ${sayDay(reviewBy!)}. Please send the reviewed version, or confirm in writing that it holds.`,
        })),
  },
  {
    id: 'no-intended-use',
    clause: '4.2.2',
    looksFor: 'A statement of the intended use.',
    find: needed('intended use', {
      so: 'The intended use is not known',
      because: 'no document that was taken in is said to state it',
      clears: 'The statement of what the product is for, for whom and where, clears it; it may stand in the report.',
      ask: 'Please state the intended use of the product: what it is for, for which patients, by whom and where it is used, and what it is not for.',
    }),
  },
  {
    id: 'no-configuration',
    clause: '7.1.1',
    looksFor: 'The configuration and version that the case is about.',
    find: needed('configuration', {
      so: 'The configuration that the case is about is not known',
      because: NOT_SENT,
      clears: 'The version, and how it is to be set up, clear it.',
      ask: 'Please say which version and which configuration your safety case is about, and what of it we may change without leaving it.',
    }),
  },
  {
    id: 'no-third-parties',
    clause: '2.6.1',
    looksFor: 'A statement on products of third parties.',
    find: needed('third parties', {
      so: 'It is not known which products of third parties are in it, and whether anybody assessed them',
      because: NOT_SENT,
      clears: 'A list of them with what was found of each clears it; that there are none clears it too.',
      ask: 'Please list the products of third parties that yours is built on, and what your clinical risk work found of each; or state that there are none.',
    }),
  },
  {
    id: 'residual-missing',
    clause: '6.1.4',
    looksFor: 'A residual rating of each hazard.',
    find: ofLog(({ hazards }) =>
      hazards
        .filter(({ residual }) => residual !== 'rated')
        .map(({ called, where, residual }) => ({
          so: `What remains of ${called} is not known`,
          because: residual === 'partly' ? 'its residual rating is half there' : 'it has no residual rating',
          clears: 'A residual rating clears it.',
          ask: `${called} has no ${residual === 'partly' ? 'whole ' : ''}residual rating. Please rate what remains, and say which controls that rests on.`,
          where: placeWords(called, where),
        })),
    ),
  },
  {
    id: 'transferred-without-control',
    clause: '6.3.1',
    looksFor: 'For what is transferred, a control for whoever deploys.',
    find: ofLog(({ hazards }) =>
      hazards
        .filter(({ transferred, hasTransferredControl }) => transferred && !hasTransferredControl)
        .map(({ called, where }) => ({
          so: `What you have to do about ${called} is not known`,
          because: 'it is transferred to you, and no control is said to be yours to put in place',
          clears: 'A control that the supplier declares for you clears it.',
          ask: `${called} is transferred to us, and the log names no control for us to put in place. Please say which, and what the risk is without it.`,
          where: placeWords(called, where),
        })),
    ),
  },
  {
    id: 'contradiction',
    clause: '4.4.1',
    looksFor: 'No rating that contradicts the matrix, its formula or another statement of it.',
    find: findingsOf(CONTRADICTIONS, true),
  },
  {
    id: 'rating',
    clause: '4.4.1',
    looksFor: 'Ratings that are whole and can be understood.',
    find: findingsOf(RATINGS, true),
  },
  {
    id: 'not-settled',
    clause: '6.4.1',
    looksFor: 'No risk that nobody accepted, and nothing closed too early.',
    find: findingsOf(OPEN, true),
  },
  {
    id: 'controls',
    clause: '6.1.1',
    looksFor: 'A control for each cause, and evidence for what lowers a risk.',
    find: findingsOf(CONTROLS, false),
  },
  {
    id: 'content',
    clause: '4.3.1',
    looksFor: 'Hazards that say what may go wrong, and how.',
    find: findingsOf(CONTENT, false),
  },
];

/** A reason in the middle of a sentence. */
function withoutStop(reason: string): string {
  const said = reason.trim().replace(/\.$/u, '');
  return said === '' ? '' : `of this: “${said}”`;
}

function isOfficer(role: string): boolean {
  return /\bcso\b|safety officer/iu.test(role);
}

/** All points, rule by rule; each once. */
export function missingIn(given: Supplied): Gap[] {
  const seen = new Set<string>();
  return RULES.flatMap(({ id: rule, clause, find }) =>
    find(given).map(({ so, because, clears, ask, where = '', asked = true }): Gap => {
      const base = where === '' ? rule : `${rule} ${where}`;
      let id = base;
      for (let number = 2; seen.has(id); number++) id = `${base} (${number})`;
      seen.add(id);
      return {
        id,
        rule,
        clause,
        sentence: { so: [so], because: because === '' ? [] : [because], clears: [clears] },
        ask,
        where,
        asked,
      };
    }),
  );
}

/** "5 points, 3 of them on the whole case" for a line. */
export function missingWords(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return 'Nothing that these rules look for is missing.';
  const rules = [...new Set(gaps.map(({ rule }) => rule))];
  const whole = gaps.filter(({ where }) => where === '').length;
  return `${counted(gaps.length, 'point')} to take up with the supplier: ${listed(
    [
      ...(whole > 0 ? [`${whole} on what was sent`] : []),
      ...(gaps.length > whole ? [`${gaps.length - whole} on rows of the log`] : []),
    ],
    'and',
  )}, by ${counted(rules.length, 'rule')}.`;
}
