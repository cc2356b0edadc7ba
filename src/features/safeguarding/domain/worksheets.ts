import { dayIn, sayDay } from '../../../words/days.ts';
import type { Compartment, SafeguardingRecord } from './compartment.ts';
import { recordBegun } from './compartment.ts';

/*
 * What a referral needs, drawn from the record: to be read out or copied into the form of whoever it goes to. Each area has its own
 * forms, which count; nobody verified these against them.
 */

export const WORKSHEETS = {
  adult: { title: 'Concern about an adult', to: 'Adult safeguarding of the local authority where the person is' },
  child: {
    title: 'Concern about a child',
    to: 'Children’s social care of the local authority; the police where it is urgent',
  },
  marac: {
    title: 'High-risk domestic abuse (MARAC)',
    to: 'The local MARAC coordinator and an independent domestic violence adviser',
  },
  slavery: {
    title: 'Modern slavery',
    to: 'The local authority or the police as first responder: NHS bodies in England are not first responders',
  },
  prevent: { title: 'Prevent', to: 'The Prevent lead of the organisation, by the national referral form' },
  allegation: {
    title: 'Allegation about somebody who works with children or adults at risk',
    to: 'The local authority’s designated officer (LADO), or its adult safeguarding for people in positions of trust',
  },
} as const;

export type WorksheetKey = keyof typeof WORKSHEETS;
export const WORKSHEET_KEYS = Object.keys(WORKSHEETS) as readonly WorksheetKey[];

export function isWorksheet(key: string): key is WorksheetKey {
  return Object.hasOwn(WORKSHEETS, key);
}

/** A line of a worksheet; what nobody said is a gap, and is shown as one. */
export interface WorksheetLine {
  readonly label: string;
  readonly value: string | null;
}

type Lines = (said: SafeguardingRecord) => readonly WorksheetLine[];

const text = (label: string, value: string): WorksheetLine => ({ label, value: value.trim() === '' ? null : value });
const known = (label: string, value: string): WorksheetLine => ({ label, value: value === 'unknown' ? null : value });
const list = (label: string, values: readonly string[]): WorksheetLine => text(label, values.join('; '));

const person: Lines = (said) => [
  text('Who it is about', said.who),
  {
    label: 'Age',
    value:
      said.age !== null ? `${said.age}` : said.ageGroup === 'unknown' ? null : `${said.ageGroup}, exact age not known`,
  },
];

const told: Lines = (said) => [
  text('What was said, in the words that were used', said.words),
  text('What the professional makes of it', said.opinion),
  known('In danger now', said.danger),
  text('What was done at once', said.emergency),
];

const sharing: Lines = (said) => [
  { label: 'Consent', value: said.consent },
  list('Why it is shared without consent', said.overrides),
  text('Reasons, in full', said.overrideWhy),
  list('Lawful basis for sharing', said.bases),
];

const harmer: Lines = (said) => [
  text('Alleged source of harm', said.source),
  known('Can they see the person’s account or messages', said.sourceSees),
  text('How', said.sourceSeesHow),
];

const capacity: Lines = (said) => [
  { label: 'Capacity for this decision', value: said.capacity },
  text('The decision', said.decision),
  text('Who assessed it', said.assessedBy),
  text('Best interests', said.bestInterests),
];

const OF: Readonly<Record<WorksheetKey, readonly Lines[]>> = {
  adult: [
    person,
    (said) => [
      list('Types of abuse or neglect', said.adultConcerns),
      known('Needs for care and support', said.needs),
      known('Able to protect themself', said.canProtectSelf),
      text('What they want to happen', said.wishes),
    ],
    told,
    capacity,
    harmer,
    (said) => [text('Children and others in the household', said.children)],
    sharing,
  ],
  child: [
    person,
    (said) => [
      list('Types of harm', said.childConcerns),
      known('Significant harm', said.significantHarm),
      known('In need', said.childInNeed),
    ],
    told,
    harmer,
    (said) => [
      text('Other children, and who cares for them', said.children),
      { label: 'Child protection information (CP-IS) looked at', value: said.cpis },
    ],
    sharing,
  ],
  marac: [
    person,
    (said) => [
      { label: 'Ticks on the DASH checklist', value: said.dashScore === null ? null : String(said.dashScore) },
      known('High risk in professional judgement', said.judgedHighRisk),
      known('Escalating', said.escalating),
      text('What they want to happen', said.wishes),
    ],
    told,
    harmer,
    (said) => [text('Children, and where they are', said.children)],
    sharing,
  ],
  slavery: [person, told, (said) => [text('What they want to happen', said.wishes)], harmer, capacity, sharing],
  prevent: [person, told, capacity, sharing],
  allegation: [
    (said) => [text('Who the allegation is about, and their work', said.source)],
    told,
    person,
    (said) => [text('Children and others at risk through their work', said.children)],
    sharing,
  ],
};

/** The lines of a worksheet, in the order in which they are asked for. */
export function worksheetLines(key: WorksheetKey, compartment: Compartment): readonly WorksheetLine[] {
  const said = compartment.record?.record ?? recordBegun(compartment);
  return [
    { label: 'Came to be known', value: `${sayDay(dayIn(compartment.openedAt))}, by: ${said.surfaced}` },
    ...OF[key].flatMap((lines) => lines(said)),
  ];
}
