import { anyCommand } from '../../../platform/commands/command.ts';
import type { Demo } from '../../../platform/feature.ts';
import { discussing } from '../../discussion/index.ts';
import { hazardDiscussable } from '../discussing.ts';
import { hazardReference } from '../domain.ts';
import { DEMO_HAZARDS } from './wound-care.ts';

const SERVICE = 'DEMO';
const WRONG_RECORD = 'A wound photo is attached to the wrong patient’s record';
const WEEK_LATE = 'A photo taken without a connection reaches the nurse a week late';

function called(name: string): string {
  return hazardReference(DEMO_HAZARDS.findIndex((hazard) => hazard.name === name) + 1);
}

/** What people say of two hazards of the demo: a question that is open, and one that was settled; and what is attached. */
export async function demoDiscussion({ execute, somebody }: Demo): Promise<void> {
  const { answerDiscussion, attachCommand, discussCommand, resolveDiscussion } = await discussing();
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  const ottoline = await somebody('Ottoline Reed', ['safety engineer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const discuss = discussCommand(hazardDiscussable);
  const attach = attachCommand(hazardDiscussable);
  const hazard = called(WRONG_RECORD);

  const open = await execute(
    discuss,
    {
      service: SERVICE,
      hazard,
      text: 'The two shared tablets at Heron Lane ask for the date of birth once, when the visit is opened, and are then passed on. @Wren Applewhite, can the residual rating still rest on that?',
      mentions: [wren.id],
    },
    ottoline,
  );
  await execute(
    anyCommand(answerDiscussion),
    {
      service: SERVICE,
      thread: open['thread'],
      text: 'I rang Heron Lane. Both tablets were passed on with the visit still open on three of the last ten rounds.',
    },
    juniper,
  );

  const settled = await execute(
    discuss,
    {
      service: SERVICE,
      hazard: called(WEEK_LATE),
      text: 'How does a nurse see that a photo is a week old? To me it looks like one of today.',
    },
    posy,
  );
  await execute(
    anyCommand(answerDiscussion),
    {
      service: SERVICE,
      thread: settled['thread'],
      text: 'The day on which it was taken stands above the photo, and in bold when that is more than a day before it arrived. Since 1.3.0.',
    },
    ottoline,
  );
  await execute(
    anyCommand(resolveDiscussion),
    { service: SERVICE, thread: settled['thread'], text: 'Seen on my own phone. Thank you.' },
    posy,
  );

  await execute(
    attach,
    {
      service: SERVICE,
      hazard,
      words: 'How a shared tablet is handed on, drawn step by step',
      link: 'https://willowbank-wound-care.example/design/shared-tablet',
    },
    ottoline,
  );
  const notes =
    'Heron Lane, by telephone.\nTen rounds looked at. Three with the visit left open between two patients.\n';
  await execute(
    attach,
    {
      service: SERVICE,
      hazard,
      words: 'Notes of the call with Heron Lane',
      file: { name: 'heron-lane-call.txt', content: Buffer.from(notes, 'utf8').toString('base64') },
    },
    juniper,
  );
}
