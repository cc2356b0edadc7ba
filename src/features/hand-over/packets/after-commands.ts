import { z } from 'zod';
import { sha256 } from '../../../platform/canonical.ts';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line } from '../../../platform/commands/fields.ts';
import type { May } from '../../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../../platform/commands/problems.ts';
import { keepSent, sentFile, WITH_A_FILE } from '../../../platform/files/sent.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter, daysBetween, isDay } from '../../../words/days.ts';
import { addAction } from '../../actions/index.ts';
import { actionsFor, countsOf, freshChallenges, isSameDeployment, whyNotAnswerTo } from '../domain/answers.ts';
import type { StoredAnswer, StoredPacket } from '../domain/kept.ts';
import { PACKET_PATH, packetPath, packetReference, type PacketAnswer } from '../domain/packet.ts';
import { openAnswer } from '../reading.ts';
import { HANDS_OVER, serviceField } from './commands.ts';
import { keptAnswer, keptDocument, keptPacket } from './keeping.ts';
import type { PacketSources } from './sources.ts';
import { answersTo, putAnswer, putSent } from './store.ts';

/** Whoever works on the case takes in what came back; so does a program that was made for taking in. */
const TAKES_IN: May = {
  roles: ['clinical safety officer', 'deputy clinical safety officer', 'safety engineer'],
  where: 'service',
  operator: true,
  token: 'import',
};

export const packetField = line(20, 'Say which packet: its reference, such as PKT-3.');

/** Notes that a packet was sent, and with it who received the report. @param sources those of the house, but for a test */
export function notePacketSentFrom(sources: PacketSources) {
  return command({
    feature: 'hand-over',
    name: 'notePacketSent',
    summary: 'Notes that a hand-over packet was sent, when and how',
    past: ['a hand-over packet was sent', '# hand-over packets were sent'],
    input: z.strictObject({
      service: serviceField,
      packet: packetField,
      on: z.string('Give the day on which it was sent.').trim().refine(isDay, 'Give the day as 2026-03-03.'),
      how: line(300, 'Say how it was sent, and to which office.'),
    }),
    may: HANDS_OVER,
    subject: (_input, output: { readonly serviceId: string }) => ({ kind: 'service', id: output.serviceId }),
    run: async (tx, _actor, input) => {
      const { service, packet } = await keptPacket(tx, input);
      const why = whyNotSentOn(input.on, packet, dateIn(tx.at));
      if (why !== null) throw new InputProblem([{ field: 'on', message: why }]);
      const { report } = await keptDocument(tx, packet);
      putSent(tx, { packet: packet.id, on: input.on, how: tx.text(input.how)! });
      await sources.received(tx, {
        service: service.id,
        report: report.reference,
        version: report.version,
        receiver: packet.receiver,
        how: `With ${packetReference(packet.number)}. ${input.how}`,
        on: input.on,
      });
      return { serviceId: service.id, service: service.reference, packet: packetReference(packet.number) };
    },
  });
}

function whyNotSentOn(on: string, packet: StoredPacket, today: string): string | null {
  if (daysBetween(today, on) > 0) return 'Give a day that is over, or today.';
  return daysBetween(dateIn(packet.made.at), on) < 0 ? 'Give a day on which the packet was made already.' : null;
}

/** Days that somebody has to answer a challenge, unless another day is said. */
const DAYS_TO_ANSWER = 14;

export const takeInAnswer = command({
  feature: 'hand-over',
  name: 'takeInAnswer',
  summary: 'Takes in what a receiver answered to a hand-over packet; each new challenge becomes an action',
  past: ['an answer to a hand-over packet came in', '# answers to hand-over packets came in'],
  input: z.strictObject({
    service: serviceField,
    packet: packetField,
    file: sentFile('Choose the file that the receiver sent.'),
    owner: z
      .union([z.literal(''), z.uuid('Choose who answers the challenges.')])
      .default('')
      .describe('Who answers the challenges; without it, whoever made the packet'),
    due: z
      .string()
      .trim()
      .refine((text) => text === '' || isDay(text), 'Give the day as 2026-03-03.')
      .default('')
      .describe('By when they are answered; without it, two weeks from now'),
  }),
  may: TAKES_IN,
  bodyLimit: WITH_A_FILE,
  record: ({ file, ...input }) => ({
    ...input,
    file: { name: file.name, sha256: sha256(Buffer.from(file.content, 'base64')).toString('hex') },
  }),
  subject: (_input, output: { readonly serviceId: string }) => ({ kind: 'service', id: output.serviceId }),
  run: async (tx, actor, { owner, due, file, ...named }) => {
    const { service, packet } = await keptPacket(tx, named);
    const { answer, proof } = openAnswer(Buffer.from(file.content, 'base64'));
    const document = await keptDocument(tx, packet);
    const why = whyNotAnswerTo(answer, document, packet.record.files[PACKET_PATH] ?? '');
    if (why !== null) throw new NotPossible(`${why} Nothing was taken in.`);
    const answers = await answersTo(tx, [packet.id]);
    const kept = (await keepSent(tx, file))!;
    const before = await answerBefore(tx, answers, answer, kept);
    const number = Math.max(0, ...answers.map((one) => one.number)) + 1;
    const id = tx.newId();
    putAnswer(tx, {
      id,
      packet: packet.id,
      service: service.id,
      number,
      organisation: tx.text(answer.organisation)!,
      site: tx.text(answer.deployment.site)!,
      file: kept,
      signedWith: proof.key,
      ...countsOf(answer),
    });
    const challenges = freshChallenges(answer, before);
    const titles = actionsFor(challenges, document.items, answer);
    const doer = owner === '' ? (packet.made.byId ?? (actor.kind === 'person' ? actor.id : '')) : owner;
    for (const title of titles)
      await addAction(
        tx,
        {
          service: { id: service.id, reference: service.reference },
          title: title.length > MOST_OF_A_TITLE ? `${title.slice(0, MOST_OF_A_TITLE - 1)}\u2026` : title,
          owner: doer,
          due: due === '' ? dayAfter(dateIn(tx.at), DAYS_TO_ANSWER) : due,
          source: {
            kind: 'packet-answer',
            id,
            label: `Answer ${number} to ${packetReference(packet.number)}`,
            href: `${packetPath(service.reference, packet.number)}/answers/${number}`,
          },
        },
        { owner: 'owner', due: 'due' },
      );
    return {
      serviceId: service.id,
      service: service.reference,
      packet: packetReference(packet.number),
      answer: number,
      actions: titles.length,
    };
  },
});

/** Characters of the title of an action. */
const MOST_OF_A_TITLE = 200;

/** What the same deployment answered last; null for nothing. @throws NotPossible where this answer is no newer one */
async function answerBefore(
  tx: CommandTx,
  answers: readonly StoredAnswer[],
  answer: PacketAnswer,
  file: string,
): Promise<PacketAnswer | null> {
  const same = answers.find((one) => one.file === file);
  if (same) throw new NotPossible(`This file was taken in already, as answer ${same.number}. Nothing was changed.`);
  const of = { organisation: answer.organisation, site: answer.deployment.site };
  const last = answers.find((one) => isSameDeployment(one, of));
  if (!last) return null;
  const before = await keptAnswer(tx, last);
  // Nothing was made after it came in, whatever the clock there said: or one with a day to come would stand for ever.
  const made = Math.min(Date.parse(before.made.at), last.takenIn.at.getTime());
  if (made > Date.parse(answer.made.at))
    throw new NotPossible(
      `This answer is older than answer ${last.number}, which came from the same site. Ask the receiver which of them stands. Nothing was taken in.`,
    );
  return before;
}
