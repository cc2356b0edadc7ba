import { z } from 'zod';
import { REPORT_SORTS, type ReportDocument } from '../safety-case/index.ts';
import {
  ANSWERS,
  ANSWER_FORMAT,
  ITEM_SORTS,
  PACKET_FORMAT,
  PACKET_VERSION,
  type Packet,
  type PacketAnswer,
} from './domain/packet.ts';

/*
 * A packet and its answer as they cross from one installation to another. Strict: what this version does not know it does not
 * take for nothing. And limited: whoever wrote the file is somebody else.
 */

/** Characters and entries, past which it is none that Primum wrote. */
const MOST = { line: 1_000, text: 200_000, items: 20_000, parts: 200, hazards: 5_000 };

/** As `safety-case` writes it. */
const REPORT_FORMAT: ReportDocument['format'] = 'primum-safety-case-report';

const line = z.string().max(MOST.line);
const text = z.string().max(MOST.text);
const time = z.iso.datetime();
const digest = z.string().regex(/^[\da-f]{64}$/u, 'must be SHA-256 in hex');
const count = z.int().nonnegative();
const version = z.literal(PACKET_VERSION);

const item = z.strictObject({
  key: line.min(1).meta({ description: 'What makes it the same from packet to packet: "deployer control CTL-7".' }),
  sort: z.enum(ITEM_SORTS),
  reference: line.min(1),
  title: text,
  says: z.array(z.strictObject({ name: line, text })).max(MOST.parts),
  voidIf: text.meta({ description: 'What makes it void; empty for nothing besides.' }),
  hazards: z.array(line).max(MOST.hazards),
  digest: digest.meta({ description: 'Over what it says: another one, and somebody looks again.' }),
});

/** Each key once: of two, nobody would know which was answered. */
const items = z
  .array(item)
  .max(MOST.items)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'names one item twice');

/** A packet, version 1. */
export const packetSchema: z.ZodType<Packet> = z
  .strictObject({
    format: z.literal(PACKET_FORMAT),
    version,
    writtenBy: line,
    id: z.uuid().meta({ description: 'Unlike that of any other packet, anywhere.' }),
    reference: line.min(1),
    service: z.strictObject({ reference: line, name: line, organisation: line }),
    intendedUse: z.array(z.strictObject({ name: line, says: text.nullable() })).max(MOST.parts),
    release: z.strictObject({
      version: line.min(1),
      commit: line.nullable(),
      configuration: z
        .array(z.strictObject({ name: line, value: text }))
        .max(MOST.hazards)
        .nullable(),
    }),
    approved: z.strictObject({ intendedUse: text, log: text, report: text }),
    log: z.strictObject({ number: z.int().positive(), version: z.int().positive(), hazards: count }),
    report: z.strictObject({ reference: line, version: z.int().positive() }),
    thirdParties: z
      .array(z.strictObject({ name: text, version: line, finding: line, reason: text }))
      .max(MOST.items)
      .nullable()
      .meta({ description: 'Null where nobody has said; empty is the declaration that there are none.' }),
    items,
    contact: z.strictObject({ name: line, how: text }),
    before: z
      .strictObject({
        id: z.uuid(),
        reference: line,
        release: line,
        changes: z.array(z.strictObject({ key: line, change: z.enum(['new', 'changed', 'gone']) })).max(2 * MOST.items),
      })
      .nullable(),
    receiver: line.min(1),
    made: z.strictObject({ at: time, by: line }),
  })
  .meta({
    title: 'Primum hand-over packet',
    description: 'What whoever makes a service says of its safety to whoever deploys it.',
  });

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3), z.literal(4)]), text }),
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('list'), items: z.array(text).max(MOST.items), numbered: z.boolean() }),
  z.looseObject({
    kind: z.literal('table'),
    caption: text,
    head: z.array(text).max(MOST.parts),
    rows: z.array(z.array(z.union([text, z.looseObject({ text })])).max(MOST.parts)).max(MOST.items),
  }),
]);

/**
 * A report as it goes along: as much of it as is relied on. What its pages need besides is the business of whoever drew it.
 */
export const reportSchema = z.looseObject({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(1),
  reference: line.min(1),
  title: line,
  sort: z.enum(REPORT_SORTS),
  service: z.strictObject({ reference: line, name: line, organisation: line }),
  release: line.nullable(),
  pins: z.looseObject({ log: z.looseObject({ number: count, version: count.nullable() }) }),
  standing: z.enum(['draft', 'approved', 'superseded']),
  approved: line.nullable(),
  number: count,
  asAt: time,
  made: z.strictObject({ at: time, by: line }),
  sections: z
    .array(z.looseObject({ id: line, title: line, prose: text, blocks: z.array(block).max(MOST.items) }))
    .max(50),
});

/** The answer to a packet, version 1. */
export const packetAnswerSchema: z.ZodType<PacketAnswer> = z
  .strictObject({
    format: z.literal(ANSWER_FORMAT),
    version,
    writtenBy: line,
    packet: z.strictObject({ id: z.uuid(), reference: line, digest }),
    organisation: line.min(1),
    deployment: z.strictObject({ site: line.min(1), configuration: text }),
    answers: z
      .array(
        z
          .strictObject({
            key: line.min(1),
            digest,
            answer: z.enum(ANSWERS),
            reason: text,
            by: line,
            on: z.union([z.iso.date(), time]),
          })
          .refine(({ answer, reason }) => answer === 'accepted' || reason.trim() !== '', {
            message: 'has to say why',
            path: ['reason'],
          }),
      )
      .max(MOST.items)
      .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'answers one item twice'),
    open: z.array(line).max(MOST.items),
    made: z.strictObject({ at: time, by: line }),
  })
  .meta({ title: 'Answer to a Primum hand-over packet', description: 'What whoever deploys says of each item.' });
