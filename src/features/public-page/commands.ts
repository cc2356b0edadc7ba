import { z } from 'zod';
import { newAddressCode } from '../../platform/address-code.ts';
import { command, type CommandTx, type Result } from '../../platform/commands/command.ts';
import { optionalLine, paragraph } from '../../platform/commands/fields.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { Denied, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { putFile } from '../../platform/files/files.ts';
import { hazardRecords } from '../hazards/index.ts';
import { findService, livingService } from '../services/index.ts';
import { SHOWABLE_SECTIONS, type PublicDocument } from './domain.ts';
import { hazardField, IN_THE_TEAM, PUBLISHES, serviceField } from './fields.ts';
import { digestOfShown, documentNow } from './making.ts';
import {
  changesOf,
  choicesOf,
  editionsOf,
  namedIn,
  nextChange,
  pageOf,
  putChange,
  putChoices,
  putEdition,
  putNamed,
  putPage,
  putWithheld,
  withheldIn,
} from './store.ts';

const feature = 'public-page';

interface Of extends Result {
  readonly service: string;
  readonly serviceId: string;
}

const aboutService = (_input: unknown, output: Of) => ({ kind: 'service', id: output.serviceId });

/** What stands on the page besides what is on record. Nothing of it is public before somebody publishes it. */
export const preparePublicPage = command({
  feature,
  name: 'preparePublicPage',
  summary: 'Says what the public page of a service shows: how to report a concern, and what of log and report',
  past: ['a public page was prepared', 'public pages were prepared # times'],
  input: z.strictObject({
    service: serviceField,
    concern: paragraph(2_000, 'Say how somebody reports that something is not safe.').describe(
      'How somebody reports a concern: what happens with it, and when they hear',
    ),
    phone: optionalLine(40).describe('A number that somebody answers'),
    address: optionalLine(254).describe('An address that somebody reads: of an office, and not of a person'),
    controls: z.boolean().default(false).describe('Whether the words of controls are shown'),
    sections: z
      .array(z.enum(SHOWABLE_SECTIONS, `Choose of: ${SHOWABLE_SECTIONS.join(', ')}.`))
      .max(SHOWABLE_SECTIONS.length)
      .default([])
      .describe('Sections of the report that are shown'),
    listed: z.boolean().default(false).describe('Whether search engines may list the page'),
    reported: z.boolean().default(false).describe('Whether it is shown what was reported and what changed'),
  }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, concern: text, phone, address, sections, ...shown }) => {
    if (phone === '' && address === '')
      throw new InputProblem([
        { field: 'phone', message: 'Give a number or an address: whoever has a concern needs one of them.' },
      ]);
    const { id, reference: service } = await livingService(tx, reference);
    const ordered = SHOWABLE_SECTIONS.filter((one) => sections.includes(one));
    putChoices(tx, id, { concern: { text, phone, address }, sections: ordered, ...shown });
    return { service, serviceId: id };
  },
});

/** From the next publishing on. The page says how many are not shown, and why. */
export const withholdHazard = command({
  feature,
  name: 'withholdHazard',
  summary: 'Leaves a hazard out of the public page, with a reason that stands there in its place',
  past: ['a hazard was left out of a public page', '# hazards were left out of public pages'],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    reason: paragraph(300, 'Say why it is not shown. Everybody reads this.').describe('Everybody reads this'),
  }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, hazard, reason }) => {
    const { id, reference: service } = await livingService(tx, reference);
    const found = (await hazardRecords(tx, id, { seq: null, now: tx.at })).some((one) => one.id === hazard);
    if (!found) throw new NotFound(`There is no hazard ${hazard} in this service.`);
    putWithheld(tx, id, hazard, reason);
    return { service, serviceId: id, hazard };
  },
});

export const showHazard = command({
  feature,
  name: 'showHazardOnPublicPage',
  summary: 'Shows a hazard again that was left out of the public page, from the next publishing on',
  past: ['a hazard is shown on a public page again', '# hazards are shown on public pages again'],
  input: z.strictObject({ service: serviceField, hazard: hazardField }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, hazard }) => {
    const { id, reference: service } = await livingService(tx, reference);
    if (!(await withheldIn(tx, id)).has(hazard))
      throw new NotPossible(`${hazard} is not left out. Nothing was changed.`);
    putWithheld(tx, id, hazard, null);
    return { service, serviceId: id, hazard };
  },
});

/** From the next publishing on, and only where the page shows what was reported. */
export const addSaidAndDid = command({
  feature,
  name: 'addSaidAndDid',
  summary: 'Writes what somebody reported and what was done, for the public page',
  past: ['it was written what was reported and done', 'it was written # times what was reported and done'],
  input: z.strictObject({
    service: serviceField,
    said: paragraph(500, 'Say what was reported, so that nobody can be recognised. Everybody reads this.'),
    did: paragraph(500, 'Say what was done. Everybody reads this.'),
  }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, said, did }) => {
    const { id, reference: service } = await livingService(tx, reference);
    const number = await nextChange(tx, id);
    putChange(tx, id, number, { said, did });
    return { service, serviceId: id, number };
  },
});

