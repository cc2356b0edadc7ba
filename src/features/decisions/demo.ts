import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { recordAssumption } from './assumption-commands.ts';
import { recordDecision, supersedeDecision } from './commands.ts';

const SERVICE = 'DEMO';

/** What the demo service assumes: one that holds for a while, and one that somebody has to look at this week. */
export async function makeDemo({ execute, somebody, ground }: Demo): Promise<void> {
  const today = dateIn(ground.now());
  const ottoline = await somebody('Ottoline Reed', ['safety engineer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  await execute(
    anyCommand(recordAssumption),
    {
      service: SERVICE,
      text: 'A community nurse looks at the inbox at least once in every working day',
      why: 'Larkmoor Community Trust says so in its rota. If a day without a look is found in the access records, this is false.',
      owner: ottoline.id,
      reviewBy: dayAfter(today, 170),
    },
    ottoline,
  );
  await execute(
    anyCommand(recordAssumption),
    {
      service: SERVICE,
      text: 'Patients have a phone that can take a sharp photo at arm’s length',
      why: 'Of 40 patients asked in the alpha, 38 had one. Those who join now are older, so it is looked at again.',
      owner: posy.id,
      reviewBy: dayAfter(today, 6),
    },
    posy,
  );
}

/**
 * What was decided in the demo service: one decision that took the place of another, and one question that is open. Called
 * once what they touch is there.
 * @param touches references of hazards and controls of the demo
 */
export async function demoDecisions(
  { execute, somebody, ground }: Demo,
  touches: { readonly photo: readonly string[]; readonly inbox: readonly string[] },
): Promise<void> {
  const today = dateIn(ground.now());
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const first = await execute(
    anyCommand(recordDecision),
    {
      service: SERVICE,
      question: 'How is a patient told that a photo is too blurred to be used?',
      options: [
        {
          text: 'The nurse asks for another one by message',
          pros: 'Nothing has to be built.',
          cons: 'It takes up to a day, and some never answer.',
        },
        {
          text: 'The service measures the sharpness and asks at once',
          pros: 'The patient still has the dressing off.',
          cons: 'It may refuse a photo that a nurse could use.',
        },
      ],
      chosen: 1,
      reason: 'Nothing could be built before the beta began.',
      decidedOn: dayAfter(today, -200),
      decidedBy: posy.id,
      touches: [...touches.photo],
    },
    posy,
  );
  await execute(
    anyCommand(supersedeDecision),
    {
      service: SERVICE,
      decision: first['decision'],
      version: first['version'],
      question: 'How is a patient told that a photo is too blurred to be used?',
      options: [
        {
          text: 'The service measures the sharpness, asks at once, and takes the second photo whatever it is',
          pros: 'The patient still has the dressing off. No photo is ever refused twice.',
          cons: 'A blurred photo can still arrive, so the nurse still looks at each.',
        },
        {
          text: 'The nurse goes on asking by message',
          pros: 'Nothing changes.',
          cons: 'In the beta, 9 of 60 blurred photos were never replaced.',
        },
      ],
      chosen: 1,
      reason: 'The beta showed that a day is too long. What the measurement misses, the nurse still sees.',
      decidedOn: dayAfter(today, -40),
      group: 'Clinical safety group',
      people: 'Wren Applewhite\nOttoline Reed\nPosy Thackray',
      touches: [...touches.photo, 'ASM-2', 'Report of the beta, section 4'],
    },
    wren,
  );
  await execute(
    anyCommand(recordDecision),
    {
      service: SERVICE,
      question: 'Who watches the inbox on bank holidays?',
      options: [
        {
          text: 'The nurse on call of the trust',
          pros: 'Somebody is there anyway.',
          cons: 'They have no training in it yet.',
        },
        { text: 'Nobody, and the service says so', pros: 'It is honest.', cons: 'Three days can pass without a look.' },
      ],
      touches: [...touches.inbox, 'ASM-1'],
    },
    wren,
  );
}
