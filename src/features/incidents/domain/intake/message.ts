import { oneLine, shortened } from './list.ts';

/*
 * What a mail becomes. Whoever sent it is not kept: an address says who somebody is, and nobody said that it is safe to write
 * there. Machines that answer machines are not taken in, or two of them would fill a log. Pure.
 */

/** A mail as it was parsed: header fields by their names in small letters, each as often as it stands there. */
export interface ParsedMessage {
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly subject: string;
  readonly text: string;
  /** The names of what is attached; '' for one without a name. */
  readonly attachments: readonly string[];
  readonly messageId: string;
  readonly date: string;
}

export interface TakenMessage {
  readonly title: string;
  readonly what: string;
  readonly messageId: string | null;
  /** When it says that it was written; null where that cannot be read. */
  readonly writtenAt: Date | null;
}

const LONGEST_TITLE = 120;
const LONGEST_TEXT = 8_000;
const MOST_ATTACHMENTS = 20;

/** Why a mail is not taken in, as a sentence; null for one that is. */
export function whyIgnored({ headers }: ParsedMessage): string | null {
  const all = (key: string) => headers.filter((one) => one.key === key).map(({ value }) => value.trim().toLowerCase());
  if (all('auto-submitted').some((value) => value !== '' && !value.startsWith('no')))
    return 'It was sent by a program, in answer to a mail (Auto-Submitted).';
  if (all('precedence').some((value) => ['bulk', 'junk', 'list', 'auto_reply'].includes(value)))
    return 'It was sent to many, or by a program (Precedence).';
  if (headers.some(({ key }) => key === 'x-autoreply' || key === 'x-autorespond' || key === 'list-id'))
    return 'It is an automatic answer, or a mail of a list.';
  if (all('return-path').includes('<>')) return 'It is a report on the delivery of another mail.';
  if (all('content-type').some((value) => value.startsWith('multipart/report')))
    return 'It is a report on the delivery of another mail.';
  if (all('from').some((value) => /\b(?:mailer-daemon|postmaster)@/u.test(value)))
    return 'It is a report on the delivery of another mail.';
  // Far more than any way that a mail takes: it goes in a circle.
  if (all('received').length > MOST_HOPS) return 'It went through so many servers that it must go in a circle.';
  return null;
}

const MOST_HOPS = 50;

/** The mail as a report; null where nothing stands in it. */
export function reportIn({ subject, text, attachments, messageId, date }: ParsedMessage): TakenMessage | null {
  const title = oneLine(subject.replace(/^(?:\s*(?:re|fwd?|aw|wg)\s*:)+/iu, ''));
  const body = tidied(text);
  if (title === '' && body === '') return null;
  const names = attachments.slice(0, MOST_ATTACHMENTS).map((name) => oneLine(name) || 'a file without a name');
  const kept =
    names.length === 0
      ? ''
      : `\n\nAttached, and not kept: ${names.join(', ')}${attachments.length > names.length ? ' and more' : ''}.`;
  const written = new Date(date);
  return {
    title: shortened(title === '' ? oneLine(body) : title, LONGEST_TITLE),
    what: `${shortened(body === '' ? title : body, LONGEST_TEXT)}${shortened(kept, 2_000)}`,
    messageId: messageId.trim() === '' ? null : messageId.trim(),
    writtenAt: date === '' || Number.isNaN(written.getTime()) ? null : written,
  };
}

/** Ends of lines as ours, no more than one empty line at a time. */
function tidied(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll(/[ \t]+$/gmu, '')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
