/*
 * Every mail that Primum can send. Subjects and words are chosen from this list and never made of what somebody typed: mail
 * is read on locked screens, by families, and by whoever runs the mail server. What it is about stands in Primum, behind the
 * sign-in.
 */

export const TEMPLATES = {
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
} as const;

export type Template = keyof typeof TEMPLATES;

/** To whoever is not to be known to have anything to do with it. */
const DISCREET = { subject: 'A message for you', words: 'There is a message for you. Sign in to read it:' };

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** The mail in words. @param url where this installation is @param path where it leads to; null says nothing of that */
export function render(template: Template, url: string, path: string | null): MailText {
  const { subject, words } = path === null ? DISCREET : TEMPLATES[template];
  return {
    subject,
    text: `${words}\n\n${url}${path ?? '/'}\n\nThis mail was sent by a program. Nobody reads answers to it.\n`,
  };
}

export function isTemplate(name: string): name is Template {
  return Object.hasOwn(TEMPLATES, name);
}
