import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { tableKey, type Material } from '../domain.ts';
import { errorsOf, files, line, reasons, reportOn, sheet, workbook } from './test-material.ts';

/*
 * Logs in shapes that people have. Each gives exactly the hazards that a person would count, with the ratings that stand
 * there, or none and a question or a reason. No shape may give a wrong number, a hazard that is none, or an error that is
 * no error.
 */
interface Shape {
  readonly of: Material | Promise<Material>;
  /** `line` of each hazard. */
  readonly hazards?: readonly string[];
  /** Rules and places of the errors; none where absent. */
  readonly errors?: readonly string[];
  /** What the person is asked. */
  readonly asks?: RegExp;
  /** The reason for which nothing was taken. */
  readonly nothing?: RegExp;
  /** Origin and id of the scheme. */
  readonly scheme?: string;
}

const NHS_MATRIX = `
 | Minor | Significant | Considerable | Major | Catastrophic
Very high | 3 | 4 | 4 | 5 | 5
High | 2 | 3 | 3 | 4 | 5
Medium | 2 | 2 | 3 | 3 | 4
Low | 1 | 2 | 2 | 3 | 4
Very low | 1 | 1 | 2 | 2 | 3`;

const SHAPES: Readonly<Record<string, Shape>> = {
  // --- Templates and headings ------------------------------------------------------------------------------------------
  'the NHS template v3.6: three rows of grouped headings': {
    of: workbook(
      sheet(
        `
Hazard Log
 |  |  |  |  |  | Existing controls |  |  |  |  |  | Initial hazard risk assessment |  |  |  | Additional controls |  |  |  |  |  | Residual hazard risk assessment |  |  |  |  |
 |  |  |  |  |  | HIT design |  | User training |  | Business process |  |  |  |  |  | HIT design |  | User training |  | Business process change |  |  |  |  |  |  |
No. | Date added | Effect | Hazard | Harm | Possible causes | Description | Evidence | Description | Evidence | Description | Evidence | Severity | Likelihood | Risk | Justification | Description | Evidence | Description | Evidence | Description | Evidence | Severity | Likelihood | Risk | Justification | Owner | Status
1 | 45000 | Alert not seen | Clinician misses a critical result | Delayed treatment of sepsis | 1. Alert hidden\\n2. Screen full | Banner | Test 12 | Course | | Huddle | | Major | High | 4 | Seen twice in testing | Sound | Test 44 | Refresher | | Rota | | Major | Low | 3 | Sound tested | Dr A Example | Open
2 | 45000 | Two records alike | Wrong patient chosen from a list | Wrong drug given | Same name | Photo | Test 9 | | | | | Considerable | Medium | 3 | | Second check | Test 50 | | | | | Considerable | Very low | 2 | Rare now | Dr A Example | Open
3 | | | | | | | | | | | | | | | | | | | | | | | | | | | Open
4 | | | | | | | | | | | | | | | | | | | | | | | | | | | Open`,
        'Hazard Log',
        ['G2:L2', 'M2:P2', 'Q2:V2', 'W2:Z2', 'G3:H3', 'I3:J3', 'K3:L3', 'Q3:R3', 'S3:T3', 'U3:V3'],
      ),
    ),
    hazards: [
      '1 Clinician misses a critical result | Major High 4=4 | Major Low 3=3',
      '2 Wrong patient chosen from a list | Considerable Medium 3=3 | Considerable Very low 2=2',
    ],
  },
  'severity before likelihood, then likelihood before severity': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Initial Severity | Initial Likelihood | Initial Risk | Residual Likelihood | Residual Severity | Residual Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3 | Low | Significant | 2`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major Medium 3=3 | Significant Low 2=2'],
  },
  'residual columns first': {
    of: workbook(
      sheet(`
Ref | Hazard | Residual Severity | Residual Likelihood | Residual Risk | Initial Severity | Initial Likelihood | Initial Risk | Control
H1 | Wrong dose shown to the nurse | Major | Low | 3 | Major | High | 4 | Range check`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major High 4=4 | Major Low 3=3'],
  },
  'groups called with and without controls, the second first': {
    of: workbook(
      sheet(
        `
 | | With controls | | | Without controls | |
Ref | Hazard | Severity | Likelihood | Risk | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Low | 3 | Major | High | 4`,
        'Log',
        ['C1:E1', 'F1:H1'],
      ),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major High 4=4 | Major Low 3=3'],
  },
  'two groups that are not initial and residual': {
    of: workbook(
      sheet(
        `
 | | Patients | | | Staff | |
Ref | Hazard | Severity | Likelihood | Risk | Severity | Likelihood | Risk
H1 | Lift stops between floors | Major | Low | 3 | Minor | High | 2`,
        'Hazard log',
        ['C1:E1', 'F1:H1'],
      ),
    ),
    asks: /initial and which the residual/u,
  },
  'initial, current and target': {
    of: workbook(
      sheet(`
Ref | Hazard | Initial severity | Initial likelihood | Initial risk | Current severity | Current likelihood | Current risk | Target severity | Target likelihood | Target risk
H1 | Wrong dose shown to the nurse | Major | High | 4 | Major | Medium | 3 | Major | Very low | 2`),
    ),
    asks: /Current severity/u,
  },
  'initial, residual and target': {
    of: workbook(
      sheet(`
Ref | Hazard | Initial severity | Initial likelihood | Initial risk | Residual severity | Residual likelihood | Residual risk | Target risk
H1 | Wrong dose shown to the nurse | Major | High | 4 | Major | Medium | 3 | 1`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major High 4=4 | Major Medium 3=3'],
  },
  'current and target only': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Current severity | Current likelihood | Current risk | Target severity | Target likelihood | Target risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3 | Major | Very low | 2`),
    ),
    asks: /Current severity/u,
  },
  'only one rating': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'severity three times': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Severity | Likelihood | Severity | Likelihood
H1 | Wrong dose shown to the nurse | Major | Medium | Major | Low | Minor | Low`),
    ),
    asks: /which the residual severity/u,
  },
  'impact as a level': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Likelihood | Impact | Risk
H1 | Wrong dose shown to the nurse | Rounding | Medium | Major | 3
H2 | Alert not shown to the doctor | Server down | Low | Minor | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'impact as prose': {
    of: workbook(
      sheet(`
