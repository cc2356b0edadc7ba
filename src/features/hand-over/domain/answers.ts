import { counted } from '../../../words/counting.ts';
import type { Answer, Packet, PacketAnswer, PacketItem } from './packet.ts';

/*
 * What comes back: whether an answer belongs to a packet, how many items are answered how, and what has to be taken up. Pure.
 */

/** Answers counted. */
export interface Counts {
  readonly accepted: number;
  readonly challenged: number;
  readonly notApplicable: number;
  readonly open: number;
}

export function countsOf({ answers, open }: Pick<PacketAnswer, 'answers' | 'open'>): Counts {
  const many = (answer: Answer) => answers.filter((one) => one.answer === answer).length;
  return {
    accepted: many('accepted'),
    challenged: many('challenged'),
    notApplicable: many('not applicable'),
    open: open.length,
  };
}

/** "12 accepted, 2 challenged, 1 not applicable, 3 not answered yet" */
export function countsWords({ accepted, challenged, notApplicable, open }: Counts): string {
  const said = [
    [accepted, 'accepted'],
    [challenged, 'challenged'],
    [notApplicable, 'not applicable'],
    [open, 'not answered yet'],
  ] as const;
  const words = said.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  return words.length === 0 ? 'nothing to answer' : words.join(', ');
}

/** Why an answer cannot be taken in for a packet; null where it can. @param digest of the packet's file */
export function whyNotAnswerTo(
  { packet: named, answers, open }: PacketAnswer,
  packet: Packet,
  digest: string,
): string | null {
  if (named.id !== packet.id)
    return `This file answers ${named.reference}, which is another packet than ${packet.reference}. Take it in where that one is.`;
  if (named.digest !== digest)
    return `This file answers a packet that calls itself ${packet.reference} and says something else than the one that was made here. Ask the receiver to take in ${packet.reference} as it was sent, and to answer that.`;
  const digests = new Map(packet.items.map((item) => [item.key, item.digest]));
  const strange = [...answers.map(({ key }) => key), ...open].find((key) => !digests.has(key));
  if (strange !== undefined)
    return `This file answers “${strange}”, which is not in ${packet.reference}. Ask the receiver for the answer once more.`;
  const other = answers.find(({ key, digest: of }) => digests.get(key) !== of);
  if (other)
    return `This file answers “${other.key}” with other words than it has in ${packet.reference}. Ask the receiver for the answer once more.`;
  const said = new Set([...answers.map(({ key }) => key), ...open]);
  if (said.size !== answers.length + open.length)
    return 'This file names an item as answered and as open. Ask the receiver for the answer once more.';
  const left = packet.items.filter(({ key }) => !said.has(key)).length;
  if (left > 0)
    return `This file says nothing of ${counted(left, 'item')} of ${packet.reference}, not even that nobody has answered. Ask the receiver for the answer once more.`;
  return null;
}

type Answered = PacketAnswer['answers'][number];

/**
 * The challenges of an answer that nobody has taken up yet: those that the answer before it from the same deployment did not
 * have, or had with another reason.
 */
export function freshChallenges(answer: PacketAnswer, before: PacketAnswer | null): readonly Answered[] {
  const known = new Map(
    (before?.answers ?? []).flatMap((one) => (one.answer === 'challenged' ? [[one.key, one.reason]] : [])),
  );
  return answer.answers.filter((one) => one.answer === 'challenged' && known.get(one.key) !== one.reason);
}

/** More challenges than this become one action: nobody works through a list of actions that is longer than the answer. */
export const MOST_ACTIONS = 20;

/** What each action is called that fresh challenges become. */
export function actionsFor(
  challenges: readonly Answered[],
  items: readonly PacketItem[],
  { organisation, deployment }: Pick<PacketAnswer, 'organisation' | 'deployment'>,
): string[] {
  const from = `${organisation}, ${deployment.site}`;
  if (challenges.length > MOST_ACTIONS) return [`Answer ${challenges.length} challenges from ${from}`];
  const byKey = new Map(items.map((item) => [item.key, item]));
  return challenges.map(({ key }) => `Answer the challenge to ${key} from ${from}: ${byKey.get(key)?.title ?? ''}`);
}

/** Whether two answers are of the same deployment of the same receiver: the later one stands. */
export function isSameDeployment(
  one: { readonly organisation: string; readonly site: string },
  other: { readonly organisation: string; readonly site: string },
): boolean {
  return one.organisation === other.organisation && one.site === other.site;
}

/** How a receiver stands: what they were made last, and what each of their deployments answered last. */
export interface ReceiverState<Made, Came> {
  readonly receiver: string;
  readonly last: Made;
  readonly deployments: readonly { readonly answer: Came; readonly to: Made; readonly older: boolean }[];
}

/**
 * Where each receiver stands, in the order of their latest packets. An answer to an older packet says nothing of what has
 * changed since.
 * @param packets the latest first @param answers the latest first
 */
export function receiverStates<
  Made extends { readonly id: string; readonly receiver: string },
  Came extends { readonly packet: string; readonly organisation: string; readonly site: string },
>(
  packets: readonly Made[],
  answers: readonly Came[],
  isSame: (one: string, other: string) => boolean,
): ReceiverState<Made, Came>[] {
  const byId = new Map(packets.map((one) => [one.id, one]));
  const lasts = packets.filter(
    (one, index) => packets.findIndex(({ receiver }) => isSame(receiver, one.receiver)) === index,
  );
  return lasts.map((last) => {
    const theirs = answers.flatMap((answer) => {
      const to = byId.get(answer.packet);
      return to && isSame(to.receiver, last.receiver) ? [{ answer, to, older: to.id !== last.id }] : [];
    });
    return {
      receiver: last.receiver,
      last,
      deployments: theirs.filter(
        ({ answer }, index) => theirs.findIndex((one) => isSameDeployment(one.answer, answer)) === index,
      ),
    };
  });
}
