import { counted } from '../../words/counting.ts';
import { sayDay, type Day } from '../../words/days.ts';
import type { PublicReported } from './domain/said-and-did.ts';

/*
 * The glossary of the public page: what everybody may read of how safe a service is. What is published is kept as it was; how
 * the case stands is said beside it, live, in words for somebody who uses the service. Pure.
 */

export const PUBLIC_FORMAT = 'primum-public-page';

/** What is published, whole. It names nobody: who answers for the service is said live, and only where they agreed. */
export interface PublicDocument {
  readonly format: typeof PUBLIC_FORMAT;
  readonly version: 1;
  readonly service: { readonly name: string; readonly organisation: string };
  /** The intended use as it was approved. */
  readonly use: ApprovedPart & { readonly parts: readonly { readonly name: string; readonly says: string }[] };
  /** The hazard logs as they were approved; none where no version of one is. */
  readonly logs: readonly (ApprovedPart & { readonly number: number })[];
  readonly hazards: readonly PublicHazard[];
  /** How many are not shown, for each reason. */
  readonly withheld: readonly { readonly reason: string; readonly hazards: number }[];
  readonly report: (ApprovedPart & { readonly sections: readonly PublicSection[] }) | null;
  /** The release that it is about; null where none is known. */
  readonly release: string | null;
  readonly concern: Concern;
  /** What was reported and what changed; null where the officer chose not to show it. */
  readonly reported: PublicReported | null;
}

/** An approved version, without who approved it. */
export interface ApprovedPart {
  /** The id of what was approved. */
  readonly subject: string;
  readonly approved: number;
  readonly on: Day;
}

/** All that anybody outside reads of a hazard. What is not here is not shown: it is a list of what is allowed. */
export interface PublicHazard {
  readonly name: string;
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  /** In the words of the scheme; "not known" where it is not. */
  readonly initial: string;
  readonly now: string;
  /** The residual rating waits for somebody: what counts meanwhile is shown. */
  readonly waits: boolean;
  readonly status: 'open' | 'closed' | 'transferred';
  /** Null where the officer chose not to show them. */
  readonly controls: readonly string[] | null;
}

export interface PublicSection {
  readonly title: string;
  readonly prose: string;
  readonly tables: readonly PublicTable[];
}

export interface PublicTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How somebody says that something is not safe, as the officer writes it; '' where there is no number or address. */
export interface Concern {
  readonly text: string;
  readonly phone: string;
  readonly address: string;
}

/** The officer as the page says it: their name, only where they agreed. */
export interface OfficerShown {
  readonly name: string | null;
}

/** What the officer chose. */
export interface Choices {
  readonly concern: Concern;
  readonly controls: boolean;
  /** Ids of sections of the report. */
  readonly sections: readonly string[];
  /** Whether search engines may list it. */
  readonly listed: boolean;
  /** Whether it is shown what was reported and what changed. */
  readonly reported: boolean;
}

/** The sections of a report that can be shown: the others say who did what, and are for those who work on it. */
export const SHOWABLE_SECTIONS = ['introduction', 'system', 'analysis', 'evaluation', 'control', 'statement'] as const;

export function publicPath(code: string): string {
  return `/safety/${code}`;
}

/** The room of the team. */
export function teamPath(service: string): string {
  return `/services/${service}/public-page`;
}

/** That there is a page, and since when it is as it is. */
export interface StoredPage {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  readonly code: string;
  readonly published: boolean;
  readonly reason: string;
  readonly since: Date;
  readonly by: string;
}

/** One time that it was published. */
export interface Edition {
  readonly id: string;
  readonly number: number;
  readonly release: string | null;
  readonly listed: boolean;
  /** The digest of what was published: the name of its file. */
  readonly file: string;
  readonly at: Date;
  readonly by: string;
}

// --- How the case stands, for whoever uses the service ---------------------------------------------------------------

/** An approved version as it stands now. */
export interface StandsNow {
  readonly subject: string;
  readonly approved: number;
  readonly on: Day;
  readonly outOfDate: boolean;
  readonly fell: boolean;
  readonly expired: boolean;
}

