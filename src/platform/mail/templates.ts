/*
 * Every mail that Primum can send. Subjects and words are chosen from this list and never made of what somebody typed: mail
 * is read on locked screens, by families, and by whoever runs the mail server. What it is about stands in Primum, behind the
 * sign-in.
 */

interface MailWords {
  readonly subject: string;
  readonly words: string;
  /** Whether it may go to somebody without an account: it names nothing, neither a product nor a service. */
  readonly anybody?: true;
}

const WORDS = {
  waiting: {
    subject: 'Something in Primum waits for you',
    words: 'Something in Primum needs you. Sign in to see what it is:',
  },
  changed: {
    subject: 'Something in Primum has changed',
    words: 'Something that you look after in Primum has changed. Sign in to see what it is:',
  },
  invitation: {
    subject: 'You are invited to Primum',
    words:
      'Somebody has invited you to work with them in Primum. This link says who, and what you will be able to do. It works once, for 7 days:',
  },
  assessing: {
    subject: 'You are invited to look at something in Primum',
    words:
      'Somebody has invited you to look at the safety of a service in Primum. This link says who, and until when. It is yours alone: do not pass it on:',
  },
  answer: {
    subject: 'A message for you',
    words: 'There is a message for you. You can read it here:',
    anybody: true,
  },
} as const satisfies Readonly<Record<string, MailWords>>;

export type Template = keyof typeof WORDS;
export const TEMPLATES: Readonly<Record<Template, MailWords>> = WORDS;

/** To whoever is not to be known to have anything to do with it. */
const DISCREET = { subject: 'A message for you', words: 'There is a message for you. Sign in to read it:' };
/**
 * To somebody without an account of whom nobody knows whether a message is safe: nothing in it says where it comes from or what it is
 * about, and no address leads anywhere.
 */
const NEUTRAL = { subject: 'A message for you', words: 'There is a message for you, where you left yours.' };

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** The mail in words. @param url where this installation is @param path where it leads to; null says nothing of that */
export function render(name: Template, url: string, path: string | null): MailText {
  const template = TEMPLATES[name];
  const quiet = template.anybody ? NEUTRAL : DISCREET;
  const { subject, words } = path === null ? quiet : template;
  const link = path === null && template.anybody ? [] : [`${url}${path ?? '/'}`];
  return {
    subject,
    text: [words, ...link, 'This mail was sent by a program. Nobody reads answers to it.\n'].join('\n\n'),
  };
}

export function isTemplate(name: string): name is Template {
  return Object.hasOwn(TEMPLATES, name);
}
