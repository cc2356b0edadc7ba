import { v7 as newId } from 'uuid';
import type { ReadTx } from '../database/database.ts';
import type { Sealing } from '../sealed/sealing.ts';
import { DELIVER } from './delivery.ts';
import {
  mayGoOut,
  mayGoToMember,
  NO_ADDRESS,
  type ContactOnRecord,
  type Decision,
  type StaffPolicy,
} from './safe-contact.ts';
import { sealLetter } from './sealed-letter.ts';
import { addDecision, addMail, withdrawMails } from './store.ts';
import { TEMPLATES, type Template } from './templates.ts';

/** What is safe for one person. */
export interface Contact {
  /** Of somebody without an account: an id that says nothing of them. */
  readonly person: string;
  /** Null where none is known. */
  readonly address: string | null;
  /**
   * `plain`: a mail may say that it comes from Primum, and lead to its place there. `discreet`: somebody else may see it, so
   * it says nothing but that there is a message. `never`: this person gets no mail. Of somebody without an account: how they said that
   * they can be reached. Their address stands in the database only sealed.
   */
  readonly policy: StaffPolicy | ContactOnRecord;
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
   * The one way to send anything, and the gate: what is not safe for this person does not go, and what was decided is kept. It is on its
   * way if the transaction is committed, and not otherwise.
   * @returns whether this person may be written to
   */
  readonly send: (tx: ReadTx, message: Message) => Promise<boolean>;
  /** Takes back what waits to go to somebody: a way that was safe is unsafe at once. @param person as it was sent to */
  readonly stop: (tx: ReadTx, person: string) => Promise<void>;
}

export interface MailOptions {
  readonly now: () => Date;
  /** Seals addresses that may not stand in the database otherwise. */
  readonly sealing: Sealing;
  /** Begins the job that delivers, at a time where one is given; null without a mail server. */
  readonly begin:
    | ((name: string, ids: Readonly<Record<string, string>>, tx: ReadTx, at: Date | null) => Promise<void>)
    | null;
}

const PATH = /^(?:\/[\w-]+)*\/?$/u;
const ADDRESS = /^[^\s@<>,;:"\\\p{Cc}]+@[^\s@<>,;:"\\\p{Cc}]+$/u;

/** What the gate decides of a mail: pure, and so the same for whoever asks before anything is sent. */
export function mailDecision({ address, policy }: Contact, now: Date): Decision {
  const decision = typeof policy === 'string' ? mayGoToMember(policy) : mayGoOut(policy, 'e-mail', 'neutral', now);
  return decision.goes !== 'no' && (address === null || !isAddress(address)) ? NO_ADDRESS : decision;
}

function isAddress(address: string): boolean {
  return address.length <= 254 && ADDRESS.test(address);
}

/** Puts the one way to send mail together. */
export function createMail({ now, sealing, begin }: MailOptions): Mail {
  return {
    delivers: begin !== null,
    send: async (tx, { to, template, path }) => {
      const { person, address, policy } = to;
      const isMember = typeof policy === 'string';
      if (!PATH.test(path)) throw new Error('a mail leads to a page, and its address says nothing');
      if (!isMember && !TEMPLATES[template].anybody)
        throw new Error(`the mail "${template}" says where it comes from, and goes to members alone`);
      const at = now();
      const { goes, reason, window, name } = mailDecision(to, at);
      const said = isMember ? policy : (policy.ways['e-mail'] ?? 'unknown');
      const id = newId();
      await addDecision(tx, { id, at, template, way: 'e-mail', policy: said, goes, reason, person });
      if (goes === 'no' || address === null) return false;
      await addMail(tx, {
        id,
        person,
        address: isMember ? address : null,
        sealed: isMember ? null : sealLetter(sealing, tx.organisation, id, { address, name }),
        template,
        path: goes === 'neutrally' ? '' : path,
        createdAt: at,
        notBefore: window?.from ?? null,
        notAfter: window?.until ?? null,
      });
      const later = window !== null && window.from > at ? window.from : null;
      await begin?.(DELIVER, { organisation: tx.organisation, mail: id }, tx, later);
      return true;
    },
    stop: (tx, person) => withdrawMails(tx, person),
  };
}
