import type { Association, Concern, Involvement, PhysicalHarm, PsychologicalHarm, Sort } from '../../domain.ts';
import { notAllowedIn, type ReportSource } from './source.ts';

/*
 * An incident in the words of LFPSE (Learn from patient safety events), taxonomy version 5. The codes are those of the data file
 * `standards/lfpse`; how a request is built from them was not checked, and everything that is made here says so.
 *
 * The codes of harm run backwards: of physical harm, 5 is none and 1 is fatal. They are names, and are never compared.
 */

/** The code lists, as the data file has them. */
export interface LfpseTaxonomy {
  readonly version: string;
  /** "2023-01" */
  readonly asOf: string;
  readonly checked: string;
  readonly base: string;
  readonly structure: { readonly verified: boolean; readonly says: string };
  readonly codeSystems: Readonly<Record<string, CodeSystem>>;
}

export interface CodeSystem {
  readonly name: string;
  readonly codes: readonly { readonly code: string; readonly display: string }[];
}

const PHYSICAL: Readonly<Record<PhysicalHarm, string>> = {
  none: '5',
  low: '4',
  moderate: '3',
  severe: '2',
  fatal: '1',
};
const PSYCHOLOGICAL: Readonly<Record<PsychologicalHarm, string>> = { none: '4', low: '3', moderate: '2', severe: '1' };

export const PHYSICAL_LIST = 'level-of-physical-harm-5';
export const PSYCHOLOGICAL_LIST = 'level-of-psychological-harm-5';

export function physicalCode(harm: PhysicalHarm): string {
  return PHYSICAL[harm];
}

export function psychologicalCode(harm: PsychologicalHarm): string {
  return PSYCHOLOGICAL[harm];
}

const ASSOCIATION: Readonly<Record<Association, string>> = {
  caused: '6',
  probably: '5',
  possibly: '4',
  'not related': '3',
  unknown: '2',
};
const CONCERN: Readonly<Record<Concern, string>> = { very: '5', fairly: '4', 'not very': '3', 'not at all': '1' };
const INVOLVEMENT: Readonly<Record<Involvement, string>> = {
  'wrong system used': '1',
  'used otherwise than designed': '2',
  'not used when it should have been': '3',
  faulty: '4',
  'not fit for purpose': '5',
  other: '6',
  unknown: '7',
};

/** Our words beside the codes of a list, for each list whose words an incident keeps. */
export const WORDS_AND_CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [PHYSICAL_LIST]: PHYSICAL,
  [PSYCHOLOGICAL_LIST]: PSYCHOLOGICAL,
  'strength-of-association-5': ASSOCIATION,
  'worry-scale-5': CONCERN,
  'it-systems-and-software-involved-5': INVOLVEMENT,
};

/** Our word for a code of one of these lists; null for what is no code of it. */
export function wordOf(list: string, code: string): string | null {
  return Object.entries(WORDS_AND_CODES[list] ?? {}).find(([, one]) => one === code)?.[0] ?? null;
}

/** What an incident says in words that are codes of a list, and where that stands: the extension and its element. */
export function codedOf({ incident }: ReportSource): readonly {
  readonly list: string;
  readonly extension: string;
  readonly element: string;
  readonly code: string;
}[] {
  const { sort, concern, involved } = incident;
  return [
    ...(sort === 'good care' || concern === null
      ? []
      : [
          {
            list: 'worry-scale-5',
            extension: 'adverse-event-classification-5',
            element: 'LevelOfConcern',
            code: CONCERN[concern],
          },
        ]),
    ...(sort === 'incident' || sort === 'near miss'
      ? involved.map((one) => ({
          list: 'it-systems-and-software-involved-5',
          extension: 'adverse-event-problem-it-systems-5',
          element: 'ITSystemsInvolvementFactors',
          code: INVOLVEMENT[one],
        }))
      : []),
  ];
}

export function associationCode(association: Association): string {
  return ASSOCIATION[association];
}

/** The four types of event. The taxonomy has no codes for them; a near miss is an incident without harm. */
export const EVENT_TYPES: Readonly<Record<Sort, string>> = {
  incident: 'Incident',
  'near miss': 'Incident',
  risk: 'Risk',
  'good care': 'Good care',
  outcome: 'Outcome',
};

const GRADED: readonly Sort[] = ['incident', 'near miss', 'outcome'];
const HAPPENED: readonly Sort[] = ['incident', 'near miss', 'outcome', 'good care'];
const ALL: readonly Sort[] = ['incident', 'near miss', 'risk', 'good care', 'outcome'];

/** What an incident does not say, and whoever reports it has to: a choice from a code list. Nothing of a patient is among it. */
export interface Question {
  readonly key: QuestionKey;
  readonly asks: string;
  readonly list: string;
  /** Where the answer stands: the extension and its element. */
  readonly extension: string;
  readonly element: string;
  /** The taxonomy demands it where its part is sent at all. */
  readonly must: boolean;
  readonly of: readonly Sort[];
}

export const QUESTION_KEYS = ['process', 'challenge', 'location', 'imminent', 'timeframe', 'sharing'] as const;
export type QuestionKey = (typeof QUESTION_KEYS)[number];

