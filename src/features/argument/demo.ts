import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { answerCounterEvidence, writeCounterEvidence } from './commands.ts';
import { importArgument } from './document-command.ts';

const SERVICE = 'DEMO';

interface Said {
  readonly claim: string;
  readonly by: 'wren' | 'juniper' | 'ottoline' | 'posy';
  /** '' for nothing that they know of. */
  readonly against: string;
  readonly unknown: string;
  /** '' where nobody has answered. */
  readonly answer?: string;
}

/** What people of the demo wrote against the claims of its argument: most are answered, one is not, and one nobody looked at. */
const SAID: readonly Said[] = [
  {
    claim: 'G-KNOWN',
    by: 'ottoline',
    against:
      'The workshops had no patient and no carer in the room. Hazards at home, such as what a carer does with the photos, came up only when a nurse told of one.',
    unknown: 'What happens in the hours between two messages, when nobody of the team looks.',
    answer:
      'Two carers joined the workshop of February, and what they told became HAZ-25 and HAZ-30. The next one has a patient in it as well.',
  },
  {
    claim: 'G-CONTROLLED',
    by: 'wren',
    against: 'Most ratings were given by the people who built the controls.',
    unknown: 'How often photos are sent without a connection: the app does not count it yet.',
    answer:
      'Each rating that relies on a control of ours was confirmed by a clinician who did not build it; who did stands with the rating.',
  },
  {
    claim: 'G-PEOPLE',
    by: 'posy',
    against: '',
    unknown: 'Who stands in for the clinical safety officer in August.',
  },
  {
    claim: 'G-IN-USE',
    by: 'juniper',
    against:
      'Nurses at Heron Lane told us of two mixed-up photos that nobody had reported. What is not reported is not in the trend.',
    unknown: 'How many of those who send a message and get no answer tell anybody.',
  },
  {
    claim: 'G-HAZ-2',
    by: 'juniper',
    against: 'Of 40 photos that were judged twice, the two nurses differed on 3. All 3 were taken in the evening.',
    unknown: 'Whether the drawn guide helps people who see poorly.',
    answer: 'All 3 were seen by the app as too dark before they were judged, and a second photo was asked for.',
  },
  {
    claim: 'G-HAZ-4',
    by: 'wren',
    against: '',
    unknown: 'Whether search engines still show a page that was taken back.',
  },
  {
    claim: 'G-HAZ-5',
    by: 'juniper',
    against: 'The pictures on darker skin were shown to few people outside the city.',
    unknown: '',
    answer:
      'The words were tested with 24 people of several skin tones; the pictures stand beside them and not in their place.',
  },
  {
    claim: 'G-HAZ-7',
    by: 'ottoline',
    against: 'On two Sundays in January the message to the duty line came an hour late.',
    unknown: 'How long a person with a fever waits before they call somebody else.',
    answer: 'The page says to call 111 before a message can be sent, and both senders had done so.',
  },
  {
    claim: 'G-HAZ-16',
    by: 'wren',
    against: '',
    unknown: 'How many people with diabetes do not say so when they join.',
  },
  { claim: 'G-HAZ-25', by: 'juniper', against: '', unknown: '' },
  {
    claim: 'G-HAZ-27',
    by: 'ottoline',
    against: 'The flag was wrong in 6 of 10 cases in the first month.',
    unknown: '',
    answer: 'Since release 1.3.0 it asks one more question, and was wrong in 2 of 31.',
  },
];

/** A supplier's argument, as it was brought. */
const SUPPLIER = `module:
  name: ImageStore
  brief: Argument of the supplier of the image store

G1:
  text: Photos that were stored are given out whole, and to the right record
  supportedBy: [S1]
  inContextOf: [C1]

C1:
  text: Image store 4.2, as Willowbank uses it

S1:
  text: Argue over storing and giving out
  supportedBy: [G2, G3]

G2:
  text: A photo is stored once, under the record that it was sent for
  supportedBy: [Sn1]

Sn1:
  text: Test report of the supplier, 4.2

G3:
  text: A photo is given out only for the record under which it is stored
  undeveloped: true
`;

export async function makeDemo({ execute, somebody, ground }: Demo): Promise<void> {
  const people: Readonly<Record<Said['by'], DemoPerson>> = {
    wren: await somebody('Wren Applewhite', ['clinical safety officer']),
    juniper: await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']),
    ottoline: await somebody('Ottoline Reed', ['safety engineer']),
    posy: await somebody('Posy Thackray', ['product owner']),
  };
  const reviewBy = dayAfter(dateIn(ground.now()), 330);
  for (const { claim, by, against, unknown, answer = '' } of SAID) {
    const named = { service: SERVICE, claim };
    const written = await execute(
      anyCommand(writeCounterEvidence),
      {
        ...named,
        against,
        nothingAgainst: against === '',
        unknown,
        nothingUnknown: unknown === '',
        reviewBy,
      },
      people[by],
    );
    const { version } = written;
    if (answer !== '')
      await execute(
        anyCommand(answerCounterEvidence),
        { ...named, version, answer },
        by === 'wren' ? people.juniper : people.wren,
      );
  }
  await execute(
    anyCommand(importArgument),
    {
      service: SERVICE,
      title: 'Argument of the supplier of the image store, version 4.2',
      files: [{ name: 'image-store.gsn.yaml', text: SUPPLIER }],
    },
    people.ottoline,
  );
}