export const STANDINGS = ['unchanged since', 'out of date', 'challenged', 'run out', 'not approved'] as const;
export type PublicStanding = (typeof STANDINGS)[number];

/** What is so of one part of the case, and what it means for whoever reads it. */
export interface PartState {
  /** "The hazard log" */
  readonly what: string;
  readonly standing: PublicStanding;
  readonly so: string;
  readonly means: string;
}

/** What is worst comes first: words that moved are less of a worry than what no longer holds. */
export function standingOf(now: StandsNow | null): PublicStanding {
  if (now === null) return 'not approved';
  if (now.fell) return 'challenged';
  if (now.outOfDate) return 'out of date';
  return now.expired ? 'run out' : 'unchanged since';
}

const MEANS: Readonly<Record<PublicStanding, string>> = {
  'unchanged since': 'What you read here is what the team works with now.',
  'out of date':
    'What you read here is what was approved. The team has something newer, and nobody has approved that yet.',
  challenged: 'Read it with care: a risk may be higher than it says here, until the team has looked at it again.',
  'run out': 'Read it with care: the team has to look at it again, and has not done so yet.',
  'not approved': 'You cannot rely on it yet.',
};

/**
 * How one part stands, in words. @param shown the version that the page shows; null where it shows none @param now as it
 * stands today; null where no version is approved
 */
export function partState(what: string, shown: ApprovedPart | null, now: StandsNow | null): PartState {
  const standing = standingOf(now);
  if (now === null) return { what, standing, so: 'Nobody has approved a version of it yet.', means: MEANS[standing] };
  const approved = `Version ${now.approved} was approved on ${sayDay(now.on)}.`;
  const since = {
    'unchanged since': 'Nothing that matters has changed in it since.',
    'out of date': 'It is out of date: something in it was changed after that.',
    challenged: 'It is challenged: something that it relies on no longer holds.',
    'run out': 'It has run out: it had to be looked at again by now.',
    'not approved': '',
  }[standing];
  const behind =
    shown === null
      ? ' This page does not show it.'
      : shown.subject !== now.subject
        ? ` This page still shows an earlier one, approved on ${sayDay(shown.on)}.`
        : shown.approved === now.approved
          ? ''
          : ` This page still shows version ${shown.approved}, approved on ${sayDay(shown.on)}.`;
  return { what, standing, so: `${approved} ${since}${behind}`, means: MEANS[standing] };
}

/** The one sentence at the top: the worst of what is so. Nothing that is not known passes. */
export function caseSentence(states: readonly PartState[]): string {
  const is = (standing: PublicStanding) => states.some((one) => one.standing === standing);
  if (is('challenged'))
    return 'Something that this safety case relies on no longer holds. The team has to look at it again.';
  if (is('not approved')) return 'This safety case is not complete: part of it has not been approved.';
  if (is('run out')) return 'Part of this safety case has run out. The team has to look at it again.';
  if (is('out of date')) return 'Part of this safety case is out of date: something was changed after it was approved.';
  return 'Everything shown here is approved, and unchanged since.';
}

/** The parts of the case that a page shows, in their order, beside what stands now. @param logs the logs of the service */
export function statesOf(
  document: Pick<PublicDocument, 'use' | 'logs' | 'report'>,
  now: { readonly use: StandsNow | null; readonly logs: readonly StandsNow[]; readonly report: StandsNow | null },
): PartState[] {
  const several = document.logs.length > 1;
  const logs: PartState[] =
    document.logs.length === 0
      ? [partState('The list of hazards', null, now.logs[0] ?? null)]
      : document.logs.map((shown) =>
          partState(
            several ? `The list of hazards ${shown.number}` : 'The list of hazards',
            shown,
            now.logs.find(({ subject }) => subject === shown.subject) ?? null,
          ),
        );
  return [
    partState('What the service is for', document.use, now.use),
    ...logs,
    partState('The safety report', document.report, now.report),
  ];
}

