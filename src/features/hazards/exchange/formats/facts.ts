import { PHASES, type Phase } from '../../domain.ts';
import { PATIENTS, type HarmClass } from '../../domain/severity.ts';
import type { DocumentHazard, DocumentRating, LogDocument } from '../document.ts';
import type { Value } from './columns.ts';
import { codeOf, HARM, RATED } from './words.ts';

/*
 * What is known of each rating besides itself: who gave it, when, in which scheme. It stands on a sheet of its own, since
 * nobody edits it: the sheet of the log would be forty columns wider.
 */

export const FACT_HEADINGS = [
  'Hazard number',
  'What',
  'Given by',
  'Given on',
  'Severity',
  'Likelihood',
  'Risk looked up',
  'Risk stated in the file taken in',
  'Class of harm',
  'Patients',
  'Scheme',
  'Counts',
] as const;
export const FACT_WIDTHS = [12, 18, 28, 12, 16, 16, 12, 14, 28, 12, 24, 16];

const ACCEPTANCE = 'Acceptance';
const BENEFIT = 'Benefit and risk';
const PROVISIONAL = 'provisional';

export function factRows({ hazards }: Pick<LogDocument, 'hazards'>): Value[][] {
  // Without a number there is nothing to find them again by.
  return hazards
    .filter(({ id }) => id !== null)
    .flatMap((hazard) => [
      ...PHASES.flatMap((phase): Value[][] => {
        const rating = hazard[phase];
        if (!rating) return [];
        const { giver, day, severity, likelihood, computed, stated, harmClass, patients, scheme, provisional } = rating;
        return [
          [
            hazard.id,
            RATED[phase],
            giver,
            day,
            severity,
            likelihood,
            computed,
            stated,
            harmClass,
            patients,
            scheme,
            provisional ? PROVISIONAL : null,
          ],
        ];
      }),
      ...judgementRow(hazard, ACCEPTANCE, hazard.acceptance),
      ...judgementRow(hazard, BENEFIT, hazard.benefitRisk),
    ]);
}

function judgementRow({ id }: DocumentHazard, what: string, judgement: DocumentHazard['acceptance']): Value[][] {
  return judgement ? [[id, what, judgement.giver, judgement.day, ...FACT_HEADINGS.slice(4).map(() => null)]] : [];
}

/** What the sheet says, by hazard and what it is of. */
export type Facts = ReadonlyMap<string, readonly (string | null)[]>;

export function factsIn(rows: readonly (readonly (string | null)[])[]): Facts {
  return new Map(rows.map((cells) => [`${cells[0]} ${cells[1]}`, cells]));
}

type Told = Omit<DocumentRating, 'severity' | 'likelihood' | 'justification' | 'reliesOn'>;

const UNTOLD: Told = {
  computed: null,
  stated: null,
  giver: null,
  day: null,
  harmClass: null,
  patients: null,
  scheme: null,
  provisional: false,
};

/**
 * What is told of a rating. Of one that was changed in the file nothing is: it is another rating, and nobody's yet.
 * @param risk what stands beside it in the log
 */
export function toldOf(
  facts: Facts,
  id: string | null,
  phase: Phase,
  { severity, likelihood }: Pick<DocumentRating, 'severity' | 'likelihood'>,
  risk: string | null,
): Told {
  const found = id === null ? undefined : facts.get(`${id} ${RATED[phase]}`);
  if (!found) return { ...UNTOLD, stated: risk };
  const [, , giver, day, wasSeverity, wasLikelihood, computed, stated, harmClass, patients, scheme, counts] = found;
  if ((wasSeverity ?? null) !== severity || (wasLikelihood ?? null) !== likelihood) return UNTOLD;
  return {
    giver: giver ?? null,
    day: dayIn(day),
    computed: computed ?? null,
    stated: stated ?? null,
    harmClass: classIn(harmClass),
    patients: PATIENTS.find((one) => one === patients) ?? null,
    scheme: scheme ?? null,
    provisional: counts === PROVISIONAL,
  };
}

export function judgementIn(
  facts: Facts,
  id: string | null,
  what: 'acceptance' | 'benefitRisk',
  text: string | null,
): DocumentHazard['acceptance'] {
  if (text === null) return null;
  const found = facts.get(`${id} ${what === 'acceptance' ? ACCEPTANCE : BENEFIT}`);
  return { text, giver: found?.[2] ?? null, day: dayIn(found?.[3]) };
}

function classIn(text: string | null | undefined): HarmClass | null {
  return codeOf(HARM, text ?? '') ?? null;
}

/** A day as it was written; a spreadsheet that made a date of it gives the same day. */
function dayIn(text: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/u.exec(text ?? '')?.[0] ?? null;
}