Ref | Hazard | Impact | Likelihood | Severity | Risk
H1 | Wrong dose shown to the nurse | The patient is given ten times the dose | Medium | Major | 3
H2 | Alert not shown to the doctor | Sepsis is treated hours too late | Low | Minor | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'headings of one letter': {
    of: workbook(
      sheet(`
ID | Hazard | Cause | S | L | R | Control | S | L | R
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3 | Range check | Major | Low | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1 | Second server | Minor | Very low | 1`),
    ),
    asks: /severity|likelihood/u,
  },
  'headings that no table of ours has': {
    of: workbook(
      sheet(`
ID | Hazard | Why | How bad | How often | Outcome
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1`),
    ),
    asks: /could not map|How bad/u,
  },
  'numbers of hazards in the column of hazards': {
    of: workbook(
      sheet(`
Hazard | Description | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Medium | 3
H2 | Alert not shown to the doctor | Minor | Low | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'headings in row 40': {
    of: workbook(
      sheet(`
Example Trust
Hazard log for a made-up system${'\n'.repeat(38)}Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-'],
  },
  'blank columns between': {
    of: workbook(
      sheet(`
Ref | | Hazard | | Cause | | Severity | Likelihood | | Risk
H1 | | Wrong dose shown to the nurse | | Rounding | | Major | Medium | | 3`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-'],
  },
  'no headings at all': {
    of: workbook(
      sheet(`
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1
H3 | Wrong patient chosen from a list | Same name | Major | Low | 3`),
    ),
    asks: /could not map/u,
  },
  'headings in Welsh': {
    of: workbook(
      sheet(`
Rhif | Perygl | Achos | Difrifoldeb | Tebygolrwydd | Risg
P1 | Dangos y dos anghywir i'r nyrs | Talgrynnu | Mawr | Canolig | 3
P2 | Rhybudd heb ei ddangos i'r meddyg | Gweinydd i lawr | Bach | Isel | 1`),
    ),
    asks: /could not map/u,
  },
  'headings in French': {
    of: workbook(
      sheet(`
N\u00b0 | Danger | Cause | Gravit\u00e9 | Probabilit\u00e9 | Risque
D1 | Mauvaise dose affich\u00e9e \u00e0 l'infirmi\u00e8re | Arrondi | Majeure | Moyenne | 3
D2 | Alerte non affich\u00e9e au m\u00e9decin | Serveur en panne | Mineure | Faible | 1`),
    ),
    asks: /could not map|severity|Gravit/u,
  },
  'headings in Japanese': {
    of: workbook(
      sheet(`
\u756a\u53f7 | \u5371\u967a\u6e90 | \u539f\u56e0 | \u91cd\u5927\u5ea6 | \u767a\u751f\u983b\u5ea6 | \u30ea\u30b9\u30af
H1 | \u8aa4\u3063\u305f\u6295\u4e0e\u91cf\u304c\u770b\u8b77\u5e2b\u306b\u8868\u793a\u3055\u308c\u308b | \u4e38\u3081\u51e6\u7406 | \u91cd\u5927 | \u4e2d | 3
H2 | \u8b66\u544a\u304c\u533b\u5e2b\u306b\u8868\u793a\u3055\u308c\u306a\u3044 | \u30b5\u30fc\u30d0\u505c\u6b62 | \u8efd\u5fae | \u4f4e | 1`),
    ),
    asks: /could not map/u,
  },
  'headings in Arabic': {
    of: workbook(
      sheet(`
\u0631\u0642\u0645 | \u0627\u0644\u062e\u0637\u0631 | \u0627\u0644\u0633\u0628\u0628 | \u0627\u0644\u0634\u062f\u0629 | \u0627\u0644\u0627\u062d\u062a\u0645\u0627\u0644 | \u0627\u0644\u0645\u062e\u0627\u0637\u0631\u0629
H1 | \u0639\u0631\u0636 \u062c\u0631\u0639\u0629 \u062e\u0627\u0637\u0626\u0629 \u0639\u0644\u0649 \u0627\u0644\u0645\u0645\u0631\u0636\u0629 | \u062a\u0642\u0631\u064a\u0628 | 4 | 3 | 3
H2 | \u0639\u062f\u0645 \u0639\u0631\u0636 \u0627\u0644\u062a\u0646\u0628\u064a\u0647 \u0644\u0644\u0637\u0628\u064a\u0628 | \u062a\u0648\u0642\u0641 \u0627\u0644\u062e\u0627\u062f\u0645 | 1 | 2 | 1`),
    ),
    asks: /could not map/u,
  },

  // --- Schemes ---------------------------------------------------------------------------------------------------------
  'a matrix of its own in words, product scores': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Likelihood | Severity | Score
H1 | Wrong dose shown to the nurse | Rounding | Possible | Major | 12
H2 | Alert not shown to the doctor | Server down | Unlikely | Minor | 4
H3 | Wrong patient chosen from a list | Same name | Rare | Catastrophic | 5`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Possible 12=- | - - -=-',
      'H2 Alert not shown to the doctor | Minor Unlikely 4=- | - - -=-',
      'H3 Wrong patient chosen from a list | Catastrophic Rare 5=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'mostly words of the NHS matrix, and some of another': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium
H2 | Alert not shown to the doctor | Server down | Minor | Low
H3 | Wrong patient chosen from a list | Same name | Catastrophic | Low
H4 | Allergy not shown to the prescriber | Old data | Major | High
H5 | Letter sent to an old address | Old data | Moderate | High
H6 | Result filed under another patient | Same name | Negligible | Low`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium -=- | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low -=- | - - -=-',
      'H3 Wrong patient chosen from a list | Catastrophic Low -=- | - - -=-',
      'H4 Allergy not shown to the prescriber | Major High -=- | - - -=-',
      'H5 Letter sent to an old address | Moderate High -=- | - - -=-',
      'H6 Result filed under another patient | Negligible Low -=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'the words of the NHS matrix, and the squares of another that the file does not hold': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Catastrophic | Low | 5
H2 | Alert not shown to the doctor | Major | Low | 4
H3 | Wrong patient chosen from a list | Major | Very low | 3
H4 | Allergy not shown to the prescriber | Considerable | Low | 3
H5 | Letter sent to an old address | Minor | Medium | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Catastrophic Low 5=- | - - -=-',
      'H2 Alert not shown to the doctor | Major Low 4=- | - - -=-',
      'H3 Wrong patient chosen from a list | Major Very low 3=- | - - -=-',
      'H4 Allergy not shown to the prescriber | Considerable Low 3=- | - - -=-',
      'H5 Letter sent to an old address | Minor Medium 1=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'risk as colours': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Catastrophic | Low | Red
H2 | Alert not shown to the doctor | Major | Low | Amber
H3 | Wrong patient chosen from a list | Minor | Very low | Green`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Catastrophic Low Red=- | - - -=-',
      'H2 Alert not shown to the doctor | Major Low Amber=- | - - -=-',
      'H3 Wrong patient chosen from a list | Minor Very low Green=- | - - -=-',
    ],
  },
  'risk as colours beside the NHS matrix': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Catastrophic | Low | Red
H2 | Alert not shown to the doctor | Major | Low | Amber
H3 | Wrong patient chosen from a list | Minor | Very low | Green`),
      sheet(NHS_MATRIX, 'Matrix'),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Catastrophic Low Red=4 | - - -=-',
      'H2 Alert not shown to the doctor | Major Low Amber=3 | - - -=-',
      'H3 Wrong patient chosen from a list | Minor Very low Green=1 | - - -=-',
    ],
  },
  'a number and a word for the same risk': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk score | Risk level
H1 | Wrong dose shown to the nurse | Catastrophic | Low | 4 | Mandatory to reduce
H2 | Alert not shown to the doctor | Major | Low | 3 | Undesirable`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Catastrophic Low 4=4 | - - -=-',
      'H2 Alert not shown to the doctor | Major Low 3=3 | - - -=-',
    ],
  },
  'words in brackets, before and after the number, in other case': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 4 - Major | Low (2) | 3 - Undesirable
H2 | Alert not shown to the doctor | MINOR (1) | 1. very-low | Level 1
H3 | Wrong patient chosen from a list | considerable | HIGH | 3 (Undesirable)
H4 | Allergy not shown to the prescriber | Considrable | Mediun | 3`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Very low 1=1 | - - -=-',
      'H3 Wrong patient chosen from a list | Considerable High 3=3 | - - -=-',
      'H4 Allergy not shown to the prescriber | Considerable Medium 3=3 | - - -=-',
    ],
  },
  'levels between two words, and letters': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Low - Medium | 3
H2 | Alert not shown to the doctor | Minor/Significant | Low | 1
H3 | Wrong patient chosen from a list | Major | Low | 2/3
H4 | Allergy not shown to the prescriber | Major | Low | 3x2
H5 | Letter sent to an old address | Major | Low | 3
H6 | Result filed under another patient | Minor | Low | 1
H7 | Printer runs out of labels | Minor | High | 2
H8 | List of drugs is cut off | Major | High | 4`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low - Medium 3=- | - - -=-',
      'H2 Alert not shown to the doctor | Minor/Significant Low 1=- | - - -=-',
      'H3 Wrong patient chosen from a list | Major Low 2/3=3 | - - -=-',
      'H4 Allergy not shown to the prescriber | Major Low 3x2=3 | - - -=-',
      'H5 Letter sent to an old address | Major Low 3=3 | - - -=-',
      'H6 Result filed under another patient | Minor Low 1=1 | - - -=-',
      'H7 Printer runs out of labels | Minor High 2=2 | - - -=-',
      'H8 List of drugs is cut off | Major High 4=4 | - - -=-',
    ],
    errors: [
      'rating-word-unknown H1 D2',
      'rating-word-unknown H2 C3',
      'rating-word-unknown H3 E4',
      'rating-word-unknown H4 E5',
    ],
  },
  'letters for levels': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | H | M | H
H2 | Alert not shown to the doctor | L | L | L`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | H M H=- | - - -=-',
      'H2 Alert not shown to the doctor | L L L=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'numbers from 1 to 5 and their products': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity (1-5) | Likelihood (1-5) | Risk (LxS) | Residual severity | Residual likelihood | Residual risk
