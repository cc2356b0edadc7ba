import type { Day } from '../../../words/days.ts';
import type {
  ADULT_CONCERNS,
  AGES,
  Answered,
  BASES,
  CAPACITIES,
  CHILD_CONCERNS,
  CONSENTS,
  CPIS,
  OVERRIDES,
  SIGNIFICANT_HARMS,
  Surfaced,
} from './words.ts';
import type { WorksheetKey } from './worksheets.ts';

/*
 * A compartment is what was said in it, one entry after the other; how it stands is a fold over them. Nothing is changed or taken
 * out: a later entry counts instead, and the earlier one stays to be seen.
 */

type One<List extends readonly string[]> = List[number];

/** What a record says. Its words, and what somebody makes of them, are different fields. */
export interface SafeguardingRecord {
  readonly surfaced: Surfaced;
  /** As they were said. */
  readonly words: string;
  readonly opinion: string;
  readonly danger: Answered;
  /** What was done about it at once: whom somebody called, when, and what they said. */
  readonly emergency: string;
  readonly who: string;
  readonly ageGroup: One<typeof AGES>;
  /** In years; null where nobody knows. */
  readonly age: number | null;
  readonly adultConcerns: readonly One<typeof ADULT_CONCERNS>[];
  readonly childConcerns: readonly One<typeof CHILD_CONCERNS>[];
  /** Whether the person uses a service that the organisation provides: then it may owe its regulator a notice. */
  readonly serviceUser: Answered;
  readonly needs: Answered;
  readonly canProtectSelf: Answered;
  readonly wishes: string;
  readonly capacity: One<typeof CAPACITIES>;
  /** The decision that capacity was asked for. */
  readonly decision: string;
  readonly assessedBy: string;
  readonly bestInterests: string;
  readonly consent: One<typeof CONSENTS>;
  readonly overrides: readonly One<typeof OVERRIDES>[];
  readonly overrideWhy: string;
  readonly bases: readonly One<typeof BASES>[];
  readonly source: string;
  /** Whether the alleged source of harm can see the person's account: a proxy, a shared device, their number. */
  readonly sourceSees: Answered;
  readonly sourceSeesHow: string;
  /** Members of the organisation who are named in it. They cannot open it, whatever they hold. */
  readonly implicated: readonly string[];
  readonly staffAllegation: Answered;
  readonly children: string;
  readonly significantHarm: One<typeof SIGNIFICANT_HARMS>;
  readonly childInNeed: Answered;
  readonly sexualAbuseDisclosed: Answered;
  readonly fgmUnder18: Answered;
  /** The member to whom it was said or shown, whose own duty it is then; '' for nobody. */
  readonly professional: string;
  readonly dashScore: number | null;
  readonly judgedHighRisk: Answered;
  readonly escalating: Answered;
  readonly cpis: One<typeof CPIS>;
  readonly cpisBy: string;
  /** A day; '' for none. */
  readonly feedbackDue: Day;
}

export const NOTHING_RECORDED: SafeguardingRecord = {
  surfaced: 'other',
  words: '',
  opinion: '',
  danger: 'unknown',
  emergency: '',
  who: '',
  ageGroup: 'unknown',
  age: null,
  adultConcerns: [],
  childConcerns: [],
  serviceUser: 'unknown',
  needs: 'unknown',
  canProtectSelf: 'unknown',
  wishes: '',
  capacity: 'presumed',
  decision: '',
  assessedBy: '',
  bestInterests: '',
  consent: 'not asked',
  overrides: [],
  overrideWhy: '',
  bases: [],
  source: '',
  sourceSees: 'unknown',
  sourceSeesHow: '',
  implicated: [],
  staffAllegation: 'unknown',
  children: '',
  significantHarm: 'unknown',
  childInNeed: 'unknown',
  sexualAbuseDisclosed: 'unknown',
  fgmUnder18: 'unknown',
  professional: '',
  dashScore: null,
  judgedHighRisk: 'unknown',
  escalating: 'unknown',
  cpis: 'not asked',
  cpisBy: '',
  feedbackDue: '',
};

/** What it was raised on; null for what came in by itself. */
export interface RaisedOn {
  readonly kind: 'incident' | 'concern';
  readonly id: string;
  readonly reference: string;
}

export interface CompartmentService {
  readonly id: string;
  readonly reference: string;
}

/** One thing that was said. Times are ISO texts: an entry is kept as JSON. `by` is a person's id; null where that is not to be known. */
export type CompartmentEntry = { readonly at: string; readonly by: string | null } & (
  | {
      readonly kind: 'flag';
      readonly service: CompartmentService;
      readonly on: RaisedOn | null;
      readonly words: string;
      readonly surfaced: Surfaced;
      readonly danger: Answered;
      /** Who it is about, without a name. */
      readonly about: string;
      /** Whether whoever flagged it may be asked about it. */
      readonly mayAsk: Answered;
      /** Members who are not to see it. */
      readonly excluded: readonly string[];
      /** The id of what was added to what it was raised on, which it tells of; not there where it tells of the whole. */
      readonly addition?: string;
    }
  | { readonly kind: 'record'; readonly record: SafeguardingRecord }
  | { readonly kind: 'action'; readonly words: string }
  /** What whoever wrote without an account was told. */
  | { readonly kind: 'told'; readonly words: string }
  | {
      readonly kind: 'referral';
      readonly number: number;
      readonly worksheet: WorksheetKey;
      readonly to: string;
      readonly sentAt: string;
      readonly how: string;
      readonly reference: string;
    }
  | { readonly kind: 'referral-step'; readonly referral: number; readonly step: ReferralStep; readonly words: string }
  | {
      readonly kind: 'duty';
      readonly duty: string;
      readonly judged: 'done' | 'not owed';
      readonly reference: string;
      readonly why: string;
    }
);