/** Which parts a page shows in another version than the one that is approved now, each as a part of a sentence. */
export function behindOf(
  document: Pick<PublicDocument, 'use' | 'logs' | 'report'>,
  now: { readonly use: StandsNow | null; readonly logs: readonly StandsNow[]; readonly report: StandsNow | null },
): string[] {
  const pairs: (readonly [string, ApprovedPart | null, StandsNow | null])[] = [
    ['the intended use', document.use, now.use],
    ...now.logs.map(
      (one) => ['the hazard log', document.logs.find(({ subject }) => subject === one.subject) ?? null, one] as const,
    ),
    ['the report', document.report, now.report],
  ];
  return pairs.flatMap(([what, shown, live]) => {
    if (live === null || (shown?.subject === live.subject && shown.approved === live.approved)) return [];
    if (shown === null) return [`it does not show version ${live.approved} of ${what}`];
    if (shown.subject !== live.subject)
      return [`it shows ${what} that was approved before, and another one is approved`];
    return [`it shows version ${shown.approved} of ${what}, and version ${live.approved} is approved`];
  });
}

/** Which parts of what a page shows no longer stand, each as a part of a sentence: "version 4 of the hazard log is out of date". */
export function fallenOf(
  document: Pick<PublicDocument, 'use' | 'logs' | 'report'>,
  now: { readonly use: StandsNow | null; readonly logs: readonly StandsNow[]; readonly report: StandsNow | null },
): string[] {
  const pairs: (readonly [string, ApprovedPart | null, StandsNow | null])[] = [
    ['the intended use', document.use, now.use],
    ...document.logs.map(
      (one) => ['the hazard log', one, now.logs.find(({ subject }) => subject === one.subject) ?? null] as const,
    ),
    ['the report', document.report, now.report],
  ];
  return pairs.flatMap(([what, shown, live]) => {
    if (shown === null || live === null || shown.subject !== live.subject || shown.approved !== live.approved)
      return [];
    const standing = standingOf(live);
    if (standing === 'unchanged since' || standing === 'not approved') return [];
    return [`version ${shown.approved} of ${what} ${standing === 'run out' ? 'has run out' : `is ${standing}`}`];
  });
}

/** What clears what `behindOf` and `fallenOf` say, for the officers. */
export const WHAT_CLEARS =
  'The page says so to whoever reads it. Publishing again what is approved clears it; what is out of date, challenged or run out has to be approved anew first.';

/** "1 hazard is not shown. Why: It would tell how to get round a safeguard." */
export function withheldSentence({ reason, hazards }: PublicDocument['withheld'][number]): string {
  const why = reason.trim().replace(/[.\s]+$/u, '');
  return `${counted(hazards, 'hazard is', 'hazards are')} not shown. Why: ${why}.`;
}

// --- What the officer looks at before it is published ------------------------------------------------------------------

/** One text that would be shown, and where it stands. */
export interface ShownText {
  readonly where: string;
  readonly text: string;
}

/** All texts of a page, with where each stands: what somebody typed, and nothing else. */
export function textsOf(document: PublicDocument): ShownText[] {
  const { use, hazards, withheld, report, concern, reported } = document;
  return [
    ...use.parts.map(({ name, says }) => ({ where: name, text: says })),
    ...hazards.flatMap(({ name, effects, harms, controls }) => [
      { where: `Hazard “${name}”`, text: [name, ...effects, ...harms, ...(controls ?? [])].join('\n') },
    ]),
    ...withheld.map(({ reason }) => ({ where: 'Why a hazard is not shown', text: reason })),
    ...(report?.sections ?? []).flatMap(({ title, prose, tables }) => [
      { where: `Report, ${title}`, text: [prose, ...tables.flatMap(({ rows }) => rows.flat())].join('\n') },
    ]),
    { where: 'How to report a concern', text: concern.text },
    ...(reported?.changes ?? []).map(({ said, did }) => ({ where: 'What was said and done', text: `${said}\n${did}` })),
  ];
}

