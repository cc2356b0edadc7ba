import { capital, listed } from '../../../words/counting.ts';
import type { Sentence } from '../../../words/sentence.ts';
import type { Asked, Authorisation, Authorised, Matter, Method, Nature } from '../domain.ts';
import type { KeyPerson } from './basis.ts';

/* How plans are said. */

export const ASKED_NAMES: Readonly<Record<Asked, string>> = {
  purpose: 'Purpose and scope',
  nature: 'Kind of project',
  lifecycle: 'Lifecycle and phases',
  impact: 'What our part in it means',
  team: 'Who else works on safety',
  authorises: 'Who may authorise what',
  scheme: 'Risk scheme',
  criteria: 'When a risk may stay',
  methods: 'How hazards are looked for',
  methodsWhy: 'Why these methods',
  monitoring: 'How it is watched in use',
  incidents: 'What happens after an incident',
};

export const NATURE_WORDS: Readonly<Record<Nature, string>> = {
  'new service': 'A new service is built',
  'further development': 'A service in use is developed further',
  deployment: 'A product is put into use in our organisation',
  replacement: 'A system takes the place of another',
  maintenance: 'A service in use is kept going',
  decommissioning: 'A service is taken out of use',
};

export const METHOD_WORDS: Readonly<Record<Method, string>> = {
  workshop: 'Hazard workshop',
  swift: 'SWIFT (structured what-if)',
  ffa: 'FFA (functional failure analysis)',
  hazop: 'HAZOP (hazard and operability study)',
  fmea: 'FMEA (failure modes and effects)',
  'bow-tie': 'Bow-tie',
  fishbone: 'Fishbone (cause and effect)',
  'incidents and concerns': 'Incidents and concerns from use',
  'user research': 'User research and usability tests',
};

export const MATTER_WORDS: Readonly<Record<Matter, string>> = {
  'hazard log': 'Approve a version of the hazard log',
  'safety case report': 'Approve a clinical safety case report',
  release: 'Let a release go',
  'urgent safety fix': 'Let an urgent safety fix go before its review',
  'override of the gate': 'Override the gate',
  'residual risk': 'Accept the residual risk for the organisation',
  deployment: 'Authorise a deployment',
};

/** "Clinical safety officer; Posy Thackray, as product owner" */
export function authorisedWords(who: readonly Authorised[]): string {
  return who.map(({ role, person }) => (person ? `${person.name}, as ${role}` : capital(role))).join('; ');
}

/** An authorisation table as lines, in the order of the matters. */
export function tableText(table: readonly Authorisation[]): string {
  const byMatter = Object.entries(MATTER_WORDS).map(([matter, words]) => ({
    words,
    who: table.filter((line) => line.matter === matter),
  }));
  return byMatter
    .filter(({ who }) => who.length > 0)
    .map(({ words, who }) => `${words}: ${authorisedWords(who)}`)
    .join('\n');
}

/** "Clinical safety officer: Wren Applewhite", one on each line */
export function peopleText(people: readonly KeyPerson[]): string {
  return people.map(({ office, name }) => `${capital(office)}: ${name}`).join('\n');
}

/** That parts of a plan are not written; null where all are. */
export function missingSentence(
  service: string,
  missing: readonly Asked[],
  without: readonly Matter[],
): Sentence | null {
  if (missing.length === 0) return null;
  const named = missing.map((asked) => `“${ASKED_NAMES[asked]}”`);
  const matters = missing.includes('authorises')
    ? ` (nobody is named for: ${listed(without.map((matter) => MATTER_WORDS[matter].toLowerCase()))})`
    : '';
  return {
    so: ['The plan is not complete'],
    because: [`${listed(named)} ${missing.length === 1 ? 'is' : 'are'} not written${matters}`],
    clears: [{ text: 'Writing what is missing', href: `/services/${service}/plan/edit` }, ' clears it.'],
  };
}

/** That a hazard log uses another scheme than the plan declares; null where none does. */
export function otherSchemeSentence(
  service: string,
  others: readonly string[],
  declared: string | null,
): Sentence | null {
  if (others.length === 0 || declared === null) return null;
  return {
    so: ['The plan declares another risk scheme than a hazard log uses'],
    because: [`a log uses ${listed(others)}, and the plan declares ${declared}`],
    clears: [
      { text: 'Declaring the scheme that is used', href: `/services/${service}/plan/edit` },
      ', or moving the log to the declared one, clears it.',
    ],
  };
}

/** Days that people mean as months. */
const MONTHS: ReadonlyMap<number, number> = new Map([
  [91, 3],
  [182, 6],
  [273, 9],
  [365, 12],
  [730, 24],
]);

/** "every 6 months", "every 90 days" */
export function sayReview(days: number): string {
  const months = MONTHS.get(days);
  if (months !== undefined) return months === 12 ? 'every year' : `every ${months} months`;
  if (days % 7 === 0) return days === 7 ? 'every week' : `every ${days / 7} weeks`;
  return `every ${days} days`;
}
