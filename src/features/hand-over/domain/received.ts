import { capital, counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import type { Sentence } from '../../../words/sentence.ts';
import {
  changeOf,
  isSameReceiver,
  type Answer,
  type ItemChange,
  type Packet,
  type PacketAnswer,
  type PacketItem,
} from './packet.ts';

/*
 * The receiver's side: whether a packet may be taken in, what is asked of each item, what was answered, and what a later
 * packet leaves to be looked at again. An answer is to the words that it was given to: where those differ, nobody has answered. Pure.
 */

/** A packet that was taken in, of one deployment. */
export interface ReceivedPacket {
  /** Unlike that of any other packet, anywhere. */
  readonly packet: string;
  /** In the order in which they came, from 1. */
  readonly number: number;
  /** As the supplier calls it: PKT-3. */
  readonly reference: string;
}

/** A packet as it is kept: its files by their digests. */
export interface StoredReceived extends ReceivedPacket {
  readonly id: string;
  readonly deployment: string;
  readonly fingerprint: string;
  /** SHA-256 in hex of the packet as it came, of its description, and of its hazard log. */
  readonly bundle: string;
  readonly description: string;
  readonly hazardLog: string;
  readonly takenIn: { readonly by: string; readonly at: Date };
}

/** A key that somebody confirmed. */
export interface ConfirmedKey {
  readonly fingerprint: string;
  /** Why it was accepted in place of another; '' for the first. */
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** How many items of its latest packet a deployment has, and how many of them have no answer to their words. */
export interface OpenItems {
  readonly deployment: string;
  /** As the supplier calls the latest packet. */
  readonly reference: string;
  readonly items: number;
  readonly open: number;
  /** Of the open ones, those that were answered with other words. */
  readonly again: number;
  /** When the latest packet was taken in. */
  readonly since: Date;
}

/** An answer that was written to a file. */
export interface KeptAnswer {
  readonly number: number;
  /** The packet that it answers, as the supplier calls it. */
  readonly reference: string;
  /** How many items it names as open. */
  readonly open: number;
  readonly made: { readonly by: string; readonly at: Date };
}

/** What stands in the way of taking a packet in. */
export interface TakingIn {
  /** Those of the deployment. */
  readonly before: readonly ReceivedPacket[];
  /** The one that was taken in last; null where none was. */
  readonly last: Pick<Packet, 'reference' | 'service' | 'made'> | null;
  /** Of the key that is known of the supplier; null where none is. */
  readonly known: string | null;
  /** Of the key that the packet is signed with. */
  readonly fingerprint: string;
  /** What somebody says that the supplier told them; '' for nothing. */
  readonly confirmed: string;
  /** A program or the operator confirms no key. */
  readonly isPerson: boolean;
  readonly now: Date;
}

/** Milliseconds. */
const DAY = 86_400_000;

/** Why a packet that was proved is not taken in; null where it is. */
export function whyNotTakenIn(packet: Packet, taking: TakingIn): string | null {
  const { before, last, known, fingerprint, confirmed, isPerson, now } = taking;
  // One with a day to come would keep out every packet after it. Clocks differ by less than a day.
  if (new Date(packet.made.at).getTime() - now.getTime() > DAY)
    return `${packet.reference} says that it was made on ${sayDay(dayIn(new Date(packet.made.at)))}, which is still to come. Ask the supplier for a packet made with a clock that is right. Nothing was written.`;
  if (before.some((one) => one.packet === packet.id))
    return `${packet.reference} was taken in already. Nothing was written.`;
  const from = last?.service;
  if (from && (from.organisation !== packet.service.organisation || from.reference !== packet.service.reference))
    return `This packet is about ${packet.service.reference} of ${packet.service.organisation}, and this deployment is of ${from.reference} of ${from.organisation}. Take it in where it belongs. Nothing was written.`;
  if (last && packet.made.at <= last.made.at)
    return `${packet.reference} is older than ${last.reference}, which was taken in last. Ask the supplier for the packet of what you use. Nothing was written.`;
  if (known === fingerprint) return null;
  const shown = sayFingerprint(fingerprint);
  if (known !== null)
    return `This packet is signed with another key than the packets before it: its fingerprint is ${shown}. Ask the supplier, by another way than the one it came by, whether that is theirs. An officer may then accept the key, and say why. Nothing was written.`;
  if (isPerson && plainFingerprint(confirmed) === fingerprint) return null;
  const ask = `Ask the supplier for the fingerprint of their key, by another way than the one the packet came by`;
  if (plainFingerprint(confirmed) !== '' && isPerson)
    return `That is not the fingerprint of the key that signed this packet. ${ask}; if it still differs, do not use the packet. Nothing was written.`;
  return isPerson
    ? `Nobody here has seen the key before that signed this packet: its fingerprint is ${shown}. ${ask}. If it is the same, take the packet in again and give it. Nothing was written.`
    : `Nobody here has seen the key before that signed this packet: its fingerprint is ${shown}. A person who is signed in has to confirm it: take the first packet in on the page of the deployment. Nothing was written.`;
}

/** "3f2a 90c1 ...": the same as it is kept, in groups of four. */
export function sayFingerprint(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/gu)?.join(' ') ?? '';
}

/** However it was typed. */
export function plainFingerprint(text: string): string {
  return text.toLowerCase().replaceAll(/[\s:.-]/gu, '');
}

/** What whoever takes it in should know, though it does not stand in the way; '' for nothing. @param organisation ours */
export function receiverWarning(packet: Pick<Packet, 'receiver' | 'reference'>, organisation: string): string {
  return isSameReceiver(packet.receiver, organisation)
    ? ''
    : `${packet.reference} was made for ${packet.receiver}, and this is ${organisation}. Ask the supplier whether all of it is meant for you.`;
}

/** An answer that was given, to the words that have this digest. */
export interface GivenAnswer {
  readonly key: string;
  readonly digest: string;
  readonly answer: Answer;
  /** '' for none. */
  readonly reason: string;
  /** The control of the local log that came of it: CTL-4. */
  readonly control: string | null;
  readonly by: string;
  readonly at: Date;
}

/** `again`: it was answered, and says something else now. */
export type ItemState = Answer | 'open' | 'again';

/** One item of the latest packet, as somebody works through them. */
export interface WorkItem {
  readonly item: PacketItem;
  /** As it was in the packet before; null where it was not there. */
  readonly before: PacketItem | null;
  readonly change: Exclude<ItemChange, 'gone'>;
  readonly state: ItemState;
  /** The last answer, also where it was given to other words. */
  readonly answer: GivenAnswer | null;
}

export function stateOf(item: Pick<PacketItem, 'digest'>, answer: GivenAnswer | null): ItemState {
  if (!answer) return 'open';
  return answer.digest === item.digest ? answer.answer : 'again';
}

/** Whether somebody still has to look. */
export function isOpen(state: ItemState): boolean {
  return state === 'open' || state === 'again';
}

const ORDER: Readonly<Record<ItemState, number>> = {
  again: 0,
  open: 1,
  challenged: 2,
  accepted: 3,
  'not applicable': 4,
};

/** What has to be looked at again first, then what nobody has answered, then the rest; each in the order of the packet. */
export function workList(
  items: readonly PacketItem[],
  before: readonly PacketItem[] | null,
  answers: ReadonlyMap<string, GivenAnswer>,
): WorkItem[] {
  const was = new Map((before ?? []).map((item) => [item.key, item]));
  const digests = new Map([...was].map(([key, { digest }]) => [key, digest]));
  return items
    .map((item): WorkItem => {
      const answer = answers.get(item.key) ?? null;
      const change = before === null ? 'same' : changeOf(item, digests);
      return { item, before: was.get(item.key) ?? null, change, state: stateOf(item, answer), answer };
    })
    .toSorted((a, b) => ORDER[a.state] - ORDER[b.state]);
}

/** Items of the packet before that the latest one has no more. */
export function goneItems(items: readonly PacketItem[], before: readonly PacketItem[] | null): PacketItem[] {
  const here = new Set(items.map(({ key }) => key));
  return (before ?? []).filter(({ key }) => !here.has(key));
}

/** The hazards of the supplier's log that what is new, changed or gone is about, in their order. */
export function hazardsTouched(list: readonly WorkItem[], gone: readonly PacketItem[]): string[] {
  const changed = list.flatMap(({ item, before, change }) =>
    change === 'same' ? [] : [...item.hazards, ...(before?.hazards ?? [])],
  );
  return [...new Set([...changed, ...gone.flatMap(({ hazards }) => hazards)])].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
}

/** What is wrong with an answer, at which field; null where nothing is. */
export function whyNotAnswered(
  item: Pick<PacketItem, 'sort'>,
  given: { readonly answer: Answer; readonly reason: string; readonly owner: string },
): { readonly field: 'reason' | 'owner'; readonly message: string } | null {
  if (given.answer !== 'accepted' && given.reason.trim() === '')
    return { field: 'reason', message: 'Say why: the supplier reads it.' };
  if (given.answer === 'accepted' && item.sort === 'deployer control' && given.owner.trim() === '')
    return { field: 'owner', message: 'Say who puts the control in place here: a role or a team.' };
  return null;
}

/** "3 items of PKT-2 are not answered because ..." on the desk and on the page; null where none is open. */
export function openSentence(
  list: readonly WorkItem[],
  packet: Pick<ReceivedPacket, 'reference'>,
  place: { readonly site: string; readonly href: string },
): Sentence | null {
  const again = list.filter(({ state }) => state === 'again').length;
  return openWords(list.filter(({ state }) => isOpen(state)).length, again, packet, place);
}

/** The same of their numbers. */
export function openWords(
  open: number,
  again: number,
  { reference }: Pick<ReceivedPacket, 'reference'>,
  { site, href }: { readonly site: string; readonly href: string },
): Sentence | null {
  if (open === 0) return null;
  return {
    so: [
      { text: counted(open, 'item'), href },
      ` of ${reference}, deployed at ${site}, ${open === 1 ? 'has' : 'have'} no answer`,
    ],
    because: [
      again === 0
        ? 'nobody has said what they mean here'
        : again === open
          ? `the supplier has changed ${again === 1 ? 'it' : 'them'} since`
          : `nobody has answered ${open - again}, and the supplier has changed ${again} since`,
    ],
    clears: ['Accepting, challenging or saying that it does not apply clears each.'],
  };
}

/** What goes back to the supplier: answers to the words of this packet; all else is named as open. */
export function answerTo(
  packet: Pick<Packet, 'id' | 'reference'>,
  digest: string,
  list: readonly WorkItem[],
  by: Pick<PacketAnswer, 'format' | 'version' | 'writtenBy' | 'organisation' | 'deployment' | 'made'>,
): PacketAnswer {
  const answered = list.filter(({ state }) => !isOpen(state));
  return {
    format: by.format,
    version: by.version,
    writtenBy: by.writtenBy,
    packet: { id: packet.id, reference: packet.reference, digest },
    organisation: by.organisation,
    deployment: by.deployment,
    answers: answered.map(({ item, answer }) => ({
      key: item.key,
      digest: item.digest,
      answer: answer!.answer,
      reason: answer!.reason,
      by: answer!.by,
      on: answer!.at.toISOString(),
    })),
    open: list.filter(({ state }) => isOpen(state)).map(({ item }) => item.key),
    made: by.made,
  };
}

/** "2 changed, 1 new, 1 gone" beside the packet before; '' where nothing differs. */
export function changesWords(list: readonly WorkItem[], gone: number): string {
  const many = (change: ItemChange) => list.filter((one) => one.change === change).length;
  const said = [
    [many('changed'), 'changed'],
    [many('new'), 'new'],
    [gone, 'gone'],
  ] as const;
  return said.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
}

/** "Deployer control": as a heading or in a table. */
export function sortWords({ sort }: Pick<PacketItem, 'sort'>): string {
  return sort === 'deployer control' ? 'Control for you to put in place' : capital(sort);
}