export const QUESTIONS: readonly Question[] = [
  {
    key: 'process',
    asks: 'What was being done when it happened?',
    list: 'healthcare-process-5',
    extension: 'adverse-event-process-5',
    element: 'Process',
    must: true,
    of: ['incident', 'near miss'],
  },
  {
    key: 'challenge',
    asks: 'Did it involve one of these safety challenges?',
    list: 'safety-challenges-5',
    extension: 'adverse-event-safety-challenges-5',
    element: 'SafetyChallenges',
    must: true,
    of: ['incident', 'near miss'],
  },
  {
    key: 'location',
    asks: 'In whose organisation did it happen?',
    list: 'location-5',
    extension: 'location-details-5',
    element: 'LocationKnown',
    must: false,
    of: HAPPENED,
  },
  {
    key: 'imminent',
    asks: 'Is death or severe harm imminent?',
    list: 'yes-no-unknown-codes-5',
    extension: 'adverse-event-risk-details-5',
    element: 'RiskImminent',
    must: true,
    of: ['risk'],
  },
  {
    key: 'timeframe',
    asks: 'Within what time is the risk most likely to do harm?',
    list: 'risk-timeframes-5',
    extension: 'adverse-event-risk-details-5',
    element: 'RiskTimeframe',
    must: false,
    of: ['risk'],
  },
  {
    key: 'sharing',
    asks: 'Do you opt out of this record being shared?',
    list: 'yes-no-unknown-codes-5',
    extension: 'adverse-event-reference-metadata-5',
    element: 'DataSharingOptOut',
    must: true,
    of: ALL,
  },
];

/** What was chosen for each question: a code of its list. */
export type Answers = Readonly<Partial<Record<QuestionKey, string>>>;

/** The questions that this sort of event raises. */
export function questionsOf(sort: Sort): readonly Question[] {
  return QUESTIONS.filter(({ of }) => of.includes(sort));
}

/** The codes that can be chosen: whether sharing is opted out of is yes or no, for the taxonomy has no third there. */
export function choicesOf({ key, list }: Question, taxonomy: LfpseTaxonomy): CodeSystem['codes'] {
  const codes = taxonomy.codeSystems[list]?.codes ?? [];
  return key === 'sharing' ? codes.filter(({ code }) => code !== 'u') : codes;
}

/** Answers without what is no choice of theirs: a code that the taxonomy does not have never leaves. */
export function validAnswers(given: Answers, sort: Sort, taxonomy: LfpseTaxonomy): Answers {
  return Object.fromEntries(
    questionsOf(sort).flatMap((question) => {
      const code = given[question.key];
      const known = choicesOf(question, taxonomy).some((one) => one.code === code);
      return known ? [[question.key, code]] : [];
    }),
  );
}

/** A part of the file: what is known stands in it, and nothing else. */
type Part = { [key: string]: string | number | boolean | Part | readonly Part[] | readonly string[] };

export interface LfpseExport {
  /** The file, as it would be sent. */
  readonly resource: Part;
  /** What LFPSE asks and nobody said, as sentences. */
  readonly missing: readonly string[];
  /** What has to be taken out first. */
  readonly notAllowed: readonly string[];
}

/** The code of the agent "IT Systems or Software", and of the theme of a risk "Information Technology or transfer of information". */
export const IT_AGENT = '9';
export const IT_THEME = '6';