H1 | Wrong dose shown to the nurse | 4 | 3 | 12 | 4 | 1 | 4
H2 | Alert not shown to the doctor | 2 | 2 | 4 | 2 | 1 | 2`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 4 3 12=12 | 4 1 4=4',
      'H2 Alert not shown to the doctor | 2 2 4=4 | 2 1 2=2',
    ],
  },
  'small numbers that are both a product and a lookup': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 1 | 1 | 1
H2 | Alert not shown to the doctor | 1 | 3 | 
H3 | Wrong patient chosen from a list | 4 | 4 | `),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 1 1 1=- | - - -=-',
      'H2 Alert not shown to the doctor | 1 3 -=- | - - -=-',
      'H3 Wrong patient chosen from a list | 4 4 -=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'numbers whose risk is a sum': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 2 | 2 | 4
H2 | Alert not shown to the doctor | 1 | 3 | 
H3 | Wrong patient chosen from a list | 4 | 4 | `),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 2 2 4=- | - - -=-',
      'H2 Alert not shown to the doctor | 1 3 -=- | - - -=-',
      'H3 Wrong patient chosen from a list | 4 4 -=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'a scale from 1 to 10': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 8 | 6 | 48
H2 | Alert not shown to the doctor | 3 | 9 | 27`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 8 6 48=- | - - -=-',
      'H2 Alert not shown to the doctor | 3 9 27=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'FMEA with detection and a risk priority number': {
    of: workbook(
      sheet(`
ID | Hazard | Failure mode | Effect | Severity | Occurrence | Detection | RPN | Control
F1 | Wrong dose shown to the nurse | Rounding | Overdose | 8 | 3 | 4 | 96 | Range check
F2 | Alert not shown to the doctor | Server down | Delay | 6 | 2 | 3 | 36 | Second server`),
    ),
    asks: /Occurrence|likelihood/u,
  },
  'FMEA without the word hazard': {
    of: workbook(
      sheet(`
Item | Failure mode | Potential effect | S | Cause | O | Current controls | D | RPN
1 | Dose is rounded | Overdose | 8 | Code | 3 | Range check | 4 | 96
2 | Server stops | Delay | 6 | Disk | 2 | Second server | 3 | 36`),
    ),
    asks: /./u,
  },
  'a 3 by 3 matrix of words, drawn with likelihood across': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | High | Low | Medium
H2 | Alert not shown to the doctor | Low | High | Low`),
      sheet(
        `
 | | Likelihood
 | | Low | Medium | High
Severity | High | Medium | High | High
 | Medium | Low | Medium | High
 | Low | Low | Low | Low`,
        'Matrix',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | High Low Medium=Medium | - - -=-',
      'H2 Alert not shown to the doctor | Low High Low=Low | - - -=-',
    ],
    scheme: 'declared declared',
  },
  'a 3 by 3 matrix of words that does not say which side is which': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | High | Low | Medium
H2 | Alert not shown to the doctor | Low | High | Low`),
      sheet(
        `
 | Low | Medium | High
High | Medium | High | High
Medium | Low | Medium | High
Low | Low | Low | Low`,
        'Matrix',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | High Low Medium=- | - - -=-',
      'H2 Alert not shown to the doctor | Low High Low=- | - - -=-',
    ],
    scheme: 'unknown none',
  },
  'a 4 by 4 matrix of its own, drawn from the top down': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Catastrophic | Unlikely | High
H2 | Alert not shown to the doctor | Marginal | Likely | Medium
H3 | Wrong patient chosen from a list | Critical | Rare | High`),
      sheet(
        `
Likelihood | Negligible | Marginal | Critical | Catastrophic
Likely | Low | Medium | High | High
Possible | Low | Medium | High | High
Unlikely | Low | Low | Medium | High
Rare | Low | Low | Low | Medium`,
        'Matrix',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Catastrophic Unlikely High=High | - - -=-',
      'H2 Alert not shown to the doctor | Marginal Likely Medium=Medium | - - -=-',
      'H3 Wrong patient chosen from a list | Critical Rare High=Low | - - -=-',
    ],
    errors: ['rating-contradicts-matrix H3 E4'],
    scheme: 'declared declared',
  },
  'a matrix on its side': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Low | 3
H2 | Alert not shown to the doctor | Minor | Very high | 3`),
      sheet(
        `
 | Very low | Low | Medium | High | Very high
Minor | 1 | 1 | 2 | 2 | 3
Significant | 1 | 2 | 2 | 3 | 4
Considerable | 2 | 2 | 3 | 3 | 4
Major | 2 | 3 | 3 | 4 | 5
Catastrophic | 3 | 4 | 4 | 5 | 5`,
        'Matrix',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Very high 3=3 | - - -=-',
    ],
    scheme: 'declared NHS-DCB-5x5',
  },
  'two matrices with the same words, and ratings that follow neither more': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood
H1 | Wrong dose shown to the nurse | Major | Low`),
      sheet(NHS_MATRIX, 'Clinical'),
      sheet(NHS_MATRIX.replace('Low | 1 | 2 | 2 | 3 | 4', 'Low | 1 | 1 | 2 | 4 | 5'), 'Corporate'),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major Low -=- | - - -=-'],
    scheme: 'unknown none',
  },
  'ratings in words side by side are no matrix': {
    of: workbook(
      sheet(`
Ref | Hazard | Initial likelihood | Initial severity | Initial risk | Residual likelihood | Residual severity | Residual risk
H1 | Wrong dose shown to the nurse | High | High | Medium | Low | High | Medium
H2 | Alert not shown to the doctor | Medium | Medium | Low | Medium | Low | Low
H3 | Wrong patient chosen from a list | Low | Low | High | High | Medium | High`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | High High Medium=- | High Low Medium=-',
      'H2 Alert not shown to the doctor | Medium Medium Low=- | Low Medium Low=-',
      'H3 Wrong patient chosen from a list | Low Low High=- | Medium High High=-',
    ],
    scheme: 'unknown none',
  },
  'only words for the risk': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Initial risk | Residual risk
H1 | Wrong dose shown to the nurse | Rounding | High | Low
H2 | Alert not shown to the doctor | Server down | Medium | Low`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | - - High=- | - - Low=-',
      'H2 Alert not shown to the doctor | - - Medium=- | - - Low=-',
    ],
    scheme: 'unknown none',
  },
  'products and the words of acceptability': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 5 | 4 | 20