export const REFERRAL_STEPS = ['acknowledged', 'chased', 'outcome', 'disagreement raised'] as const;
export type ReferralStep = (typeof REFERRAL_STEPS)[number];

export type EntryOf<Kind extends CompartmentEntry['kind']> = Extract<CompartmentEntry, { readonly kind: Kind }>;

export interface Referral {
  readonly sent: EntryOf<'referral'>;
  readonly steps: readonly EntryOf<'referral-step'>[];
}

/** How a compartment stands. */
export interface Compartment {
  readonly id: string;
  readonly service: CompartmentService;
  readonly on: RaisedOn | null;
  readonly openedAt: Date;
  readonly flags: readonly EntryOf<'flag'>[];
  /** The last record that was written; null for none yet. */
  readonly record: EntryOf<'record'> | null;
  readonly actions: readonly EntryOf<'action'>[];
  readonly referrals: readonly Referral[];
  /** The last judgement of each duty. */
  readonly duties: ReadonlyMap<string, EntryOf<'duty'>>;
  /** Who cannot open it: named when it was raised, or in the record as it stands. */
  readonly implicated: ReadonlySet<string>;
  readonly entries: readonly CompartmentEntry[];
}

/** How a compartment stands after these entries; null where nothing begins it. */
export function compartmentOf(id: string, entries: readonly CompartmentEntry[]): Compartment | null {
  const of = <Kind extends CompartmentEntry['kind']>(kind: Kind) =>
    entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
  const flags = of('flag');
  const [first] = flags;
  if (!first) return null;
  const last = of('record').at(-1) ?? null;
  // What a record could not say when it was written, it does not say.
  const record = last && { ...last, record: { ...NOTHING_RECORDED, ...last.record } };
  const steps = of('referral-step');
  return {
    id,
    service: first.service,
    on: flags.find(({ on }) => on !== null)?.on ?? null,
    openedAt: new Date(first.at),
    flags,
    record,
    actions: of('action'),
    referrals: of('referral').map((sent) => ({
      sent,
      steps: steps.filter(({ referral }) => referral === sent.number),
    })),
    duties: new Map(of('duty').map((entry) => [entry.duty, entry])),
    // Whom somebody named when it was raised stays out for good: a record that leaves them out lets nobody in.
    implicated: new Set([...flags.flatMap(({ excluded }) => excluded), ...(record?.record.implicated ?? [])]),
    entries,
  };
}

/** Whether a duty of their own is somebody's in it: whoever it was said or shown to. Whoever is implicated is told nothing of it. */
export function isTheirOwn(
  { record, implicated }: Pick<Compartment, 'record' | 'implicated'>,
  person: string,
): boolean {
  return record?.record.professional === person && !implicated.has(person);
}

/** What of a thing is kept from those who read things of its sort. */
export interface KeptApart {
  /** The compartment in which it is read. */
  readonly compartment: string;
  /** All of it: to them it is as if it had never come in. */
  readonly whole: boolean;
  /** What was added to it, by its ids. To them only that never came: what they could read, they read on, and notice nothing. */
  readonly additions: ReadonlySet<string>;
  /** What whoever wrote it was told from there: they alone read it besides, with what only they know. */
  readonly told: readonly { readonly at: Date; readonly words: string }[];
}

export function keptApart({ id, flags, entries }: Pick<Compartment, 'id' | 'flags' | 'entries'>): KeptApart {
  return {
    told: entries.flatMap((entry) => (entry.kind === 'told' ? [{ at: new Date(entry.at), words: entry.words }] : [])),
    compartment: id,
    whole: flags.some(({ addition }) => addition === undefined),
    additions: new Set(flags.flatMap(({ addition }) => addition ?? [])),
  };
}

/** What a first record begins with: what was said when it was raised. */
export function recordBegun({ flags }: Pick<Compartment, 'flags'>): SafeguardingRecord {
  const dangers = flags.map(({ danger }) => danger);
  return {
    ...NOTHING_RECORDED,
    surfaced: flags[0]?.surfaced ?? 'other',
    words: flags.map(({ words }) => words).join('\n\n'),
    danger: dangers.find((one) => one === 'yes') ?? dangers.find((one) => one === 'unknown') ?? dangers[0] ?? 'unknown',
    who: flags
      .map(({ about }) => about)
      .filter((about) => about !== '')
      .join('; '),
  };
}
