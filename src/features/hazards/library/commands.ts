import { z } from 'zod';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../../platform/commands/fields.ts';
import type { Actor, May } from '../../../platform/commands/may.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import {
  ARISES_IN,
  CONTROL_TYPES,
  hazardNumber,
  hazardReference,
  VULNERABLE_GROUPS,
  type VulnerableGroup,
} from '../domain.ts';
import { hazardField, serviceField } from '../queries.ts';
import { recordHazardIn } from '../recording.ts';
import { serviceNamed } from '../service-store.ts';
import { standingOf } from '../standing-store.ts';
import { materialAt, originOf, putOrigin, sourceHazard, type NewOrigin } from './library-store.ts';
import { maySee, wordsOfStarter } from './origin.ts';
import { starterById } from './starter.ts';

const feature = 'hazards';

/** Who draws hazards into a log: whoever changes the words of one. */
export const DRAWS: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'],
  where: 'service',
};

/** What came of a change where a hazard was drawn from. */
const OUTCOMES = ['nothing to take over', 'taken over'] as const;

const MOST_WORDS = 40;
const short = (message: string) =>
  z.array(paragraph(4_000, message)).max(MOST_WORDS, `Give at most ${MOST_WORDS}.`).default([]);
const seenField = z.coerce.number('Send which state of it you saw.').int().min(1);

export const drawHazard = command({
  feature,
  name: 'drawHazard',
  summary: 'Records a hazard that was drawn from the starter set or from another service, in words of your own',
  past: ['a hazard was drawn into a log', '# hazards were drawn into a log'],
  input: z.strictObject({
    service: serviceField,
    log: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .nullable()
      .default(null)
      .describe('The number of the log; the first one, without it'),
    starter: z.string().max(60).nullable().default(null).describe('A hazard of the starter set, such as wrong-patient'),
    source: z.string().max(60).nullable().default(null).describe('Or a hazard of another service, such as FALLS/HAZ-3'),
    seen: seenField.nullable().default(null).describe('The entry of the ledger at which you saw it'),
    name: line(300, 'Say in one line what could go wrong.'),
    description: optionalParagraph(4_000),
    arisesIn: z.enum(ARISES_IN, 'Choose where it arises.').nullable().default(null),
    component: optionalLine(200),
    harmed: optionalParagraph(1_000),
    vulnerable: z
      .array(
        z.enum(
          Object.keys(VULNERABLE_GROUPS) as [VulnerableGroup, ...VulnerableGroup[]],
          'Choose groups from the list.',
        ),
      )
      .default([]),
    causes: short('Say what the cause is.'),
    effects: short('Say what the effect is.'),
    harms: short('Say what the harm is.'),
    controls: z
      .array(
        z.strictObject({
          text: paragraph(4_000, 'Say what the control is.'),
          type: z.enum(CONTROL_TYPES, 'Choose a type.').nullable().default(null),
        }),
      )
      .max(MOST_WORDS, `Give at most ${MOST_WORDS} controls.`)
      .default([])
      .describe('Each is proposed: nobody has agreed to it here'),
  }),
  may: DRAWS,
  subject: (_input, { id }: { id: string; hazard: string; service: string }) => ({ kind: 'hazard', id }),
  run: async (tx, actor, input) => {
    const { service, log, starter, source, seen, controls, ...words } = input;
    const origin = await originSeen(tx, actor, { starter, source, seen });
    const { id, reference } = await recordHazardIn(tx, {
      service,
      log,
      hazard: {
        ...words,
        description: words.description === '' ? null : words.description,
        component: words.component === '' ? null : words.component,
        harmed: words.harmed === '' ? null : words.harmed,
        controls: controls.map((control) => ({ ...control, state: 'proposed', existing: false })),
      },
    });
    putOrigin(tx, { ...origin, hazard: id, looked: null });
    return { id, hazard: reference, service: service.trim().toUpperCase() };
  },
});

