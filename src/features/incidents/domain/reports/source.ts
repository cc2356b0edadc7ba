import type { IncidentRecord } from '../../domain.ts';

/*
 * What a report is made of, and what may not stand in one. Nothing of a safeguarding compartment is here, and so it can be in none
 * of the reports: an incident is the same with one and without.
 */

/** An incident, with what a report says around it. */
export interface ReportSource {
  readonly incident: IncidentRecord;
  readonly service: { readonly name: string; readonly reference: string };
  readonly organisation: string;
  /** The names of the people of the organisation: none may stand in what leaves it. */
  readonly people: readonly string[];
  /** What was done at once, each in a sentence, the first one first. */
  readonly immediate: readonly string[];
  /** Incidents that are linked as having the same cause: "INC-4". */
  readonly similar: readonly string[];
}

/** A title before a name; an address of mail; what looks like a number of a telephone. */
const TITLED = /\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Nurse|Sister)\.?\s+\p{Lu}[\p{L}'\u2019-]+/gu;
const MAIL = /[^\s<>()"]+@[^\s<>()"]+\.[\p{L}]{2,}/gu;
const TELEPHONE = /(?<![\w.-])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?![\w-])/gu;

/** What in a text names somebody, or may: as it stands there, each once, in the order of the text. */
export function namesIn(text: string, people: readonly string[]): string[] {
  const found = [TITLED, MAIL, TELEPHONE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, words: match[0] })),
  );
  const folded = text.toLowerCase();
  for (const name of people) {
    const at = name.trim() === '' ? -1 : folded.indexOf(name.toLowerCase());
    if (at >= 0) found.push({ at, words: text.slice(at, at + name.length) });
  }
  return [...new Set(found.toSorted((one, other) => one.at - other.at).map(({ words }) => words))];
}

/** The free texts of an incident that go into a report, and how each is called there. */
export function textsOf({
  incident,
  immediate,
}: ReportSource): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: 'title', text: incident.title },
    { name: 'description', text: incident.what },
    { name: 'cause', text: incident.cause ?? '' },
    { name: 'account of what was done at once', text: immediate.join('\n') },
  ].filter(({ text }) => text !== '');
}

/** What has to be taken out before a report leaves, as sentences; none where nothing was found. */
export function notAllowedIn(source: ReportSource): string[] {
  return textsOf(source).flatMap(({ name, text }) =>
    namesIn(text, source.people).map(
      (words) =>
        `The ${name} has \u201C${words}\u201D, which may say who somebody is. A report names nobody: change the ${name} of ${source.incident.reference} first.`,
    ),
  );
}
