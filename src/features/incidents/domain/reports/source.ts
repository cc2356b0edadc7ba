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
  /** What was done at once, each in a sentence, the first one first. */
  readonly immediate: readonly string[];
  /** Incidents that are linked as having the same cause: "INC-4". */
  readonly similar: readonly string[];
  /** What in its texts may say who somebody is: in which text, and the words. */
  readonly noticed: readonly { readonly in: string; readonly words: string }[];
}

/** The free texts of an incident that go into a report, and how each is called there. */
export function textsOf({
  incident,
  immediate,
}: Pick<ReportSource, 'incident' | 'immediate'>): readonly { readonly name: string; readonly text: string }[] {
  return [
    { name: 'title', text: incident.title },
    { name: 'description', text: incident.what },
    { name: 'cause', text: incident.cause ?? '' },
    { name: 'account of what was done at once', text: immediate.join('\n') },
  ].filter(({ text }) => text !== '');
}

/** Those of these names that stand in a text, in whatever case, as they stand there. */
export function peopleIn(text: string, people: readonly string[]): string[] {
  const folded = text.toLowerCase();
  return people.flatMap((name) => {
    const at = name.trim() === '' ? -1 : folded.indexOf(name.toLowerCase());
    return at < 0 ? [] : [text.slice(at, at + name.length)];
  });
}

/** What has to be taken out before a report leaves, as sentences; none where nothing was noticed. */
export function notAllowedIn({ noticed, incident }: ReportSource): string[] {
  return noticed.map(
    (one) =>
      `The ${one.in} has \u201C${one.words}\u201D, which may say who somebody is. A report names nobody: change the ${one.in} of ${incident.reference} first.`,
  );
}
