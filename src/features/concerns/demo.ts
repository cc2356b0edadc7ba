import { anyCommand } from '../../platform/commands/command.ts';
import { putEmail } from '../../platform/accounts/store.ts';
import type { Demo } from '../../platform/feature.ts';
import { sealConcern } from './sealed.ts';
import { addToConcern, closeConcern, sendConcern } from './commands.ts';
import { NOTHING_ANSWERED, type Answers } from './domain.ts';
import { prepareConcernForm, publishConcernForm } from './form-commands.ts';

const SERVICE = 'DEMO';
const WORDS = 'apple boat candle daisy lemon';

/**
 * The demo service's form, published; one concern that waits, and one that was answered. Whoever has looked can come back to the second
 * one with its reference 2347-CDFH and the words "apple boat candle daisy lemon".
 */
export async function makeConcernsDemo({ execute, somebody, ground, organisation }: Demo): Promise<void> {
  const lead = await somebody('Juniper Hale', ['safeguarding lead', 'clinical reviewer']);
  await ground.database.platform((tx) => putEmail(tx, lead.id, 'juniper.hale@quillfeather.example'));
  await execute(
    anyCommand(prepareConcernForm),
    {
      service: SERVICE,
      reader: 'A nurse of the team',
      days: [1, 2, 3, 4, 5],
      opens: '08:00',
      closes: '18:00',
      onCall: lead.id,
      escalation: 'After 15 minutes the site manager is called, who has the list of leads.',
      phone: '',
      exit: 'weather',
    },
    lead,
  );
  await execute(anyCommand(publishConcernForm), { service: SERVICE }, lead);

  const send = async (id: string, reference: string, answers: Partial<Answers>) => {
    const all = { ...NOTHING_ANSWERED, ...answers };
    const sealed = await sealConcern(ground.sealing, organisation, { id, answers: all, words: WORDS });
    const text = (bytes: Buffer) => bytes.toString('base64');
    await execute(anyCommand(sendConcern), {
      service: SERVICE,
      id,
      reference,
      answers: text(sealed.answers),
      contact: text(sealed.contact),
      salt: text(sealed.salt),
      verifier: text(sealed.verifier),
    });
  };
  await send('0199c0de-0000-7000-8000-000000000001', '2347-CDFH', {
    what: 'I could not find out from the page whether I may shower with the dressing on.',
    when: 'last week',
    hurt: 'no',
    who: 'anonymous',
    reach: 'no',
  });
  await execute(
    anyCommand(closeConcern),
    {
      service: SERVICE,
      concern: '2347-CDFH',
      words: 'Thank you. You were right: the page did not say it. It does now. You may shower with this dressing on.',
    },
    lead,
  );
  await send('0199c0de-0000-7000-8000-000000000002', 'KMNP-RTWX', {
    what: 'The picture that I sent of my leg was shown the wrong way round, and the nurse looked at the wrong side first.',
    when: 'this morning',
    hurt: 'not sure',
    danger: 'no',
    who: 'confidential',
    reach: 'some',
    ways: ['text message'],
    where: '07700 900 123',
    times: 'weekdays before 3pm',
    message: 'no',
    callOurselves: 'the library',
    needs: ['large print'],
  });
  await execute(anyCommand(addToConcern), {
    service: SERVICE,
    id: '0199c0de-0000-7000-8000-000000000002',
    words: 'I looked again: only pictures taken with the front camera are the wrong way round.',
  });
}