/** An incident as LFPSE's own profile of a FHIR AdverseEvent, as far as its taxonomy says how. */
export function lfpseOf(source: ReportSource, given: Answers, taxonomy: LfpseTaxonomy): LfpseExport {
  const { incident } = source;
  const answers = validAnswers(given, incident.sort, taxonomy);
  const groups = new Map<string, Part[]>();
  const put = (extension: string, element: string, key: string, value: string | boolean) => {
    const parts = groups.get(extension) ?? [];
    groups.set(extension, [...parts, { url: element, [key]: value }]);
  };
  if (incident.occurredOn !== null && incident.sort !== 'risk')
    put('adverse-event-estimated-date-5', 'ApproximateDate', 'valueString', incident.occurredOn);
  if (incident.sort === 'incident' || incident.sort === 'near miss')
    put('adverse-event-agent-5', 'InvolvedAgents', 'valueCode', IT_AGENT);
  if (incident.sort === 'risk') {
    put('adverse-event-risk-details-5', 'RiskDescription', 'valueString', incident.what);
    put('adverse-event-risk-details-5', 'RiskTheme', 'valueCode', IT_THEME);
  }
  if (incident.sort === 'good care') put('adverse-event-went-well-5', 'StrengthsOfCare', 'valueString', incident.what);
  for (const { extension, element, code } of codedOf(source)) put(extension, element, 'valueCode', code);
  if (source.immediate.length > 0 && GRADED.includes(incident.sort))
    put('adverse-event-outcome-5', 'ImmediateActions', 'valueString', source.immediate.join('\n'));
  for (const { key, extension, element } of questionsOf(incident.sort)) {
    const code = answers[key];
    if (code === undefined) continue;
    if (key === 'sharing') put(extension, element, 'valueBoolean', code === 'y');
    else put(extension, element, 'valueCode', code);
  }
  if (incident.cause !== null && GRADED.includes(incident.sort) && incident.sort !== 'outcome')
    put('adverse-event-problem-it-systems-5', 'ProblemDescriptionSystemsSoftware', 'valueString', incident.cause);
  put('adverse-event-reference-metadata-5', 'ReferenceNumber', 'valueString', numberOf(source));
  put('adverse-event-reference-metadata-5', 'FromOnlineForms', 'valueBoolean', false);
  const profile = (name: string) => `${taxonomy.base}/StructureDefinition/${name}`;
  const asExtension = (name: string): Part[] =>
    groups.has(name) ? [{ url: profile(name), extension: groups.get(name)! }] : [];
  const patient = patientOf(source, profile);
  const location = asExtension('location-details-5');
  const resource: Part = {
    resourceType: 'AdverseEvent',
    meta: {
      profile: [profile('patient-safety-adverse-event-5')],
      // Whoever opens the file by itself reads it there too.
      tag: [{ display: `Structure not verified. ${taxonomy.structure.says}` }],
    },
    ...contained([
      ...(patient === null ? [] : [patient]),
      ...(location.length === 0 ? [] : [{ resourceType: 'Location', id: 'location', extension: location }]),
    ]),
    extension: [...groups.keys()].filter((name) => name !== 'location-details-5').flatMap(asExtension),
    actuality: incident.sort === 'near miss' || incident.sort === 'risk' ? 'potential' : 'actual',
    category: [{ text: EVENT_TYPES[incident.sort] }],
    event: { text: incident.what },
    ...(patient === null ? {} : { subject: { reference: '#patient' } }),
    ...(incident.occurredOn === null ? {} : { date: incident.occurredOn }),
    ...(location.length === 0 ? {} : { location: { reference: '#location' } }),
    recordedDate: incident.reportedAt.toISOString(),
  };
  return { resource, missing: missingOf(source, answers), notAllowed: notAllowedIn(source) };
}

function contained(parts: readonly Part[]): Part {
  return parts.length === 0 ? {} : { contained: parts };
}

/** The harm of whoever was affected, and nothing else of them; null where nobody graded it, or there is none to grade. */
function patientOf({ incident }: ReportSource, profile: (name: string) => string): Part | null {
  const { sort, physical, psychological, association } = incident;
  if (!GRADED.includes(sort) || (physical === null && psychological === null)) return null;
  return {
    resourceType: 'Patient',
    id: 'patient',
    extension: [
      {
        url: profile('patient-information-5'),
        extension: [
          { url: 'PatientSequence', valueInteger: 1 },
          ...(physical === null ? [] : [{ url: 'PhysicalHarm', valueCode: physicalCode(physical) }]),
          ...(psychological === null
            ? []
            : [{ url: 'PsychologicalHarm', valueCode: psychologicalCode(psychological) }]),
          ...(association === null ? [] : [{ url: 'StrengthOfAssociation', valueCode: associationCode(association) }]),
        ],
      },
    ],
  };
}

/** "DEMO INC-3": how others name it when they ask. */
export function numberOf({ service, incident }: ReportSource): string {
  return `${service.reference} ${incident.reference}`;
}

function missingOf({ incident }: ReportSource, answers: Answers): string[] {
  const { sort } = incident;
  const open = questionsOf(sort).filter(({ key }) => answers[key] === undefined);
  return [
    ...open.map(
      ({ asks, must }) =>
        `\u201C${asks}\u201D has no answer yet${must ? ', and the taxonomy demands one' : ''}. Choose one.`,
    ),
    ...(sort !== 'risk' && incident.occurredOn === null
      ? [`Nobody said on which day it happened. Add it to ${incident.reference} where somebody knows it.`]
      : []),
    ...(GRADED.includes(sort) && incident.physical === null
      ? [`Nobody graded the physical harm. Triage of ${incident.reference} does it.`]
      : []),
    ...(GRADED.includes(sort) && incident.psychological === null
      ? [`Nobody graded the psychological harm. Triage of ${incident.reference} does it.`]
      : []),
    ...((sort === 'incident' || sort === 'near miss') && incident.involved.length === 0
      ? [`Nobody said how the software was involved. Triage of ${incident.reference} does it.`]
      : []),
    ...(sort !== 'good care' && incident.concern === null
      ? ['Nobody said how concerned they are about it. LFPSE asks it of whoever reports.']
      : []),
    ...(sort === 'good care'
      ? ['LFPSE asks how this good care could happen again elsewhere. Primum does not hold it: say it in LFPSE.']
      : []),
    ...(GRADED.includes(sort)
      ? [
          'LFPSE asks for age, gender and ethnicity of whoever was affected. Primum holds nothing of patients: give it in LFPSE.',
        ]
      : []),
    'LFPSE asks which organisation and service reports, by its code, and who you are. Primum does not hold it: give it in LFPSE.',
  ];
}