/** Something in what would be shown that looks as if it were about a person. */
export interface PointedOut {
  readonly where: string;
  /** "the name of a member: Posy Thackray" */
  readonly what: string;
}

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
/** Ten or more digits that begin as a number in the United Kingdom does. */
const PHONE = /(?<![\p{L}\p{N}])(?:\+44\s?\(?0?\)?|0)(?:[\s()-]?\d){9,10}(?!\d)/gu;
const TEN_DIGITS = /(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)/gu;

/**
 * What looks like somebody's name, an address, a number: for a person to look at, and never proof that there is nothing.
 * @param members names of those who belong to the organisation
 */
export function pointedOut(document: PublicDocument, members: readonly string[]): PointedOut[] {
  const names = members.map((name) => name.trim()).filter((name) => name !== '');
  return textsOf(document).flatMap(({ where, text }) => {
    const low = text.toLowerCase();
    const phones = text.match(PHONE) ?? [];
    return [
      ...names
        .filter((name) => low.includes(name.toLowerCase()))
        .map((name) => ({ where, what: `the name of a member: ${name}` })),
      ...(text.match(EMAIL) ?? []).map((found) => ({ where, what: `an email address: ${found}` })),
      ...phones.map((found) => ({ where, what: `what looks like a telephone number: ${found.trim()}` })),
      ...(text.match(TEN_DIGITS) ?? [])
        .filter((found) => !phones.some((phone) => phone.includes(found)))
        .map((found) => ({ where, what: `ten digits, as an NHS number has: ${found}` })),
    ];
  });
}

/** What differs between what is published and what would be, in short sentences; none where it is the same. */
export function differencesOf(before: PublicDocument | null, after: PublicDocument): string[] {
  if (before === null) return ['Nothing is published yet: all of it is new.'];
  const key = (one: PublicHazard) => one.name;
  const [old, next] = [
    new Map(before.hazards.map((one) => [key(one), one])),
    new Map(after.hazards.map((one) => [key(one), one])),
  ];
  const fresh = after.hazards.filter((one) => !old.has(key(one)));
  const gone = before.hazards.filter((one) => !next.has(key(one)));
  const changed = after.hazards.filter((one) => old.has(key(one)) && !isSame(old.get(key(one)), one));
  const named = (some: readonly PublicHazard[]) => some.map(({ name }) => `“${name}”`).join(', ');
  const texts = (one: PublicDocument) =>
    new Map((one.report?.sections ?? []).map((section) => [section.title, section]));
  const sections = [...new Set([...texts(before).keys(), ...texts(after).keys()])].filter(
    (title) => !isSame(texts(before).get(title), texts(after).get(title)),
  );
  return [
    !isSame(before.service, after.service) && 'The name of the service or of the organisation is another one.',
    !isSame(before.use, after.use) && 'What the service is and is not for is another version.',
    !isSame(before.logs, after.logs) && 'The list of hazards is another version.',
    fresh.length > 0 && `${counted(fresh.length, 'hazard is', 'hazards are')} new: ${named(fresh)}.`,
    gone.length > 0 && `${counted(gone.length, 'hazard is', 'hazards are')} no longer shown: ${named(gone)}.`,
    changed.length > 0 && `${counted(changed.length, 'hazard reads', 'hazards read')} differently: ${named(changed)}.`,
    !isSame(before.withheld, after.withheld) && 'What is said of hazards that are not shown is different.',
    (before.report?.subject !== after.report?.subject || before.report?.approved !== after.report?.approved) &&
      'The report is another one, or another version.',
    sections.length > 0 && `These sections of the report read differently: ${sections.join(', ')}.`,
    before.release !== after.release &&
      `The release is ${after.release ?? 'not known'}, and was ${before.release ?? 'not known'}.`,
    !isSame(before.concern, after.concern) && 'How to report a concern reads differently.',
    !isSame(before.reported, after.reported) && 'What was reported and what changed reads differently.',
  ].filter((line) => line !== false);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export * from './domain/said-and-did.ts';
