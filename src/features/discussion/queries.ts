import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { line, pageNumber } from '../../platform/commands/fields.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { findService } from '../services/index.ts';
import { attachmentsOf } from './attachment-store.ts';
import { THREAD_STATES, type Attachment, type Thread } from './domain.ts';
import { serviceField } from './fields.ts';
import { countThreads, threadsOf } from './store.ts';
import { READERS } from './who.ts';

const feature = 'discussion';

/** How many threads are handed out at a time. */
export const PAGE_SIZE = 50;

const onField = line(30, 'Name what it is about, such as HAZ-12.')
  .overwrite((text) => text.toUpperCase())
  .optional()
  .describe('Only of this hazard, control or other subject, by its reference');

const subject = { on: z.string().describe('HAZ-12'), kind: z.string(), path: z.string() };

const commentSchema = z.object({
  comment: z.number(),
  by: z.string(),
  at: z.string(),
  text: z.string(),
  mentions: z.array(z.object({ id: z.string(), name: z.string() })),
  edited: z.string().nullable().describe('When it got these words, where they are not its first'),
  earlier: z.array(z.object({ at: z.string(), text: z.string() })),
  version: z.number(),
});

const threadSchema = z.object({
  thread: z.number(),
  ...subject,
  state: z.enum(THREAD_STATES),
  comments: z.array(commentSchema),
  turns: z.array(z.object({ at: z.string(), by: z.string(), state: z.enum(THREAD_STATES) })),
});

const attachmentSchema = z.object({
  attachment: z.number(),
  ...subject,
  words: z.string(),
  by: z.string(),
  at: z.string(),
  file: z.object({ name: z.string(), sha256: z.string(), size: z.number() }).nullable(),
  link: z.string().nullable(),
  withdrawn: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
});

function subjectOf({ reference, kind, path }: Thread['about']) {
  return { on: reference, kind, path };
}

function threadRecord({ number, about, state, comments, turns }: Thread): z.output<typeof threadSchema> {
  return {
    thread: number,
    ...subjectOf(about),
    state,
    comments: comments.map((one) => ({
      comment: one.number,
      by: one.author.name,
      at: one.at.toISOString(),
      text: one.text,
      mentions: one.mentions.map(({ id, name }) => ({ id, name })),
      edited: one.editedAt?.toISOString() ?? null,
      earlier: one.earlier.map(({ at, text }) => ({ at: at.toISOString(), text })),
      version: one.version,
    })),
    turns: turns.map((turn) => ({ at: turn.at.toISOString(), by: turn.who, state: turn.state })),
  };
}

function attachmentRecord({ number, about, words, by, at, what, withdrawn }: Attachment) {
  return {
    attachment: number,
    ...subjectOf(about),
    words,
    by: by.name,
    at: at.toISOString(),
    file: 'file' in what ? what.file : null,
    link: 'link' in what ? what.link : null,
    withdrawn: withdrawn && { ...withdrawn, at: withdrawn.at.toISOString() },
  };
}

export const discussion = query({
  feature,
  name: 'discussion',
  summary: `What is said in a service, or about one subject of it: open discussions first, ${PAGE_SIZE} on a page`,
  input: z.strictObject({
    service: serviceField,
    on: onField,
    state: z.enum([...THREAD_STATES, 'any'], 'Choose a state: open, resolved, or "any".').default('any'),
    page: pageNumber(),
  }),
  output: z.object({ discussions: z.array(threadSchema), open: z.number(), resolved: z.number(), page: z.number() }),
  may: READERS,
  run: async (tx, { service, on, state, page }, now) => {
    const { id } = await findService(tx, service);
    const moment = { seq: null, now };
    const of = { service: id, ...(on !== undefined && { reference: on }) };
    const [threads, counts] = await Promise.all([
      threadsOf(tx, { ...of, ...(state !== 'any' && { state }) }, moment, {
        limit: PAGE_SIZE,
        offset: (page - 1) * PAGE_SIZE,
      }),
      countThreads(tx, of, moment),
    ]);
    return { discussions: threads.map(threadRecord), ...counts, page };
  },
});

export const attachments = query({
  feature,
  name: 'attachments',
  summary: 'What is attached in a service, or to one subject of it; what was withdrawn is told as such',
  input: z.strictObject({ service: serviceField, on: onField }),
  output: z.object({ attachments: z.array(attachmentSchema) }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, { service, on }, now) => {
    const { id } = await findService(tx, service);
    const of = { service: id, ...(on !== undefined && { reference: on }) };
    return { attachments: (await attachmentsOf(tx, of, { seq: null, now })).map(attachmentRecord) };
  },
});
