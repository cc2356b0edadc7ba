import { v7 as newId } from 'uuid';
import type { ReadTx } from '../database/database.ts';
import { DELIVER } from './delivery.ts';
import { addMail } from './store.ts';
import type { Template } from './templates.ts';

/** What is safe for one person. */
export interface Contact {
  readonly person: string;
  /** Null where none is known. */
  readonly address: string | null;
  /**
   * `plain`: a mail may say that it comes from Primum, and lead to its place there. `discreet`: somebody else may see it, so
   * it says nothing but that there is a message. `never`: this person gets no mail.
   */
  readonly policy: 'plain' | 'discreet' | 'never';
}

export interface Message {
  readonly to: Contact;
  readonly template: Template;
  /** The page that it leads to, as in "/services/DEMO": ids and references, no question mark and no words. */
  readonly path: string;
}

/** How a mail is got on its way; see `createMail`. */
export interface Mail {
  /** Whether there is a mail server. Without one, mail is kept for a developer to look at. */
  readonly delivers: boolean;
  /**
   * The one way to send anything. It is on its way if the transaction is committed, and not otherwise.
   * @returns whether this person may be written to
   */
  readonly send: (tx: ReadTx, message: Message) => Promise<boolean>;
}

export interface MailOptions {
  readonly now: () => Date;
  /** Begins the job that delivers; null without a mail server. */
  readonly begin: ((name: string, ids: Readonly<Record<string, string>>, tx: ReadTx) => Promise<void>) | null;
}

const PATH = /^(?:\/[\w-]+)*\/?$/u;
const ADDRESS = /^[^\s@<>,;:"\\\p{Cc}]+@[^\s@<>,;:"\\\p{Cc}]+$/u;

/** Puts the one way to send mail together. */
export function createMail({ now, begin }: MailOptions): Mail {
  return {
    delivers: begin !== null,
    send: async (tx, { to: { person, address, policy }, template, path }) => {
      if (!PATH.test(path)) throw new Error('a mail leads to a page, and its address says nothing');
      if (policy === 'never' || address === null) return false;
      if (address.length > 254 || !ADDRESS.test(address)) return false;
      const id = newId();
      const shown = policy === 'discreet' ? '' : path;
      await addMail(tx, { id, person, address, template, path: shown, createdAt: now() });
      await begin?.(DELIVER, { organisation: tx.organisation, mail: id }, tx);
      return true;
    },
  };
}
