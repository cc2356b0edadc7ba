import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/job.ts';
import type { Sealing } from '../sealed/sealing.ts';
import { openLetter } from './sealed-letter.ts';
import type { Letter, MailServer } from './server.ts';
import { giveUpMail, mailToSend, removeMail, type KeptMail } from './store.ts';
import { isTemplate, render } from './templates.ts';

export const DELIVER = 'deliver-mail';

interface DeliveryOptions {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly now: () => Date;
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

/** Why a mail is not sent any more whose safe time is over. */
export const TOO_LATE = 'late';
const PRODUCT = 'Primum';

/**
 * Hands one mail to the mail server, and takes it out of the outbox. What it refuses for good (5xx) is not tried again;
 * a server that is away is tried for some eight hours, and never beyond the time that is safe for whom it goes to. Killed between the
 * two, the mail is sent twice, with the same id.
 */
export function delivery({ database, sealing, now, server, url }: DeliveryOptions): Job {
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
      const giveUp = (code: string) => database.write(organisation, (tx) => giveUpMail(tx, id, code));
      const at = now();
      if (mail.notAfter !== null && at >= mail.notAfter) return giveUp(TOO_LATE);
      if (mail.notBefore !== null && at < mail.notBefore) throw new NotTaken('early');
      const text = render(mail.template, url, mail.path === '' ? null : mail.path);
      const refusal = await server.take({ id, at: mail.createdAt, ...addressed(organisation, mail), ...text });
      if (refusal === null) return database.write(organisation, (tx) => removeMail(tx, id));
      if (refusal.final || last) await giveUp(refusal.code);
      if (!refusal.final) throw new NotTaken(refusal.code);
    },
  };

  function addressed(organisation: string, { id, address, sealed }: KeptMail): Pick<Letter, 'to' | 'sender'> {
    if (sealed === null) return { to: address ?? '', sender: PRODUCT };
    const letter = openLetter(sealing, organisation, id, sealed);
    return { to: letter.address, sender: letter.name };
  }
}