export const takeOutSaidAndDid = command({
  feature,
  name: 'takeOutSaidAndDid',
  summary: 'Takes out of the public page what was reported and done, from the next publishing on',
  past: ['it was taken out what was reported and done', 'it was taken out # times what was reported and done'],
  input: z.strictObject({
    service: serviceField,
    saidDid: z.coerce.number('Say which: its number.').int().min(1).describe('Its number'),
  }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, saidDid }) => {
    const { id, reference: service } = await livingService(tx, reference);
    const found = (await changesOf(tx, id)).some(({ number }) => number === saidDid);
    if (!found) throw new NotFound(`There is no ${saidDid} among what was said and done.`);
    putChange(tx, id, saidDid, null);
    return { service, serviceId: id };
  },
});

/**
 * Keeps what would be shown as it is, and shows it to everybody. Whoever publishes sends along the digest of what they saw: nothing
 * else is published than that.
 */
export const publishPage = command({
  feature,
  name: 'publishPage',
  summary: 'Publishes the public page of a service: everybody can read it from then on',
  past: ['a public page was published', 'public pages were published # times'],
  input: z.strictObject({
    service: serviceField,
    shows: z
      .string('Open the page that shows what is published, and send what it says.')
      .regex(/^[\da-f]{64}$/u, 'Open the page that shows what is published, and send what it says.')
      .describe('The digest of what was looked at'),
  }),
  may: PUBLISHES,
  confirms: true,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, shows }) => {
    const service = await livingService(tx, reference);
    const { document, choices } = await toPublish(tx, service.reference);
    if (digestOfShown(document) !== shows)
      throw new NotPossible(
        'What would be shown is not what you looked at: something was changed meanwhile. It stands below as it is now. Look at it, and publish it then.',
      );
    const [page, [last]] = await Promise.all([pageOf(tx, service.id), editionsOf(tx, service.id, 1)]);
    const kept = await putFile(tx, Buffer.from(JSON.stringify(document)), 'public-page.json');
    const number = (last?.number ?? 0) + 1;
    putEdition(tx, service.id, { number, release: document.release, listed: choices.listed, file: kept.sha256 });
    const code = page?.code ?? newAddressCode();
    putPage(tx, service.id, { code, published: true, reason: null });
    return { service: service.reference, serviceId: service.id, number, code, file: kept.sha256 };
  },
});

/** @throws NotPossible where there is nothing that could be published */
async function toPublish(tx: CommandTx, reference: string) {
  const service = await findService(tx, reference);
  const [choices, withheld] = await Promise.all([choicesOf(tx, service.id), withheldIn(tx, service.id)]);
  if (!choices)
    throw new NotPossible('Nobody has said yet how a concern is reported. Say that first, and publish then.');
  const document: PublicDocument | null = await documentNow(tx, tx.kinds, { service, choices, withheld, now: tx.at });
  if (!document) throw new NotPossible(NO_USE);
  return { document, choices };
}

export const NO_USE =
  'The intended use of this service is not approved, and the page would say nothing that somebody signed. Sign it first, and publish then.';

/** The address stays, and says that the page is not published any more, and since when. */
export const withdrawPage = command({
  feature,
  name: 'withdrawPage',
  summary: 'Withdraws the public page of a service: its address says since when it is not published any more',
  past: ['a public page was withdrawn', '# public pages were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    reason: paragraph(2_000, 'Say why it is withdrawn. The team reads this, and nobody else.'),
  }),
  may: PUBLISHES,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, reason }) => {
    const { id, reference: service } = await findService(tx, reference);
    const page = await pageOf(tx, id);
    if (!page?.published) throw new NotPossible('The page is not published. Nothing was changed.');
    putPage(tx, id, { code: page.code, published: false, reason });
    return { service, serviceId: id };
  },
});

/** By their own hand, and for themselves alone. */
export const agreeToBeNamed = command({
  feature,
  name: 'agreeToBeNamed',
  summary: 'Agrees that your own name stands on the public page while you are clinical safety officer of the service',
  past: ['somebody agreed to be named on a public page', '# people agreed to be named on public pages'],
  input: z.strictObject({ service: serviceField }),
  may: PUBLISHES,
  subject: aboutService,
  run: (tx, actor, { service }) => name(tx, actor, service, true),
});

/** At any time, and at once: no page and no edition that was kept holds the name. */
export const takeBackBeingNamed = command({
  feature,
  name: 'takeBackBeingNamed',
  summary: 'Takes your own name off the public page of a service, at once',
  past: ['somebody took their name off a public page', '# people took their names off public pages'],
  input: z.strictObject({ service: serviceField }),
  may: IN_THE_TEAM,
  subject: aboutService,
  run: (tx, actor, { service }) => name(tx, actor, service, false),
});

async function name(tx: CommandTx, actor: Actor, reference: string, agreed: boolean): Promise<Of> {
  if (actor.kind !== 'person') throw new Denied('Only a person can do this, in the browser. Nothing was changed.');
  const { id, reference: service } = await findService(tx, reference);
  if ((await namedIn(tx, id)).has(actor.id) === agreed)
    throw new NotPossible(agreed ? 'You have agreed already.' : 'Your name does not stand there. Nothing was changed.');
  putNamed(tx, id, actor.id, agreed);
  return { service, serviceId: id };
}
