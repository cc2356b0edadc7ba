import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { fileIn, takeFiles } from '../../../platform/files/sent-forms.ts';
import { pageFor } from '../../../platform/http/declared.ts';
import { registerForm, registerPage, valueOf, type PageContext } from '../../../platform/http/forms.ts';
import { orRefusal, visitor } from '../../../platform/http/pages.tsx';
import { verifierKeyOf } from '../../../platform/ledger/checkpoint.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import { actionOwners, actionsFrom } from '../../actions/index.ts';
import { findService } from '../../services/index.ts';
import { whyNotWhole } from '../domain/making.ts';
import { packetFileName, packetPath } from '../domain/packet.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { takeInAnswer } from './after-commands.ts';
import { HANDS_OVER, makePacketFrom, type Made } from './commands.ts';
import { notePacketSent } from './ground.ts';
import { answerNumbered, keptAnswer, keptDocument, keptPacket, packetFile } from './keeping.ts';
import { knownFor, waysOf } from './knowing.ts';
import { AnswerPage, type AnswerProps } from './pages/answer.tsx';
import { MakePacketForm, SentForm, TakeInForm, type MakeProps, type OfPacket } from './pages/forms.tsx';
import { PacketsPage, type PacketsProps } from './pages/list.tsx';
import { PacketPage, type PacketProps } from './pages/packet.tsx';
import { HOUSE, type PacketSources } from './sources.ts';
import { answersTo, packetsOf } from './store.ts';

export const LIST = '/services/:service/packets';
const ONE = `${LIST}/:packet`;
const may = WHOEVER_SEES_THE_SERVICE;
/** Releases that a form offers, the latest first. */
const MOST_RELEASES = 5;

/** The pages of what goes out and what comes back, and the packets themselves. */
export async function packetRoutes(app: FastifyInstance, services: Services): Promise<void> {
  registerPage(app, services, { path: LIST, may, load: loadPackets, page: PacketsPage });
  makingForm(app, services, HOUSE, LIST);
  registerPage(app, services, {
    path: ONE,
    may,
    load: async (tx, context) => {
      const key = verifierKeyOf(services.signer());
      return { ...(await loadPacket(tx, context)), key, fingerprint: fingerprintOf(key) };
    },
    page: PacketPage,
  });
  registerForm(app, services, {
    path: `${ONE}/sent`,
    command: anyCommand(notePacketSent),
    load: ofPacket,
    values: (_props, { now }) => ({ on: dateIn(now) }),
    input: (values, { params }) => ({
      ...namedIn(params),
      on: valueOf({ values }, 'on'),
      how: valueOf({ values }, 'how'),
    }),
    page: SentForm,
    done: (_result, { params }) => ({ href: addressOf(params), notice: 'It is noted that it was sent.' }),
  });
  await app.register(async (scope) => {
    await takeFiles(scope);
    answerForm(scope, services);
  });
  registerPage(app, services, { path: `${ONE}/answers/:answer`, may, load: loadAnswer, page: AnswerPage });
  fileRoute(app, services);
}

/** The form that makes packets. @param list where those of its service are */
export function makingForm(app: FastifyInstance, services: Services, sources: PacketSources, list: string): void {
  registerForm(app, services, {
    path: `${list}/new`,
    command: anyCommand(makePacketFrom(sources)),
    load: (tx, context) => loadMaking(tx, sources, context),
    values: ({ releases, contact }) => ({
      release: releases.find(({ missing }) => missing.length === 0)?.version ?? '',
      contactName: contact?.name ?? '',
      contactHow: contact?.how ?? '',
    }),
    input: (values, { params }) => ({
      service: params['service'],
      ...Object.fromEntries(
        ['release', 'receiver', 'contactName', 'contactHow'].map((field) => [field, valueOf({ values }, field)]),
      ),
    }),
    page: MakePacketForm,
    confirming: (values) =>
      `You are about to make a packet of release ${valueOf({ values }, 'release')} for ${valueOf({ values }, 'receiver')}.`,
    done: (result) => {
      const { service, number, packet } = result as Made;
      return { href: packetPath(service, number), notice: `${packet} was made, and is kept as it is.` };
    },
  });
}