interface Named {
  readonly starter: string | null;
  readonly source: string | null;
  readonly seen: number | null;
}

/** @throws InputProblem where it is not there, or not for this person: both look the same */
async function originSeen(
  tx: CommandTx,
  actor: Actor,
  { starter, source, seen }: Named,
): Promise<Pick<NewOrigin, 'starter' | 'source'>> {
  const none = (field: string, message: string) => new InputProblem([{ field, message }]);
  if ((starter === null) === (source === null))
    throw none('starter', 'Say where it is drawn from: the starter set, or a hazard of another service.');
  if (starter !== null) {
    const found = starterById(starter);
    if (!found) throw none('starter', 'There is no such hazard in the starter set.');
    return { starter: { id: found.id, version: found.version, words: wordsOfStarter(found) }, source: null };
  }
  const [reference = '', hazard = ''] = source!.split('/');
  const number = hazardNumber(hazard);
  const service = reference.trim().toUpperCase();
  const found = number === null || !maySee(actor, service) ? null : await sourceHazard(tx, { service, number });
  if (!found) throw none('source', 'There is no such hazard, or it is not one that you can see.');
  return { starter: null, source: { id: found.id, ...(await stateSeen(tx, found.id, seen)) } };
}

/** The digest of a hazard's words as somebody saw it; as it stands now, where they do not say. */
async function stateSeen(tx: CommandTx, hazard: string, seen: number | null) {
  const seq = seen === null || seen >= tx.seq ? tx.seq - 1 : seen;
  const material = await materialAt(tx, hazard, seq);
  if (!material)
    throw new InputProblem([{ field: 'source', message: 'It did not stand there when you saw it. Open it again.' }]);
  return { seq, material };
}

export const lookAtUpstream = command({
  feature,
  name: 'lookAtUpstream',
  summary: 'Says that somebody looked at what changed where a hazard was drawn from, and whether it was taken over',
  past: [
    'what changed where a hazard was drawn from was looked at',
    'what changed where hazards were drawn from was looked at # times',
  ],
  input: z.strictObject({
    service: serviceField,
    hazard: hazardField,
    version: z.coerce.number('Send the version that you saw.').int().min(1),
    seen: seenField,
    outcome: z.enum(OUTCOMES, 'Choose what came of it.'),
    note: optionalParagraph(2_000),
  }),
  may: DRAWS,
  subject: (_input, { id }: { id: string; hazard: string }) => ({ kind: 'hazard', id }),
  run: async (tx, actor, { service: reference, hazard, version, seen, outcome, note }) => {
    const service = await serviceNamed(tx, reference, { seq: null, now: tx.at });
    const number = hazardNumber(hazard)!;
    const standing = await standingOf(tx, service.id, number);
    if (!standing) throw new NotFound(`There is no hazard ${hazardReference(number)} in this service.`);
    const origin = await originOf(tx, standing.id, { seq: null, now: tx.at });
    if (!origin) throw new NotPossible(`${hazardReference(number)} was not drawn from anywhere. Nothing was changed.`);
    if (origin.version !== version)
      throw new Conflict('Somebody looked at it while you were here. Look at it as it stands now.', {}, origin.version);
    const looked = { takenOver: outcome === 'taken over', note: tx.text(note === '' ? null : note) };
    if (origin.starter) {
      const found = starterById(origin.starter.id);
      const starter = found ? { id: found.id, version: found.version, words: wordsOfStarter(found) } : origin.starter;
      putOrigin(tx, { hazard: standing.id, starter, source: null, looked });
    } else {
      const source = await sourceHazard(tx, { id: origin.source!.id });
      if (!source || !maySee(actor, source.service.reference))
        throw new NotPossible('It was drawn from a service that you cannot see. Somebody who can has to look.');
      const state = await stateSeen(tx, source.id, seen);
      putOrigin(tx, { hazard: standing.id, starter: null, source: { id: source.id, ...state }, looked });
    }
    return { id: standing.id, hazard: hazardReference(number) };
  },
});
