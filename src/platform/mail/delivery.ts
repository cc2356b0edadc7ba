import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/job.ts';
import type { MailServer } from './server.ts';
import { giveUpMail, mailToSend, removeMail } from './store.ts';
import { isTemplate, render } from './templates.ts';

export const DELIVER = 'deliver-mail';

interface DeliveryOptions {
  readonly database: Database;
  readonly server: MailServer;
  /** Where this installation is. */
  readonly url: string;
}

/** Why a mail server did not take a mail, without the address and the words in which it said so. */
class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly code: string;
  constructor(code: string) {
    super('the mail server did not take it');
    this.code = code;
  }
}

/**
 * Hands one mail to the mail server, and takes it out of the outbox. What it refuses for good (5xx) is not tried again;
 * a server that is away is tried for some eight hours. Killed between the two, the mail is sent twice, with the same id.
 */
export function delivery({ database, server, url }: DeliveryOptions): Job {
  return {
    name: DELIVER,
    ids: ['organisation', 'mail'],
    lasts: 5 * 60,
    retries: 10,
    pause: 30,
    every: 2,
    run: async ({ organisation = '', mail: id = '' }, { last }) => {
      const mail = await database.read(organisation, (tx) => mailToSend(tx, id));
      if (!mail || !isTemplate(mail.template)) return;
      const text = render(mail.template, url, mail.path === '' ? null : mail.path);
      const refusal = await server.take({ id, to: mail.address, at: mail.createdAt, ...text });
      if (refusal === null) return database.write(organisation, (tx) => removeMail(tx, id));
      if (refusal.final || last) await database.write(organisation, (tx) => giveUpMail(tx, id, refusal.code));
      if (!refusal.final) throw new NotTaken(refusal.code);
    },
  };
}
