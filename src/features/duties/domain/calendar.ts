/*
 * Deadlines as a calendar that a telephone subscribes to (RFC 5545). It says that there is a deadline, and nothing of what: calendars
 * are shown on locked screens, and shared with families. Pure.
 */

/** A deadline in a calendar. */
export interface CalendarEntry {
  /** The same for the same deadline, and nothing that can be read: a calendar replaces what it knows under it. */
  readonly uid: string;
  readonly at: Date;
}

/** @param url where Primum is, such as "https://primum.example.org" */
export function calendarText(entries: readonly CalendarEntry[], url: string, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Primum//Deadlines//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Primum',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(({ uid, at }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(at)}`,
      'DURATION:PT0S',
      'SUMMARY:Deadline in Primum',
      `URL:${url}/deadlines`,
      'CLASS:PRIVATE',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** "20260312T143000Z" */
function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
}

/** No line is longer than 75 octets: what is over goes on in the next one, behind a space. */
function folded(line: string): string {
  const parts = [line.slice(0, 75)];
  for (let from = 75; from < line.length; from += 74) parts.push(` ${line.slice(from, from + 74)}`);
  return parts.join('\r\n');
}
