import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { rolesIn, type Actor, type May } from '../../platform/commands/may.ts';
import { Conflict, Denied, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import { findService } from '../services/index.ts';
import { attachmentsOf, putAttachment, type StoredAttachment } from './attachment-store.ts';
import { whyNotAnswered, whyNotEdited, whyNotReopened, whyNotResolved, whyNotWithdrawn } from './domain.ts';
import { chosenBesides } from './domain/mentions.ts';
import {
  attachmentField,
  commentField,
  mentionsField,
  optionalTextField,
  reasonField,
  serviceField,
  textField,
  threadField,
} from './fields.ts';
import { endMentions, putMentions } from './mention-store.ts';
import { mentioned, say } from './saying.ts';
import { eraseTexts, putComment, putThread, threadsOf, type StoredComment, type StoredThread } from './store.ts';
import { asPerson, ATTACHERS, TALKERS } from './who.ts';

/*
 * What is done with what was said and attached. Each entry of the ledger is about the subject that is talked about: so it
 * stands among the changes of its service. None touches it: nothing that is said changes what is claimed.
 */

const feature = 'discussion';

/** Lawful erasure, as everywhere: not a matter of whoever wrote it. */
const ERASERS: May = { roles: ['administrator'], where: 'service', operator: true };

const NOW = (tx: CommandTx) => ({ seq: null, now: tx.at });

/** Types, so that they are results. The ids are those of the subject. */
type Said = { kind: string; id: string; thread: number; comment: number | null; on: string; path: string };
type Read = { kind: string; id: string; thread: number; read: number };
type Erased = { kind: string; id: string; erased: number; erasedTexts: readonly string[] };
type Withdrawn = { kind: string; id: string; attachment: number; on: string; path: string };

const about = (_input: unknown, { kind, id }: { readonly kind: string; readonly id: string }) => ({ kind, id });
const inThread = { service: serviceField, thread: threadField };

interface Found {
  /** The reference of its service. */
  readonly service: string;
  readonly thread: StoredThread;
}

/** @throws NotFound */
async function found(tx: CommandTx, input: { readonly service: string; readonly thread: number }): Promise<Found> {
  const service = await findService(tx, input.service);
  const [thread] = await threadsOf(tx, { service: service.id, number: input.thread }, NOW(tx), { limit: 1 });
  if (!thread) throw new NotFound(`There is no discussion ${input.thread} in this service.`);
  return { service: service.reference, thread };
}

function commentIn(thread: StoredThread, number: number): StoredComment {
  const comment = thread.comments.find((one) => one.number === number);
  if (!comment) throw new NotFound(`There is no comment ${number} in this discussion.`);
  return comment;
}

/** @throws NotPossible */
function refuse(reason: string | null): void {
  if (reason !== null) throw new NotPossible(reason);
}

function answered({ thread }: Found, comment: number | null): Said {
  const { kind, id, reference, path } = thread.about;
  return { kind, id, thread: thread.number, comment, on: reference, path };
}

export const answerDiscussion = command({
  feature,
  name: 'answerDiscussion',
  summary: 'Answers in a discussion',
  past: ['something was answered in a discussion', 'something was answered in discussions # times'],
  input: z.strictObject({ ...inThread, text: textField, mentions: mentionsField }),
  may: TALKERS,
  subject: about,
  run: async (tx, actor, { text, mentions, ...input }): Promise<Said> => {
    const it = await found(tx, input);
    refuse(whyNotAnswered(it.thread));
    return answered(it, await saidIn(tx, actor, it, { text, mentions }));
  },
});

function saidIn(
  tx: CommandTx,
  actor: Actor,
  { service, thread }: Found,
  words: { readonly text: string; readonly mentions: readonly string[] | null },
): Promise<number> {
  return say(tx, actor, { thread: thread.id, service, after: thread.comments.length, ...words });
}

export const resolveDiscussion = command({
  feature,
  name: 'resolveDiscussion',
  summary: 'Says that a discussion is resolved, and how, if there is something to say; it can be opened again',
  past: ['a discussion was resolved', '# discussions were resolved'],
  input: z.strictObject({ ...inThread, text: optionalTextField.describe('How it was settled') }),
  may: TALKERS,
  subject: about,
  run: async (tx, actor, { text, ...input }): Promise<Said> => {
    const it = await found(tx, input);
    const person = asPerson(actor);
    refuse(whyNotResolved(it.thread, { person: person.id, mayAny: resolvesAny(person, it.service) }));
    // What is resolved waits for nobody.
    const comment = text === '' ? null : await saidIn(tx, actor, it, { text, mentions: null });
    await putThread(tx, { ...it.thread, state: 'resolved' });
    return answered(it, comment);
  },
});

/** Whoever has a role besides viewer resolves what others began. @param service its reference */
export function resolvesAny(actor: Parameters<typeof rolesIn>[0], service: string): boolean {
  return rolesIn(actor, service).some((role) => ATTACHERS.roles.includes(role));
}

export const reopenDiscussion = command({
  feature,
  name: 'reopenDiscussion',
  summary: 'Opens a resolved discussion again, and says why',
  past: ['a discussion was opened again', '# discussions were opened again'],
  input: z.strictObject({ ...inThread, text: textField, mentions: mentionsField }),
  may: TALKERS,
  subject: about,
  run: async (tx, actor, { text, mentions, ...input }): Promise<Said> => {
    const it = await found(tx, input);
    refuse(whyNotReopened(it.thread));
    const comment = await saidIn(tx, actor, it, { text, mentions });
    await putThread(tx, { ...it.thread, state: 'open' });
    return answered(it, comment);
  },
});

export const readMention = command({
  feature,
  name: 'readMention',
  summary: 'Says that you have read where you were mentioned in a discussion, and have nothing to answer',
  past: ['somebody read where they were mentioned', 'somebody read where they were mentioned # times'],
  input: z.strictObject(inThread),
  may: TALKERS,
  subject: about,
  run: async (tx, actor, input): Promise<Read> => {
    const { thread } = await found(tx, input);
    const read = await endMentions(tx, { thread: thread.id, person: asPerson(actor).id }, 'read');
    if (read === 0) throw new NotPossible('Nothing in this discussion waits for you. Nothing was changed.');
    return { kind: thread.about.kind, id: thread.about.id, thread: thread.number, read };
  },
});

export const editComment = command({
  feature,
  name: 'editComment',
  summary: 'Words a comment of your own otherwise; the words before stay with it',
  past: ['a comment was worded otherwise', '# comments were worded otherwise'],
  input: z.strictObject({
    ...inThread,
    comment: commentField,
    text: textField,
    mentions: mentionsField,
    version: z.coerce.number('Send the version of the comment that you saw: "version" of its record.').int().min(1),
  }),
  may: TALKERS,
  subject: about,
  run: async (tx, actor, input): Promise<Said> => {
    const it = await found(tx, input);
    const was = commentIn(it.thread, input.comment);
    const refused = whyNotEdited(was, asPerson(actor).id);
    if (refused !== null && !was.erased) throw new Denied(refused);
    refuse(refused);
    if (was.version !== input.version)
      throw new Conflict('You changed this comment meanwhile, in another window.', { text: was.text }, was.version);
    const before = was.mentions.map(({ id }) => id);
    const kept = chosenBesides(was.text, was.mentions).map(({ id }) => id);
    const people = await mentioned(tx, it.service, input.text, input.mentions, before);
    const now = [...new Set([...people, ...kept])];
    const added = now.filter((id) => !before.includes(id) && id !== was.author.id);
    const dropped = before.filter((id) => !now.includes(id));
    if (input.text === was.text && added.length === 0 && dropped.length === 0)
      throw new NotPossible('Nothing is different from what stands there already.');
    await putComment(tx, {
      id: was.id,
      thread: it.thread.id,
      number: was.number,
      author: was.author.id,
      text: input.text === was.text ? was.textIds.at(-1)! : tx.text(input.text)!,
      mentions: now,
    });
    await endMentions(tx, { comment: was.id, people: dropped }, 'taken back');
    await putMentions(tx, { comment: was.id, thread: it.thread.id }, added);
    return answered(it, was.number);
  },
});

export const eraseComment = command({
  feature,
  name: 'eraseComment',
  summary: 'Erases what a comment says for good, in every wording, where the law asks for it',
  past: ['a comment was erased', '# comments were erased'],
  input: z.strictObject({
    ...inThread,
    comment: commentField,
    reason: reasonField('Say why the comment is erased. Do not repeat what it says.'),
  }),
  may: ERASERS,
  subject: about,
  run: async (tx, _actor, input): Promise<Erased> => {
    const { thread } = await found(tx, input);
    const { id, textIds, mentions } = commentIn(thread, input.comment);
    tx.text(input.reason);
    // Nobody is asked to answer what is no longer there.
    await endMentions(tx, { comment: id, people: mentions.map((one) => one.id) }, 'taken back');
    return erase(tx, thread.about, textIds);
  },
});

/**
 * Named in the ledger, so that a text that is gone can be told from one that was taken away.
 * @throws NotPossible where nothing of it is left
 */
async function erase(
  tx: CommandTx,
  { kind, id }: { readonly kind: string; readonly id: string },
  texts: readonly string[],
): Promise<Erased> {
  const erasedTexts = await eraseTexts(tx, texts);
  refuse(erasedTexts.length === 0 ? 'This was erased already. Nothing was changed.' : null);
  return { kind, id, erased: erasedTexts.length, erasedTexts };
}

/** @throws NotFound */
async function attachmentNamed(
  tx: CommandTx,
  input: { readonly service: string; readonly attachment: number },
): Promise<StoredAttachment> {
  const service = await findService(tx, input.service);
  const [one] = await attachmentsOf(tx, { service: service.id, number: input.attachment }, NOW(tx));
  if (!one) throw new NotFound(`There is no attachment ${input.attachment} in this service.`);
  return one;
}

export const withdrawAttachment = command({
  feature,
  name: 'withdrawAttachment',
  summary: 'Withdraws an attachment, with the reason; it stays where it was attached, as withdrawn',
  past: ['an attachment was withdrawn', '# attachments were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    attachment: attachmentField,
    reason: reasonField('Say why it is withdrawn.'),
  }),
  may: ATTACHERS,
  subject: about,
  run: async (tx, actor, input): Promise<Withdrawn> => {
    asPerson(actor);
    const one = await attachmentNamed(tx, input);
    refuse(whyNotWithdrawn(one));
    await putAttachment(tx, {
      id: one.id,
      service: one.service,
      number: one.number,
      about: one.about,
      by: one.by.id,
      words: one.texts.words,
      file: 'file' in one.what ? one.what.file.sha256 : null,
      name: one.texts.name,
      link: one.texts.link,
      reason: tx.text(input.reason),
    });
    const { kind, id, reference, path } = one.about;
    return { kind, id, attachment: one.number, on: reference, path };
  },
});

export const eraseAttachment = command({
  feature,
  name: 'eraseAttachment',
  summary:
    'Erases the words of an attachment for good, the name of its file, its web address and why it was withdrawn, where the law asks for it',
  past: ['the words of an attachment were erased', 'the words of # attachments were erased'],
  input: z.strictObject({
    service: serviceField,
    attachment: attachmentField,
    reason: reasonField('Say why the words are erased. Do not repeat what they say.'),
  }),
  may: ERASERS,
  subject: about,
  run: async (tx, _actor, input): Promise<Erased> => {
    const { about: on, texts } = await attachmentNamed(tx, input);
    tx.text(input.reason);
    return erase(
      tx,
      on,
      Object.values(texts).filter((text) => text !== null),
    );
  },
});
