import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { findService } from '../../services/index.ts';
import { packetFileName, packetReference } from '../domain/packet.ts';
import { packetSchema } from '../schema.ts';
import { packetField } from './after-commands.ts';
import { serviceField } from './commands.ts';
import { keptDocument, keptPacket, packetFile } from './keeping.ts';
import { answersTo, packetsOf } from './store.ts';

const feature = 'hand-over';
const may = WHOEVER_SEES_THE_SERVICE;

const answered = z.object({
  number: z.number(),
  packet: z.string(),
  organisation: z.string(),
  site: z.string(),
  takenInAt: z.string(),
  accepted: z.number(),
  challenged: z.number(),
  notApplicable: z.number(),
  open: z.number(),
});

export const packets = query({
  feature,
  name: 'packets',
  summary: 'The hand-over packets of a service, for whom, and what was answered; the latest first',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    packets: z.array(
      z.object({
        id: z.string().describe('PKT-3'),
        release: z.string(),
        receiver: z.string(),
        items: z.number(),
        madeBy: z.string(),
        madeAt: z.string(),
        sentOn: z.string().nullable().describe('Null where nobody said that it was sent'),
        answers: z.array(answered),
      }),
    ),
  }),
  may,
  run: async (tx, { service: reference }) => {
    const { id } = await findService(tx, reference);
    const found = await packetsOf(tx, [id]);
    const answers = await answersTo(
      tx,
      found.map((one) => one.id),
    );
    return {
      packets: found.map((one) => ({
        id: packetReference(one.number),
        release: one.release,
        receiver: one.receiver,
        items: one.items,
        madeBy: one.made.by,
        madeAt: one.made.at.toISOString(),
        sentOn: one.sent?.on ?? null,
        answers: answers
          .filter(({ packet }) => packet === one.id)
          .map(({ number, organisation, site, takenIn, accepted, challenged, notApplicable, open }) => ({
            number,
            packet: packetReference(one.number),
            organisation,
            site,
            takenInAt: takenIn.at.toISOString(),
            accepted,
            challenged,
            notApplicable,
            open,
          })),
      })),
    };
  },
});

export const packet = query({
  feature,
  name: 'packet',
  summary: 'A hand-over packet: what it says, item by item, without its files and its proof',
  input: z.strictObject({ service: serviceField, packet: packetField }),
  output: z.object({ packet: packetSchema }),
  may,
  run: async (tx, input) => {
    const { packet: kept } = await keptPacket(tx, input);
    return { packet: await keptDocument(tx, kept) };
  },
});

/** The file itself: what is downloaded in the browser, for programs and the command line. */
export const packetToSend = query({
  feature,
  name: 'packetFile',
  summary: 'A hand-over packet as the one file that goes out, signed: its name, and its bytes in base64',
  input: z.strictObject({ service: serviceField, packet: packetField }),
  output: z.object({ name: z.string(), content: z.string().describe('In base64') }),
  may,
  run: async (tx, input) => {
    const { service, packet: kept } = await keptPacket(tx, input);
    return { name: packetFileName(service.reference, kept.number), content: '' };
  },
  leaving: async ({ ground, organisation, key }, input, { name }) => {
    const bytes = await packetFile(ground, organisation, key, input);
    return { name, content: Buffer.from(bytes).toString('base64') };
  },
});
