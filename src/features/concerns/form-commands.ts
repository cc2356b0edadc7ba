import { z } from 'zod';
import { newAddressCode } from '../../platform/address-code.ts';
import { command, type CommandTx, type Result } from '../../platform/commands/command.ts';
import { optionalLine, paragraph, line } from '../../platform/commands/fields.ts';
import { InputProblem, NotPossible } from '../../platform/commands/problems.ts';
import { livingService, type Service } from '../services/index.ts';
import { exits } from './data.ts';
import { formPath, hoursProblem, whyNotPublished, type FormSet } from './domain.ts';
import { serviceField, SETS_UP } from './fields.ts';
import { formOfService, putForm } from './form-store.ts';
import { onCallOf } from './on-call.ts';

const feature = 'concerns';

interface Of extends Result {
  readonly service: string;
  readonly serviceId: string;
  readonly path: string;
}

const aboutService = (_input: unknown, output: Of) => ({ kind: 'service', id: output.serviceId });
const time = (message: string) => line(5, message).regex(/^\d\d:\d\d$/u, 'Give the time as 08:00.');

/** Who reads what comes in, and when. Nothing is public before somebody publishes it. */
export const prepareConcernForm = command({
  feature,
  name: 'prepareConcernForm',
  summary: 'Says who reads what comes in by the public form of a service, in which hours, and who is told at any hour',
  past: ['a public form for concerns was set up', 'public forms for concerns were set up # times'],
  input: z.strictObject({
    service: serviceField,
    reader: line(80, 'Say who reads it, such as: A nurse of the team.').describe(
      'Who reads it, in words that name nobody; everybody reads this',
    ),
    days: z
      .array(z.coerce.number().int().min(1).max(7))
      .max(7)
      .transform((days) => [...new Set(days)].toSorted((a, b) => a - b))
      .describe('On which days somebody reads: 1 for Monday to 7 for Sunday'),
    opens: time('Say from when somebody reads.').describe('From when, in London: 08:00'),
    closes: time('Say until when somebody reads.').describe('Until when: 18:00; 24:00 for the end of the day'),
    holidays: z.boolean().default(false).describe('Whether somebody reads on bank holidays of England too'),
    onCall: z.guid('Choose who is told at any hour.').describe('Who is told at any hour: a person’s id'),
    escalation: paragraph(1_000, 'Say what happens when the person on call does not answer.').describe(
      'What happens when the person on call does not answer: for the team',
    ),
    phone: optionalLine(40).describe('A free number that somebody answers'),
    exit: z.string().trim().default('').describe('Which plain site the way out leads to'),
  }),
  may: SETS_UP,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, days, opens, closes, holidays, ...said }) => {
    const service = await livingService(tx, reference);
    const hours = { days, opens, closes, holidays };
    const problem = hoursProblem(hours);
    if (problem !== null) throw new InputProblem([{ field: days.length === 0 ? 'days' : 'opens', message: problem }]);
    const site = said.exit === '' ? exits()[0]!.id : said.exit;
    if (!exits().some(({ id }) => id === site))
      throw new InputProblem([{ field: 'exit', message: 'Choose one of the sites.' }]);
    if ((await onCallOf(tx, service.reference, said.onCall)) === null)
      throw new InputProblem([{ field: 'onCall', message: 'Choose somebody who belongs to your organisation.' }]);
    const before = await formOfService(tx, service.id);
    const { code, published, reason } = before ?? { code: newAddressCode(), published: false, reason: '' };
    const form = { ...said, exit: site, hours, code, published, reason };
    // What is published stays publishable: nobody takes the person on call away from under it.
    if (published) await orNotPossible(tx, service, form);
    putForm(tx, service.id, form);
    return of(service, code);
  },
});

/** A form that nobody reads is more dangerous than none: it says first what is missing. */
export const publishConcernForm = command({
  feature,
  name: 'publishConcernForm',
  summary: 'Publishes the form by which anybody says that something is wrong with a service',
  past: ['a public form for concerns was published', 'public forms for concerns were published # times'],
  input: z.strictObject({ service: serviceField }),
  may: SETS_UP,
  subject: aboutService,
  run: async (tx, _actor, { service: reference }) => {
    const service = await livingService(tx, reference);
    const form = await formOfService(tx, service.id);
    await orNotPossible(tx, service, form);
    putForm(tx, service.id, { ...form!, published: true, reason: '' });
    return of(service, form!.code);
  },
});

/** Its address says so then. What came in stays, and whoever wrote it can still come back. */
export const takeDownConcernForm = command({
  feature,
  name: 'takeDownConcernForm',
  summary: 'Takes the public form of a service down, with a reason that the team reads',
  past: ['a public form for concerns was taken down', 'public forms for concerns were taken down # times'],
  input: z.strictObject({
    service: serviceField,
    reason: paragraph(1_000, 'Say why it is taken down.').describe('Why: for the team'),
  }),
  may: SETS_UP,
  subject: aboutService,
  run: async (tx, _actor, { service: reference, reason }) => {
    const service = await livingService(tx, reference);
    const form = await formOfService(tx, service.id);
    if (!form?.published) throw new NotPossible('It is not published, so there is nothing to take down.');
    putForm(tx, service.id, { ...form, published: false, reason });
    return of(service, form.code);
  },
});

function of({ id, reference }: Pick<Service, 'id' | 'reference'>, code: string): Of {
  return { service: reference, serviceId: id, path: formPath(code) };
}

/** @throws NotPossible with all that is missing */
async function orNotPossible(
  tx: CommandTx,
  service: Pick<Service, 'reference'>,
  form: Pick<FormSet, 'reader' | 'hours' | 'escalation' | 'onCall'> | null,
): Promise<void> {
  const why = whyNotPublished(form, form?.onCall ? await onCallOf(tx, service.reference, form.onCall) : null);
  if (why.length > 0) throw new NotPossible(`It cannot be published yet. ${why.join(' ')}`);
}
