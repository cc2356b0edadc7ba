/*
 * How bad a harm is, in two answers: what could happen, and to one patient or to several. From them the severity of the NHS
 * 5 by 5 follows. Own words; source: NHS hazard log template v3.6, sheet Risk Matrix (read 22 November 2026). Pure.
 */

/** From least to worst. */
export const HARM_CLASSES = ['minor', 'recovers', 'lasting', 'severe', 'death'] as const;
export type HarmClass = (typeof HARM_CLASSES)[number];

export const HARM_CLASS_WORDS: Readonly<Record<HarmClass, string>> = {
  minor: 'Nothing that matters',
  recovers: 'A minor injury that heals soon, a minor upset, or inconvenience',
  lasting: 'A minor injury that does not heal soon, or significant psychological trauma',
  severe: 'A severe injury or incapacity that heals soon, or severe psychological trauma',
  death: 'Death, or a severe injury or incapacity that does not heal soon or changes a life for good',
};

export const PATIENTS = ['single', 'multiple'] as const;
export type Patients = (typeof PATIENTS)[number];

export interface HarmKind {
  readonly class: HarmClass;
  readonly patients: Patients;
}

const SEVERITIES = ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic'] as const;

/**
 * The severity in the words of the NHS 5 by 5. One patient's death is Major: Catastrophic is the death of several. Several
 * patients raise each class by one step; what does not matter stays minor.
 */
export function severityOf({ class: of, patients }: HarmKind): (typeof SEVERITIES)[number] {
  const place = HARM_CLASSES.indexOf(of);
  if (place === 0) return 'Minor';
  return SEVERITIES[patients === 'multiple' ? place : place - 1]!;
}

/** A kind of harm as one word of a form: "severe-single". */
export type HarmCode = `${HarmClass}-${Patients}`;
export const HARM_CODES = HARM_CLASSES.flatMap((of) =>
  PATIENTS.map((patients) => `${of}-${patients}` as const),
) as readonly HarmCode[];

export function harmKindIn(code: HarmCode): HarmKind {
  const [of, patients] = code.split('-') as [HarmClass, Patients];
  return { class: of, patients };
}

export function harmCode(kind: HarmKind): HarmCode {
  return `${kind.class}-${kind.patients}`;
}

const PATIENT_WORDS: Readonly<Record<Patients, string>> = { single: 'one patient', multiple: 'several patients' };

/** "Severe injury ..., one patient (Considerable)". */
export function sayHarmKind(kind: HarmKind): string {
  return `${HARM_CLASS_WORDS[kind.class]}: ${PATIENT_WORDS[kind.patients]} (${severityOf(kind)})`;
}