function answerForm(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${ONE}/answers/new`,
    command: anyCommand(takeInAnswer),
    load: async (tx, context) => {
      const { service, packet } = await keptPacket(tx, namedIn(context.params));
      return { service, packet, owners: await actionOwners(tx, service, context.now) };
    },
    input: (values, { params }) => ({
      ...namedIn(params),
      file: fileIn(values['file']) ?? undefined,
      owner: valueOf({ values }, 'owner'),
      due: valueOf({ values }, 'due'),
    }),
    page: TakeInForm,
    done: (result, { params }) => {
      const actions = Number(result['actions']);
      const said = actions === 0 ? '' : ` ${counted(actions, 'action was', 'actions were')} added.`;
      return {
        href: `${addressOf(params)}/answers/${Number(result['answer'])}`,
        notice: `The answer was taken in.${said}`,
      };
    },
  });
}

function fileRoute(app: FastifyInstance, services: Services): void {
  app.get(`${ONE}/file`, { config: pageFor(may) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const named = namedIn(context.params);
      const { service, packet } = await services.ground.database.read(context.organisation, (tx) =>
        keptPacket(tx, named),
      );
      const bytes = await packetFile(services.ground, context.organisation, services.signer(), named);
      const name = packetFileName(service.reference, packet.number);
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('x-content-type-options', 'nosniff')
        .type('application/zip')
        .send(Buffer.from(bytes));
    });
  });
}

function namedIn(params: PageContext['params']) {
  return { service: params['service'] ?? '', packet: params['packet'] ?? '' };
}

/** The address of the packet of a page. */
function addressOf({ service = '', packet = '' }: PageContext['params']): string {
  return `/services/${encodeURIComponent(service)}/packets/${encodeURIComponent(packet)}`;
}

function ofPacket(tx: ReadTx, { params }: PageContext): Promise<OfPacket> {
  return keptPacket(tx, namedIn(params));
}

async function loadPackets(tx: ReadTx, { params, allows }: PageContext): Promise<PacketsProps> {
  const service = await findService(tx, params['service'] ?? '');
  const packets = await packetsOf(tx, [service.id]);
  const answers = await answersTo(
    tx,
    packets.map(({ id }) => id),
  );
  return { service, packets, answers, mayMake: service.phase !== 'retired' && allows({ may: HANDS_OVER }) };
}

async function loadMaking(tx: ReadTx, sources: PacketSources, { params, now }: PageContext): Promise<MakeProps> {
  const service = await findService(tx, params['service'] ?? '');
  const latest = await sources.releases(tx, service.id, MOST_RELEASES);
  const releases = await Promise.all(
    latest
      .filter(({ state }) => state !== 'withdrawn')
      .map(async ({ version }) => {
        const { known } = await knownFor(tx, sources, { service: service.reference, release: version }, now);
        return { version, missing: whyNotWhole(known, version, waysOf(service)) };
      }),
  );
  const [last] = await packetsOf(tx, [service.id]);
  return { service, releases, contact: last ? (await keptDocument(tx, last)).contact : null };
}

async function loadPacket(
  tx: ReadTx,
  { params, allows }: PageContext,
): Promise<Omit<PacketProps, 'key' | 'fingerprint'>> {
  const { service, packet } = await keptPacket(tx, namedIn(params));
  const [document, answers] = await Promise.all([keptDocument(tx, packet), answersTo(tx, [packet.id])]);
  return { service, packet, document, answers, maySend: allows(notePacketSent), mayTakeIn: allows(takeInAnswer) };
}

async function loadAnswer(tx: ReadTx, { params, allows, now }: PageContext): Promise<AnswerProps> {
  const { service, packet } = await keptPacket(tx, namedIn(params));
  const stored = await answerNumbered(tx, packet, params['answer'] ?? '');
  const packets = await packetsOf(tx, [service.id]);
  const [document, answer, actions, all] = await Promise.all([
    keptDocument(tx, packet),
    keptAnswer(tx, stored),
    actionsFrom(tx, 'packet-answer', [stored.id], { seq: null, now }),
    answersTo(
      tx,
      packets.map(({ id }) => id),
    ),
  ]);
  return {
    service,
    packet,
    document,
    stored,
    answer,
    actions,
    otherKey: all.some((one) => one.organisation === stored.organisation && one.signedWith !== stored.signedWith),
    mayClose: allows(takeInAnswer),
  };
}