H2 | Alert not shown to the doctor | 3 | 3 | 9
H3 | Wrong patient chosen from a list | 4 | 3 | 12
H4 | Allergy not shown to the prescriber | 5 | 5 | Unacceptable
H5 | Letter sent to an old address | 1 | 2 | Acceptable`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 5 4 20=20 | - - -=-',
      'H2 Alert not shown to the doctor | 3 3 9=9 | - - -=-',
      'H3 Wrong patient chosen from a list | 4 3 12=12 | - - -=-',
      'H4 Allergy not shown to the prescriber | 5 5 Unacceptable=25 | - - -=-',
      'H5 Letter sent to an old address | 1 2 Acceptable=2 | - - -=-',
    ],
  },
  'severity and likelihood in one cell, severity first': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Initial S/L | Residual SxL
H1 | Wrong dose shown to the nurse | Rounding | 4 x 3 = 12 | 4 x 1 = 4
H2 | Alert not shown to the doctor | Server down | 2 x 5 = 10 | 2 x 1 = 2`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | 4 3 12=12 | 4 1 4=4',
      'H2 Alert not shown to the doctor | 2 5 10=10 | 2 1 2=2',
    ],
  },

  // --- What stands around a log, and within ----------------------------------------------------------------------------
  'section rows, headings again, totals, notes, a key and signatures': {
    of: workbook(
      sheet(`
Hazard log of a made-up system
Ref | Hazard | Cause | Harm | Severity | Likelihood | Risk | Owner
Prescribing
1 | Wrong dose shown to the nurse | Rounding | Overdose | Major | Medium | 3 | Dr A Example
2 | Alert not shown to the doctor | Server down | Delay | Minor | Low | 1 | Dr A Example
Ref | Hazard | Cause | Harm | Severity | Likelihood | Risk | Owner
Results
3 | Result filed under another patient | Same name | Delay | Considerable | Low | 2 | Dr A Example
Total | | | | | | 6 |
 | Total hazards | | | 3 | | 6 |
Average | 2 | | | | | 2

Key
1 | Minor | Minor injury of one patient | Short
2 | Significant | Minor injury of several patients | Longer
Very high | 3 | 4 | 4 | 5 | 5
High | 2 | 3 | 3 | 4 | 5
Medium | 2 | 2 | 3 | 3 | 4
Note: all ratings were agreed in the workshop.

Approved by | Dr A Example | Signature | | Date | 45000
Reviewed by | Dr B Example | Signature | A. B. | Date | 45001`),
    ),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
      '3 Result filed under another patient | Considerable Low 2=2 | - - -=-',
    ],
  },
  'a key with headings of its own beneath the log': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
2 | Alert not shown to the doctor | Server down | Minor | Low | 1

Score | Severity | Likelihood
1 | Minor | Very low
2 | Significant | Low
3 | Considerable | Medium`),
    ),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a key above the log': {
    of: workbook(
      sheet(`
Score | Severity | Likelihood | Risk
1 | Minor | Very low | Acceptable
2 | Significant | Low | Acceptable if justified
Ref | Hazard | Cause | Severity | Likelihood | Risk
1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
2 | Alert not shown to the doctor | Server down | Minor | Low | 1`),
    ),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a matrix and a key beside the log': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk | | | Minor | Significant | Considerable | Major | Catastrophic
1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3 | | Very high | 3 | 4 | 4 | 5 | 5
2 | Alert not shown to the doctor | Server down | Minor | Low | 1 | | High | 2 | 3 | 3 | 4 | 5
 | | | | | | | Medium | 2 | 2 | 3 | 3 | 4
 | | | | | | | Low | 1 | 2 | 2 | 3 | 4
 | | | | | | | Very low | 1 | 1 | 2 | 2 | 3`),
    ),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
    scheme: 'declared NHS-DCB-5x5',
  },
  'a matrix above a log whose columns nobody can map': {
    of: workbook(
      sheet(`
 | Minor | Significant | Considerable | Major | Catastrophic
Very high | 3 | 4 | 4 | 5 | 5
High | 2 | 3 | 3 | 4 | 5
Medium | 2 | 2 | 3 | 3 | 4
Low | 1 | 2 | 2 | 3 | 4
Very low | 1 | 1 | 2 | 2 | 3

Ref | Hazard | Severity | Likelihood | Severity | Likelihood | Severity | Likelihood
1 | Wrong dose shown to the nurse | Major | Medium | Major | Low | Major | Very low`),
    ),
    asks: /which the residual severity/u,
  },
  'rows that the template numbered in advance, with formulas': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk | Status
HAZ-11 | Wrong dose shown to the nurse | Rounding | Major | Medium | =IF(D2="","",1)-> 3 | Open
HAZ-12 | | | | | =IF(D3="","",1)-> | Open
HAZ-13 | | | | | =D4*E4-> 0 | Open
 | | | | | =D5*E5-> 0 | Open
 | | | | | =D6*E6-> #N/A |`),
    ),
    hazards: ['HAZ-11 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-'],
  },
  'an empty template': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk | Status
1 | | | | | | Open
2 | | | | | | Open`),
    ),
    nothing: /Only a number|empty/u,
  },
  'hazards without numbers, with names alike': {
    of: workbook(
      sheet(`
