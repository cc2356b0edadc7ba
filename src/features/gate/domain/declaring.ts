import { dayIn, sayDay, lastDayTo } from '../../../words/days.ts';
import type { Sentence, Words } from '../../../words/sentence.ts';

/*
 * What was declared of incidents: while they have no room of their own, an officer's word on them is what the gate goes by.
 */

export interface Declaration {
  /** Until when it stands that none undermines the safety case; null where it says that one may. */
  readonly until: Date | null;
  readonly by: string;
  readonly at: Date;
  /** What was looked at, or what happened. */
  readonly note: string;
}

/** What clears it where nobody knows, or one may. @param path of the gate of the service */
export function declaringClears(path: string): Words {
  return [
    { text: 'A declaration', href: `${path}/no-incident` },
    ' by the clinical safety officer or a deputy that none does clears it.',
  ];
}

/** How the last declaration stands, what it rests on, and what clears it. @param path of the gate of the service */
export function incidentsSentence(declaration: Declaration | null, path: string, now: Date): Sentence {
  const clears = declaringClears(path);
  const so = ['Whether an incident undermines the safety case is not known'];
  if (declaration === null) return { so, because: ['nobody has declared anything yet'], clears };
  const { by, at, until, note } = declaration;
  if (until === null)
    return {
      so: ['An incident may undermine the safety case'],
      because: [`${by} said so on ${sayDay(dayIn(at))}: ${quoted(note)}`],
      clears,
    };
  if (until <= now)
    return {
      so,
      because: [`what ${by} declared on ${sayDay(dayIn(at))} stood until ${sayDay(lastDayTo(until))}`],
      clears,
    };
  return {
    so: ['No incident undermines the safety case'],
    because: [`${by} declared so on ${sayDay(dayIn(at))}, until ${sayDay(lastDayTo(until))}: ${quoted(note)}`],
    clears: [],
  };
}

/** What somebody typed, inside of a sentence that goes on: its own full stop would stand beside ours. */
export function quoted(note: string): string {
  return `“${note.trim().replace(/\.$/u, '')}”`;
}