Hazard | Cause | Severity | Likelihood | Risk
Record of the wrong patient is opened in a tab | Same name | Major | Medium | 3
Record of the wrong patient is saved in a tab | Same name | Major | Low | 3
Delay | Server down | Minor | Low | 1`),
    ),
    hazards: [
      '- Record of the wrong patient is opened in a tab | Major Medium 3=3 | - - -=-',
      '- Record of the wrong patient is saved in a tab | Major Low 3=3 | - - -=-',
      '- Delay | Minor Low 1=1 | - - -=-',
    ],
  },
  'one hazard without its number among numbered ones': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
 | Alert not shown to the doctor | Server down | Minor | Low | 1
H7 | Result filed under another patient | Same name | Considerable | Low | 2`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '- Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
      'H7 Result filed under another patient | Considerable Low 2=2 | - - -=-',
    ],
  },
  'merged numbers over rows of controls': {
    of: workbook(
      sheet(
        `
Ref | Hazard | Cause | Control | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Range check | Major | Medium | 3
 | | | Second nurse checks | | |
 | | Wrong unit | Unit is shown | | |
H2 | Alert not shown to the doctor | Server down | Second server | Minor | Low | 1`,
        'Log',
        ['A2:A4', 'B2:B4', 'E2:E4', 'F2:F4', 'G2:G4'],
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'one number on two hazards': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H1 | Alert not shown to the doctor | Server down | Minor | Low | 1
H3 | Result filed under another patient | Same name | Considerable | Low | 2`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H1 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
      'H3 Result filed under another patient | Considerable Low 2=2 | - - -=-',
    ],
    errors: ['duplicate-id H1 A3'],
  },
  'one row a cause, each with its own rating': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H1 | Wrong dose shown to the nurse | Wrong unit | Major | Very low | 2
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1
H2 | Alert not shown to the doctor | Screen full | Minor | High | 2`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },

  // --- Several tables and sheets ---------------------------------------------------------------------------------------
  'several tables on one sheet': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3

Ref | Hazard | Likelihood | Severity | Risk
H2 | Alert not shown to the doctor | Low | Minor | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a sheet of hazards for each part, each numbered from 1': {
    of: workbook(
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3`,
        'Prescribing',
      ),
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
1 | Result filed under another patient | Same name | Considerable | Low | 2`,
        'Results',
      ),
    ),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '1 Result filed under another patient | Considerable Low 2=2 | - - -=-',
    ],
  },
  'a summary in front, controls behind': {
    of: workbook(
      sheet(
        `
Ref | Hazard | Initial risk | Residual risk
H1 | Wrong dose | 3 | 2
H2 | Alert missing | 1 | 1`,
        'Summary',
      ),
      sheet(
        `
Ref | Hazard | Cause | Initial severity | Initial likelihood | Initial risk | Residual severity | Residual likelihood | Residual risk
H1 | A wrong dose is shown to the nurse | Rounding | Major | Medium | 3 | Major | Very low | 2
H2 | An alert is not shown to the doctor | Server down | Minor | Low | 1 | Minor | Very low | 1`,
        'Detail',
      ),
      sheet(
        `
Hazard ID | Hazard | Control | Owner | Status
H1 | A wrong dose is shown to the nurse | Range check | Dr A Example | Done
H2 | An alert is not shown to the doctor | Second server | Dr A Example | Done`,
        'Controls',
      ),
    ),
    hazards: [
      'H1 A wrong dose is shown to the nurse | Major Medium 3=3 | Major Very low 2=2',
      'H2 An alert is not shown to the doctor | Minor Low 1=1 | Minor Very low 1=1',
    ],
  },
  'a dashboard with counts': {
    of: workbook(
      sheet(
        `
Hazard dashboard
Risk level | Initial | Residual
1 | 4 | 9
2 | 7 | 5
3 | 3 | 0
Total | 14 | 14

Row Labels | Count of Hazard | Sum of Risk
Open | 9 | 22
Closed | 5 | 8
Grand Total | 14 | 30`,
        'Dashboard',
      ),
    ),
    nothing: /./u,
  },
  'a lookup of all squares as a list': {
    of: workbook(
      sheet(
        `
Likelihood | Severity | Risk
Very low | Minor | 1
Very low | Significant | 1
Low | Minor | 1
Low | Major | 3`,
        'Lookup',
      ),
    ),
    nothing: /./u,
  },
  'a list of actions': {
    of: workbook(
      sheet(
        `
Action ID | Hazard | Action | Owner | Due date | Status
A1 | H1 | Add a range check | Dr A Example | 45000 | Open
A2 | H2 | Order a second server | Dr B Example | 45100 | Closed`,
        'Actions',
      ),
    ),
    nothing: /./u,
  },
  'a list of issues': {
    of: workbook(
      sheet(
        `
Issue ID | Title | Description | Severity | Priority | Status | Assigned to
101 | Button is grey | The button on the second page is grey | Minor | P3 | Open | A. Example
102 | Page is slow | The list takes ten seconds | Major | P2 | Closed | B. Example`,
        'Issues',
      ),
    ),
    nothing: /./u,
  },
  'a list of issues that asks whether each is a hazard': {
    of: workbook(
      sheet(
        `
Issue ID | Title | Is this a hazard? | Severity | Likelihood | Status
101 | Button is grey | N | Minor | Low | Open
102 | Dose is cut off | Y | Major | Low | Closed`,
        'Issues',
      ),
    ),
    asks: /./u,
  },
  'a log of tests': {
    of: workbook(
      sheet(
        `
Test ID | Test description | Expected result | Actual result | Severity | Status
T1 | Prescribe ten times the dose | Warning | Warning | Major | Pass
T2 | Stop the server | Message | Nothing | Minor | Fail`,
        'Tests',
      ),
    ),
    nothing: /./u,
  },
  'a register of project risks': {
    of: workbook(
      sheet(
        `
Risk ID | Risk description | Cause | Impact | Likelihood | Score | Mitigation | Owner | Status
R1 | Supplier is late | One supplier | 4 | 3 | 12 | Second supplier | A. Example | Open
R2 | Budget is cut | Election | 3 | 3 | 9 | Reserve | B. Example | Open`,
        'Risk register',
      ),
    ),
    asks: /hazard/u,
  },
  'a register of project risks with titles and descriptions': {
    of: workbook(
      sheet(
        `
ID | Title | Description | Severity | Likelihood | Rating | Mitigation | Owner
R1 | Supplier | Supplier is late | Major | Medium | 3 | Second supplier | A. Example
R2 | Budget | Budget is cut | Minor | Low | 1 | Reserve | B. Example`,
        'Project risks',
      ),
    ),
    asks: /hazard/u,
  },
  'a glossary': {
    of: workbook(
      sheet(
        `
Term | Definition
Hazard | A potential source of harm to a patient
Severity | How bad the harm is
Likelihood | How often the harm happens
Risk | Severity and likelihood together
Cause | What makes the hazard happen
Control | What lowers the risk`,
        'Glossary',
      ),
    ),
    nothing: /./u,
  },
  'hazards side by side, one column each': {
    of: workbook(
      sheet(
        `
Hazard ID | H1 | H2 | H3
Hazard | Wrong dose shown to the nurse | Alert not shown to the doctor | Result filed under another patient
Cause | Rounding | Server down | Same name
Severity | Major | Minor | Considerable
Likelihood | Medium | Low | Low
Risk | 3 | 1 | 2`,
        'Log',
      ),
    ),
    asks: /side by side|column/u,
  },
  'blocks of labels one beneath the other': {
    of: workbook(
      sheet(
        `
Hazard ID | H1
Hazard | Wrong dose shown to the nurse
Cause | Rounding
Severity | Major
Likelihood | Medium
Risk | 3

Hazard ID | H2
Hazard | Alert not shown to the doctor
Cause | Server down
Severity | Minor
Likelihood | Low
Risk | 1`,
        'Log',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a sheet a hazard, labels in four columns': {
    of: workbook(
      sheet(
        `
Hazard ID | H1 | Status | Open
Hazard | Wrong dose shown to the nurse | Owner | Dr A Example
Cause | Rounding | Harm | Overdose
Initial severity | Major | Initial likelihood | Medium
Initial risk | 3 | Residual risk | 2
Residual severity | Major | Residual likelihood | Very low`,
        'H1',
      ),
      sheet(
        `
Hazard ID | H2 | Status | Open
Hazard | Alert not shown to the doctor | Owner | Dr A Example
Cause | Server down | Harm | Delay
Initial severity | Minor | Initial likelihood | Low
Initial risk | 1 | Residual risk | 1
Residual severity | Minor | Residual likelihood | Very low`,
        'H2',
      ),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | Major Very low 2=2',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | Minor Very low 1=1',
    ],
  },

  // --- Files of text ---------------------------------------------------------------------------------------------------
  'CSV with semicolons and a title': {
    of: files([
      'log.csv',
      `
Hazard log;;;;;
Ref;Hazard;Cause;Severity;Likelihood;Risk
H1;Wrong dose shown to the nurse;Rounding, or units;Major;Medium;3
H2;Alert not shown to the doctor;Server down;Minor;Low;1`,
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'Markdown with a heading for each hazard': {
    of: files([
      'hazards.md',
      `
# Hazards

## Hazard 1: Wrong dose shown to the nurse

Cause: Rounding

Severity: Major

Likelihood: Medium

Risk: 3

## Hazard 2: Alert not shown to the doctor

- **Cause:** Server down
- **Severity:** Minor
- **Likelihood:** Low
- **Risk:** 1
`,
    ]),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'Markdown with the number alone in the heading': {
    of: files([
      'hazards.md',
      `
# Hazard log

## Hazard 1

**Hazard:** Wrong dose shown to the nurse
**Severity:** Major
**Likelihood:** Medium
**Risk:** 3

## Hazard 2

**Hazard:** Alert not shown to the doctor
**Severity:** Minor
**Likelihood:** Low
**Risk:** 1
`,
    ]),
    hazards: [
      '1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      '2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'Markdown with HAZ-001 alone in the heading': {
    of: files([
      'hazards.md',
      `
# Hazard log

### HAZ-001

- Description: Wrong dose shown to the nurse
- Severity: Major
- Likelihood: Medium

### HAZ-002

- Description: Alert not shown to the doctor
- Severity: Minor
- Likelihood: Low
`,
    ]),
    hazards: [
      'HAZ-001 Wrong dose shown to the nurse | Major Medium -=3 | - - -=-',
      'HAZ-002 Alert not shown to the doctor | Minor Low -=1 | - - -=-',
    ],
  },
  'an issue as GitHub exports it': {
    of: files([
      'issue-12.md',
      `
# Hazard: Wrong dose shown to the nurse

**Labels:** hazard, severity-4

### Possible causes

Rounding

### Initial severity

Major

### Initial likelihood

Medium

### Initial risk

3

### Residual severity

_No response_

### Residual likelihood

_No response_
`,
    ]),
    hazards: ['issue-12 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-'],
  },
  'YAML with other keys': {
    of: files([
      'hazards.yaml',
      `
hazards:
  - hazard_id: H1
    hazard_title: Wrong dose shown to the nurse
    root_causes: [Rounding, Wrong unit]
    initial_risk:
      severity: Major
      likelihood: Medium
      rating: 3
  - hazard_id: H2
    hazard_title: Alert not shown to the doctor
    root_causes: [Server down]
    initial_risk:
      severity: Minor
      likelihood: Low
      rating: 1
`,
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a JSON array': {
    of: files([
      'hazards.json',
      JSON.stringify([
        { id: 'H1', hazard: 'Wrong dose shown to the nurse', sev: 'Major', prob: 'Medium', risk: 3 },
        { id: 'H2', hazard: 'Alert not shown to the doctor', sev: 'Minor', prob: 'Low', risk: 1 },
      ]),
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'JSON with hazards by number': {
    of: files([
      'hazards.json',
      JSON.stringify({
        H1: { hazard: 'Wrong dose shown to the nurse', severity: 'Major', likelihood: 'Medium' },
        H2: { hazard: 'Alert not shown to the doctor', severity: 'Minor', likelihood: 'Low' },
      }),
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium -=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low -=1 | - - -=-',
    ],
  },
  'a glossary in Markdown': {
    of: files([
      'glossary.md',
      `
# Glossary

- **Hazard**: a potential source of harm to a patient
- **Severity**: how bad the harm is
- **Likelihood**: how often the harm happens
- **Cause**: what makes the hazard happen
- **Control**: what lowers the risk
`,
    ]),
    nothing: /./u,
  },
  'a page about hazards': {
    of: files([
      'README.md',
      `
# Clinical safety

We follow DCB0129. A hazard is a potential source of harm. Each hazard has a severity and a likelihood.

## Hazard identification

Hazards: we find them in workshops.

Severity: Major or Minor, as the plan says.

## Risk

Risk: the matrix gives it.
`,
    ]),
    nothing: /./u,
  },
  'a safety case report that speaks of hazards': {
    of: files([
      'cscr.md',
      `
# Clinical safety case report

## 1 Introduction

This report covers release 2 of a made-up system.

## 4 Risk analysis

Twelve hazards were found. The initial risk of H1 was 4, and its residual risk is 2.

## 5 Risk evaluation

| Level | Initial | Residual |
|---|---|---|
| 1 | 3 | 8 |
| 2 | 6 | 4 |
| 3 | 3 | 0 |

## 6 Risk control

Control: all controls are in the log.

## Hazard log

The hazard log is kept apart from this report.
`,
    ]),
    nothing: /./u,
  },
  'minutes of a hazard workshop': {
    of: files([
      'minutes.md',
      `
# Hazard workshop, 3 March

Present: Dr A Example, Dr B Example

Hazard: we talked about wrong doses and agreed to look at them again.

Action: Dr A Example to bring the list.

Owner: Dr B Example

## Any other business

None.
`,
    ]),
    nothing: /./u,
  },
  // --- More of the same, mixed -----------------------------------------------------------------------------------------
  'a list of hazards above their detail on one sheet': {
    of: workbook(
      sheet(`
Hazard ID | Hazard | Initial risk | Residual risk
H1 | Wrong dose shown | 3 | 2
H2 | Alert not shown | 1 | 1

Hazard ID | Hazard | Cause | Initial severity | Initial likelihood | Initial risk | Residual severity | Residual likelihood | Residual risk
H1 | A wrong dose is shown to the nurse | Rounding | Major | Medium | 3 | Major | Very low | 2
H2 | An alert is not shown to the doctor | Server down | Minor | Low | 1 | Minor | Very low | 1`),
    ),
    hazards: [
      'H1 A wrong dose is shown to the nurse | Major Medium 3=3 | Major Very low 2=2',
      'H2 An alert is not shown to the doctor | Minor Low 1=1 | Minor Very low 1=1',
    ],
  },
  'a list in front that says another risk': {
    of: workbook(
      sheet(
        `
Ref | Hazard | Risk
H1 | Wrong dose shown to the nurse | 4`,
        'List',
      ),
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3`,
        'Log',
      ),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-'],
    errors: ['rating-stated-twice H1 C2'],
  },
  'ratings on a sheet of their own': {
    of: workbook(
      sheet(
        `
Hazard ID | Severity | Likelihood | Risk
H1 | Major | Medium | 3`,
        'Ratings',
      ),
    ),
    asks: /no column is called a hazard/u,
  },
  'CSV with groups over blanks': {
    of: files([
      'log.csv',
      `
,,Initial risk,,,,Residual risk,,,
Ref,Hazard,Severity,Likelihood,Rating,Controls,Severity,Likelihood,Rating,Owner
H1,Wrong dose shown to the nurse,Major,High,4,Range check,Major,Low,3,Dr A Example
H2,Alert not shown to the doctor,Minor,High,2,Second server,Minor,Low,1,Dr A Example`,
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major High 4=4 | Major Low 3=3',
      'H2 Alert not shown to the doctor | Minor High 2=2 | Minor Low 1=1',
    ],
  },
  'CSV without headings': {
    of: files([
      'log.csv',
      `
H1,Wrong dose shown to the nurse,Rounding,Major,Medium,3
H2,Alert not shown to the doctor,Server down,Minor,Low,1`,
    ]),
    asks: /could not map/u,
  },
  'score and word for each of two ratings': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk score | Risk rating | Mitigation | Severity | Likelihood | Risk score | Risk rating
H1 | Wrong dose shown to the nurse | Major | High | 4 | Mandatory to reduce | Range check | Major | Low | 3 | Undesirable`),
    ),
    hazards: ['H1 Wrong dose shown to the nurse | Major High 4=4 | Major Low 3=3'],
  },
  'numbers on the axes, and the risks of the NHS matrix': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | 4 | 2 | 3
H2 | Alert not shown to the doctor | 1 | 4 | 2
H3 | Wrong patient chosen from a list | 5 | 1 | 3
H4 | Allergy not shown to the prescriber | 3 | 3 | `),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor High 2=2 | - - -=-',
      'H3 Wrong patient chosen from a list | Catastrophic Very low 3=3 | - - -=-',
      'H4 Allergy not shown to the prescriber | Considerable Medium -=3 | - - -=-',
    ],
    scheme: 'recognised NHS-DCB-5x5',
  },
  'products with a slip in one of them': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Low | 8
H2 | Alert not shown to the doctor | Minor | High | 4
H3 | Wrong patient chosen from a list | Catastrophic | Medium | 15
H4 | Allergy not shown to the prescriber | Considerable | Medium | 12`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low 8=8 | - - -=-',
      'H2 Alert not shown to the doctor | Minor High 4=4 | - - -=-',
      'H3 Wrong patient chosen from a list | Catastrophic Medium 15=15 | - - -=-',
      'H4 Allergy not shown to the prescriber | Considerable Medium 12=9 | - - -=-',
    ],
    errors: ['rating-contradicts-matrix H4 E5'],
    scheme: 'recognised product-25',
  },
  'the NHS matrix in the file, and products in the log': {
    of: workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Major | Low | 8
H2 | Alert not shown to the doctor | Minor | High | 4
H3 | Wrong patient chosen from a list | Catastrophic | Medium | 15
H4 | Allergy not shown to the prescriber | Considerable | Medium | 9`),
      sheet(NHS_MATRIX, 'Matrix'),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Low 8=8 | - - -=-',
      'H2 Alert not shown to the doctor | Minor High 4=4 | - - -=-',
      'H3 Wrong patient chosen from a list | Catastrophic Medium 15=15 | - - -=-',
      'H4 Allergy not shown to the prescriber | Considerable Medium 9=9 | - - -=-',
    ],
    scheme: 'recognised product-25',
  },
  'not rated yet': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | TBC | TBC | TBC
H2 | Alert not shown to the doctor | Server down | | |`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | - - -=- | - - -=-',
      'H2 Alert not shown to the doctor | - - -=- | - - -=-',
    ],
  },
  'a note in the column of hazards': {
    of: workbook(
      sheet(`
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
 | See also the minutes of the workshop in March | | | |
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1`),
    ),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ],
  },
  'a general risk assessment: who might be harmed': {
    of: workbook(
      sheet(`
Hazard | Who might be harmed | Existing controls | Likelihood | Severity | Risk rating | Further action | By whom
Trailing cable on the ward | Staff and patients | Tape | 2 | 3 | 6 | Move the socket | Estates
Wet floor at the entrance | Visitors | Mat | 3 | 2 | 6 | Second mat | Estates`),
    ),
    hazards: ['- Trailing cable on the ward | 3 2 6=6 | - - -=-', '- Wet floor at the entrance | 2 3 6=6 | - - -=-'],
  },
  'a log of incidents': {
    of: workbook(
      sheet(
        `
Incident ID | Date | Summary | Harm | Severity | Status
I1 | 45000 | Nurse saw the wrong dose | None | Minor | Closed
I2 | 45001 | Alert was late | Delay | Minor | Open`,
        'Incidents',
      ),
    ),
    asks: /no column is called a hazard/u,
  },
  'history, contents and lists of values': {
    of: workbook(
      sheet(
        `
Version | Date | Author | Summary of changes
0.1 | 45000 | Dr A Example | First draft of the hazard log
0.2 | 45010 | Dr A Example | Ratings after the workshop`,
        'Version history',
      ),
      sheet(
        `
Severity | Likelihood | Status | Type
Minor | Very low | Open | Design
Significant | Low | Closed | Test
Considerable | Medium | Transferred | Training
Major | High | |
Catastrophic | Very high | |`,
        'Lists',
      ),
    ),
    nothing: /./u,
  },
  'definitions of severity and of likelihood': {
    of: workbook(
      sheet(
        `
Severity | Interpretation | Number of patients affected
Catastrophic | Death or permanent harm | Multiple
Major | Death or permanent harm | Single
Major | Severe injury with recovery | Multiple

Likelihood | Interpretation
Very high | Certain or almost certain
High | Not certain but very possible`,
        'Hazard definitions',
      ),
    ),
    nothing: /./u,
  },
  'Markdown with a table for each hazard, in four columns': {
    of: files([
      'log.md',
      `
# Hazard log

## H1: Wrong dose shown to the nurse

| Cause | Rounding | Owner | Dr A Example |
|---|---|---|---|
| Initial severity | Major | Initial likelihood | High |
| Initial risk | 4 | Status | Open |
| Residual severity | Major | Residual likelihood | Low |
| Residual risk | 3 | Harm | Overdose |

## H2: Alert not shown to the doctor

| Cause | Server down | Owner | Dr A Example |
|---|---|---|---|
| Initial severity | Minor | Initial likelihood | High |
| Initial risk | 2 | Status | Open |
| Residual severity | Minor | Residual likelihood | Low |
| Residual risk | 1 | Harm | Delay |
`,
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | Major High 4=4 | Major Low 3=3',
      'H2 Alert not shown to the doctor | Minor High 2=2 | Minor Low 1=1',
    ],
  },
  'Markdown: a table of hazards, and a section for each': {
    of: files([
      'log.md',
      `
# Hazard log

| ID | Hazard | Residual risk |
|---|---|---|
| H1 | Wrong dose | 3 |
| H2 | Alert missing | 1 |

## H1: Wrong dose shown to the nurse

- Cause: Rounding
- Residual severity: Major
- Residual likelihood: Low
- Residual risk: 3

## H2: Alert not shown to the doctor

- Cause: Server down
- Residual severity: Minor
- Residual likelihood: Low
- Residual risk: 1
`,
    ]),
    hazards: [
      'H1 Wrong dose shown to the nurse | - - -=- | Major Low 3=3',
      'H2 Alert not shown to the doctor | - - -=- | Minor Low 1=1',
    ],
  },
  'a register of other risks in Markdown': {
    of: files([
      'risks.md',
      `
# Project risks

| ID | Risk | Likelihood | Impact | Mitigation |
|---|---|---|---|---|
| R1 | The supplier delivers late | Medium | High | Second supplier |
| R2 | The budget is cut by half | Low | High | Reserve |
`,
    ]),
    asks: /./u,
  },
  'a list of incidents in JSON': {
    of: files([
      'incidents.json',
      JSON.stringify([
        { id: 1, title: 'Late alert', priority: 'High', status: 'open' },
        { id: 2, title: 'Grey button', priority: 'Low', status: 'closed' },
      ]),
    ]),
    nothing: /./u,
  },
  'a made-up workflow of a pipeline in YAML': {
    of: files([
      'ci.yml',
      `
name: check
on: [push]
jobs:
  test:
    runs-on: example
    steps:
      - name: Get the code
        uses: example/checkout
      - name: Test
        run: npm test
`,
    ]),
    nothing: /./u,
  },
};

describe('shapes of hazard logs', () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    test(name, async () => {
      const report = reportOn(await shape.of);
      const said = {
        hazards: report.hazards.map(line),
        errors: errorsOf(report),
        questions: report.questions.map((question) => question.text),
      };
      const context = `${JSON.stringify(said, null, 1)}\n${reasons(report).join('\n')}\n${report.scheme.origin}: ${report.scheme.how}`;
      assert.deepEqual(said.hazards, shape.hazards ?? [], context);
      assert.deepEqual(said.errors, shape.errors ?? [], context);
      if (shape.asks) assert.match(said.questions.join('\n'), shape.asks, context);
      else assert.deepEqual(said.questions, [], context);
      if (shape.nothing) assert.match(reasons(report).join('\n'), shape.nothing, context);
      if (shape.scheme !== undefined)
        assert.equal(`${report.scheme.origin} ${report.scheme.scheme?.id ?? 'none'}`, shape.scheme, context);
    });
  }
});

describe('a log that somebody has changed', () => {
  const HEADINGS = [
    'Ref',
    'Hazard',
    'Cause',
    'Initial severity',
    'Initial likelihood',
    'Initial risk',
    'Control',
    'Residual severity',
    'Residual likelihood',
    'Residual risk',
    'Owner',
    'Status',
  ];
  const ROWS = [
    'H1 | Wrong dose shown to the nurse | Rounding | Major | High | 4 | Range check | Major | Low | 3 | Dr A Example | Open',
    'H2 | Alert not shown to the doctor | Server down | Minor | High | 2 | Second server | Minor | Low | 1 | Dr B Example | Open',
    'H3 | Wrong patient chosen from a list | Same name | Catastrophic | Medium | 4 | Photo | Catastrophic | Very low | 3 | Dr A Example | Open',
    'H4 | Allergy not shown to the prescriber | Old data | Considerable | Very high | 4 | Refresh | Considerable | Low | 2 | Dr B Example | Closed',
    'H5 | Letter sent to an old address | Old data | Significant | High | 3 | Daily check | Significant | Medium | 2 | Dr A Example | Open',
  ].map((row) => row.split(' | '));
  const TRUTH = new Map(
    ROWS.map((row) => [row[0]!, { name: row[1]!, initial: Number(row[5]), residual: Number(row[9]) }]),
  );
  const NOISE = [
    'Example Trust',
    'Prescribing',
    'Total | | 5 | | | 17',
    '1 | Minor | Minor injury | | | ',
    'Approved by | Dr A Example | Signature | | Date | 45000',
    'Very high | 3 | 4 | 4 | 5 | 5',
    'Note: as agreed in the workshop',
    'H9 | | | | | ',
    '',
  ];

  const change = fc.record({
    order: fc.shuffledSubarray(
      HEADINGS.map((_, index) => index),
      { minLength: HEADINGS.length },
    ),
    dropped: fc.subarray([2, 5, 6, 9, 10, 11]),
    renamed: fc.subarray([3, 4, 5, 7, 8, 9, 10]),
    noise: fc.array(fc.tuple(fc.nat(ROWS.length), fc.constantFrom(...NOISE)), { maxLength: 5 }),
  });

  test('gives the ratings that stand there or none, no hazard that is none, and no error', () => {
    let taken = 0;
    fc.assert(
      fc.property(change, ({ order, dropped, renamed, noise }) => {
        const kept = order.filter((index) => !dropped.includes(index));
        const headings = kept.map((index) => (renamed.includes(index) ? `Qx ${index}` : HEADINGS[index]));
        const lines = ROWS.map((row) => kept.map((index) => row[index]).join(' | '));
        const body = lines.flatMap((text, at) => [
          text,
          ...noise.filter(([where]) => where === at + 1).map(([, one]) => one),
        ]);
        const above = noise.filter(([where]) => where === 0).map(([, one]) => one);
        const report = reportOn(workbook(sheet(['', ...above, headings.join(' | '), ...body].join('\n'))));
        for (const hazard of report.hazards) {
          const truth = TRUTH.get(hazard.ref ?? '');
          assert.equal(hazard.name, truth?.name);
          assert.ok([null, truth!.initial].includes(hazard.initial.computed as number | null), line(hazard));
          assert.ok([null, truth!.residual].includes(hazard.residual.computed as number | null), line(hazard));
        }
        assert.ok([0, ROWS.length].includes(report.hazards.length), `${report.hazards.length} hazards`);
        assert.ok(report.hazards.length > 0 || report.questions.length > 0, 'nothing taken, and nothing asked');
        assert.deepEqual(
          errorsOf(report).filter((error) => !error.startsWith('residual-unacceptable')),
          [],
        );
        if (report.hazards.length > 0) taken++;
      }),
      // Always the same changes: a rare one that nobody can tell from a hazard must not fail somebody else's work.
      { numRuns: 800, seed: 2_026 },
    );
    assert.ok(taken > 50, `only ${taken} were taken at all`);
  });
});

describe('what a person says of the columns', () => {
  const foreign = workbook(
    sheet(
      `
N\u00b0 | Danger | Cause | Gravit\u00e9 | Fr\u00e9quence | Risque
D1 | Mauvaise dose affich\u00e9e \u00e0 l'infirmi\u00e8re | Arrondi | Major | Medium | 3
D2 | Alerte non affich\u00e9e au m\u00e9decin | Serveur en panne | Minor | Low | 1`,
      'Feuil1',
    ),
  );
  const read = [
    "D1 Mauvaise dose affich\u00e9e \u00e0 l'infirmi\u00e8re | Major Medium 3=3 | - - -=-",
    'D2 Alerte non affich\u00e9e au m\u00e9decin | Minor Low 1=1 | - - -=-',
  ];

  test('by heading, as on the command line', () => {
    const mapping = [
      { column: 'N\u00b0', meaning: 'ref' },
      { column: 'Danger', meaning: 'hazard' },
      { column: 'gravit\u00e9', meaning: 'severity' },
      { column: 'Fr\u00e9quence', meaning: 'Initial likelihood' },
      { column: 'Risque', meaning: 'initial-risk' },
    ];
    const report = reportOn(foreign, { mapping });
    assert.deepEqual(report.hazards.map(line), read);
    assert.deepEqual(report.questions, []);
  });

  test('by letter, as on the command line', () => {
    const mapping = [...'ABCDEF'].map((column, index) => ({
      column,
      meaning: ['ref', 'hazard', 'cause', 'initial-severity', 'initial-likelihood', 'initial-risk'][index]!,
    }));
    assert.deepEqual(reportOn(foreign, { mapping }).hazards.map(line), read);
  });

  /** Every column of every table in question, said by its letter and with the key of its table, as the page sends it. */
  function answered(material: Material, meanings: Readonly<Record<string, string>>) {
    const asked = reportOn(material);
    const mapping = asked.questions.flatMap(({ table }) =>
      (table?.columns ?? []).map((column) => ({
        column: column.letter,
        meaning: meanings[column.letter] ?? 'extra',
        table: tableKey(table!),
      })),
    );
    assert.ok(mapping.length > 0, 'nothing was asked');
    return reportOn(material, { mapping });
  }

  test('every column of the table, as the page sends it', () => {
    const report = answered(foreign, {
      A: 'ref',
      B: 'hazard',
      C: 'cause',
      D: 'initial-severity',
      E: 'initial-likelihood',
      F: 'initial-risk',
    });
    assert.deepEqual(report.hazards.map(line), read);
    assert.deepEqual(report.questions, []);
  });

  test('a table without headings keeps its first row', () => {
    const bare = workbook(
      sheet(`
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1`),
    );
    const words = {
      A: 'ref',
      B: 'hazard',
      C: 'cause',
      D: 'initial-severity',
      E: 'initial-likelihood',
      F: 'initial-risk',
    };
    const expected = [
      'H1 Wrong dose shown to the nurse | Major Medium 3=3 | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ];
    assert.deepEqual(answered(bare, words).hazards.map(line), expected);
    const letters = Object.entries(words).map(([column, meaning]) => ({ column, meaning }));
    assert.deepEqual(reportOn(bare, { mapping: letters }).hazards.map(line), expected);
  });

  test('three ratings: which is which, and the third is left out', () => {
    const material = workbook(
      sheet(`
Ref | Hazard | Severity | Likelihood | Severity | Likelihood | Severity | Likelihood
H1 | Wrong dose shown to the nurse | Major | High | Major | Medium | Major | Low`),
    );
    const report = answered(material, {
      A: 'ref',
      B: 'hazard',
      C: 'initial-severity',
      D: 'initial-likelihood',
      G: 'residual-severity',
      H: 'residual-likelihood',
    });
    assert.deepEqual(report.hazards.map(line), ['H1 Wrong dose shown to the nurse | Major High -=4 | Major Low -=3']);
    assert.deepEqual(report.questions, []);
  });

  test('current and target: the residual one is said, the other left out', () => {
    const material = workbook(
      sheet(`
Ref | Hazard | Initial severity | Initial likelihood | Current severity | Current likelihood | Target severity | Target likelihood
H1 | Wrong dose shown to the nurse | Major | High | Major | Medium | Major | Low`),
    );
    const report = answered(material, {
      A: 'ref',
      B: 'hazard',
      C: 'initial-severity',
      D: 'initial-likelihood',
      E: 'residual-severity',
      F: 'residual-likelihood',
    });
    assert.deepEqual(report.hazards.map(line), [
      'H1 Wrong dose shown to the nurse | Major High -=4 | Major Medium -=3',
    ]);
    assert.deepEqual(report.questions, []);
  });

  test('FMEA: the likelihood is said, and nothing is computed by a scale that nobody declared', () => {
    const material = workbook(
      sheet(`
ID | Hazard | Effect | Severity | Occurrence | Detection | RPN
F1 | Wrong dose shown to the nurse | Overdose | 8 | 3 | 4 | 96
F2 | Alert not shown to the doctor | Delay | 4 | 2 | 3 | 24`),
    );
    const report = answered(material, {
      A: 'ref',
      B: 'hazard',
      C: 'effect',
      D: 'initial-severity',
      E: 'initial-likelihood',
    });
    assert.deepEqual(report.hazards.map(line), [
      'F1 Wrong dose shown to the nurse | 8 3 -=- | - - -=-',
      'F2 Alert not shown to the doctor | 4 2 -=- | - - -=-',
    ]);
  });

  test('a register of risks that is a hazard log after all', () => {
    const material = workbook(
      sheet(
        `
ID | Risk description | Severity | Likelihood | Rating
R1 | The wrong dose is shown to the nurse | Major | Medium | 3`,
        'Register',
      ),
    );
    const report = answered(material, {
      A: 'ref',
      B: 'hazard',
      C: 'initial-severity',
      D: 'initial-likelihood',
      E: 'initial-risk',
    });
    assert.deepEqual(report.hazards.map(line), [
      'R1 The wrong dose is shown to the nurse | Major Medium 3=3 | - - -=-',
    ]);
    assert.deepEqual(report.questions, []);
  });

  test('a word on one table is not taken for another', () => {
    const two = workbook(
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
H1 | Wrong dose shown to the nurse | Rounding | Major | Medium | 3`,
        'A',
      ),
      sheet(
        `
Ref | Hazard | Cause | Severity | Likelihood | Risk
H2 | Alert not shown to the doctor | Server down | Minor | Low | 1`,
        'B',
      ),
    );
    const [first] = reportOn(two).tables;
    const report = reportOn(two, {
      mapping: [
        { column: 'D', meaning: 'extra', table: tableKey(first!) },
        { column: 'E', meaning: 'extra', table: tableKey(first!) },
      ],
    });
    assert.deepEqual(report.hazards.map(line), [
      'H1 Wrong dose shown to the nurse | - - 3=- | - - -=-',
      'H2 Alert not shown to the doctor | Minor Low 1=1 | - - -=-',
    ]);
  });
});
