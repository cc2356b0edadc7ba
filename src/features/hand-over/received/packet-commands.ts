import { z } from 'zod';
import { sha256 } from '../../../platform/canonical.ts';
import { command, type CommandTx } from '../../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, seenVersion } from '../../../platform/commands/fields.ts';
import { makerName, type Actor } from '../../../platform/commands/may.ts';
import { InputProblem, NotPossible } from '../../../platform/commands/problems.ts';
import { FILE_LIMIT, putFile } from '../../../platform/files/files.ts';
import { version as primum } from '../../../platform/version.ts';
import {
  controlCommands,
  controlNamed,
  hazardRecords,
  logsFromElsewhere,
  type LogDocument,
} from '../../hazards/index.ts';
import { organisationName } from '../../organisations/index.ts';
import { deploymentReference, logTitle, type Deployment } from '../domain/deployments.ts';
import {
  ANSWER_FORMAT,
  ANSWER_PATH,
  ANSWERS,
  LOG_PATH,
  PACKET_PATH,
  PACKET_VERSION,
  type Packet,
  type PacketItem,
} from '../domain/packet.ts';
import {
  answerTo,
  receiverWarning,
  whyNotAnswered,
  whyNotTakenIn,
  workList,
  type GivenAnswer,
  type StoredReceived,
} from '../domain/received.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { digestInHex, jsonBytes } from '../json.ts';
import { openPacket, type OpenedPacket } from '../reading.ts';
import { packetAnswerSchema } from '../schema.ts';
import { ANSWERERS, deploymentField, KEEPS, livingDeployment, serviceField } from './fields.ts';
import { keptDescription, keptLog, leftOut } from './keeping.ts';
import {
  answersOf,
  knownFingerprint,
  putAnswer,
  putDeployment,
  putKey,
  putReceived,
  putSentAnswer,
  receivedOf,
  sentAnswers,
} from './store.ts';

const feature = 'hand-over';

function named({ service, number }: Deployment) {
  return { service: service.reference, serviceId: service.id, deployment: deploymentReference(number) };
}
type Named = ReturnType<typeof named>;
const about = (_input: unknown, { serviceId }: Named) => ({ kind: 'service', id: serviceId });

// --- Taking a packet in --------------------------------------------------------------------------------------------------

export type TakenPacket = Named & {
  readonly packet: string;
  readonly number: number;
  readonly items: number;
  /** The number of the deployment's own hazard log. */
  readonly log: number;
  /** What whoever took it in should know; '' for nothing. */
  readonly warning: string;
};

/** Characters of a packet in base64: it carries a log, and a report three times. */
const MOST_IN_BASE64 = Math.ceil(FILE_LIMIT / 3) * 4;

const takeIn = z.strictObject({
  service: serviceField,
  deployment: deploymentField,
  packet: z.strictObject(
    {
      name: line(200, 'Give the name of the file.'),
      content: z
        .base64('Send the file in base64.')
        .max(MOST_IN_BASE64, 'The packet is larger than 20 MB. Ask the supplier for one with a shorter report.')
        .describe('In base64'),
    },
    'Choose the packet, as the supplier sent it.',
  ),
  fingerprint: optionalLine(100).describe('Of the first packet: the fingerprint that the supplier told you'),
});

/** What the packet was proved to be, before the lock, goes beside the input: nobody sends it. */
type WithOpened = z.output<typeof takeIn> & { readonly opened?: OpenedPacket };

export const takeInPacket = command({
  feature,
  name: 'takeInPacket',
  summary: 'Takes in a packet of a supplier, proved; the first becomes the seed of the hazard log of the deployment',
  past: ['a packet of a supplier was taken in', '# packets of suppliers were taken in'],
  input: takeIn,
  may: { ...KEEPS, operator: true, token: 'import' },
  bodyLimit: MOST_IN_BASE64 + 64 * 1024,
  ahead: async (given) =>
    Object.assign({}, given, { opened: await openPacket(Buffer.from(given.packet.content, 'base64')) }),
  // The packet has its home among the files.
  record: ({ service, deployment }, { packet, number }: TakenPacket) => ({ service, deployment, packet, number }),
  subject: about,
  run: async (tx, actor, given): Promise<TakenPacket> => {
    const { packet, log, files, proof } = (given as WithOpened).opened!;
    const { service, deployment } = await livingDeployment(tx, given);
    const [before, known, organisation] = await Promise.all([
      receivedOf(tx, deployment.id),
      knownFingerprint(tx, service.id),
      organisationName(tx, { seq: null, now: tx.at }),
    ]);
    const fingerprint = fingerprintOf(proof.key);
    const why = whyNotTakenIn(packet, {
      before,
      last: before[0] ? await keptDescription(tx, before[0]) : null,
      known,
      fingerprint,
      confirmed: given.fingerprint,
      isPerson: actor.kind === 'person',
      now: tx.at,
    });
    if (why !== null) throw new NotPossible(why);
    if (known === null) putKey(tx, service.id, fingerprint, '');
    const kept = {
      bundle: (await putFile(tx, Buffer.from(given.packet.content, 'base64'), given.packet.name)).sha256,
      description: (await putFile(tx, files.get(PACKET_PATH)!, PACKET_PATH)).sha256,
      hazardLog: (await putFile(tx, files.get(LOG_PATH)!, LOG_PATH)).sha256,
    };
    const number = (before[0]?.number ?? 0) + 1;
    const { id: packetId, reference, items } = packet;
    putReceived(
      tx,
      {
        id: tx.newId(),
        service: service.id,
        deployment: deployment.id,
        packet: packetId,
        number,
        reference,
        fingerprint,
        ...kept,
      },
      items,
    );
    return {
      ...named(deployment),
      packet: reference,
      number,
      items: items.length,
      log: deployment.log ?? (await seed(tx, actor, deployment, { packet, log, sha256: kept.hazardLog })),
      warning: receiverWarning(packet, organisation),
    };
  },
});

/** The first log of the supplier becomes that of the deployment. @returns its number */
async function seed(
  tx: CommandTx,
  actor: Actor,
  deployment: Deployment,
  { packet, log, sha256: digest }: { readonly packet: Packet; readonly log: LogDocument; readonly sha256: string },
): Promise<number> {
  const { service, site } = deployment;
  const { importLogIn, seedOf } = await logsFromElsewhere();
  const sources = [{ file: `${packet.reference}, ${LOG_PATH}`, sha256: digest, kind: 'json' }];
  const kept = await importLogIn(tx, actor, {
    service: service.reference,
    log: seedOf(log, sources, leftOut(packet.items)),
    title: logTitle(service.name, site),
    asNew: true,
  });
  putDeployment(tx, { ...deployment, log: kept.log });
  return kept.log;
}

// --- Answering ---------------------------------------------------------------------------------------------------------------

export type Answered = Named & {
  readonly answered: number;
  /** Controls that came into the log with it. */
  readonly controls: readonly string[];
  /** Those that were in it, and say now what the supplier says now. */
  readonly renewed: readonly string[];
  /** Those whose words somebody here made their own: they stay, and somebody has to look at them. */
  readonly own: readonly string[];
};

export const answerItems = command({
  feature,
  name: 'answerItems',
  summary: 'Answers items of a packet: accepted, challenged, or not applicable here, with the reason',
  past: ['items of a packet were answered', 'items of packets were answered # times'],
  input: z.strictObject({
    service: serviceField,
    deployment: deploymentField,
    number: z.coerce
      .number('Send the packet that you saw: "number" of its record.')
      .int()
      .min(1)
      .describe('Which packet of the deployment was shown, in the order in which they came'),
    items: z
      .array(z.string().max(1_000), 'Choose items from the list.')
      .min(1, 'Choose at least one item.')
      .max(20_000)
      .describe('Keys of items, such as "deployer control CTL-7"'),
    answer: z.enum(ANSWERS, 'Choose what you say of it.'),
    reason: optionalParagraph(4_000).describe('Needed for a challenge, and for what is not applicable'),
    owner: optionalLine(200).describe(
      'Who puts a control in place here; needed to accept one that is yours to put in place',
    ),
  }),
  may: ANSWERERS,
  subject: about,
  run: async (tx, actor, { items: keys, number, answer, reason, owner, ...where }): Promise<Answered> => {
    const { deployment } = await livingDeployment(tx, where);
    const [latest] = await receivedOf(tx, deployment.id);
    if (!latest) throw new NotPossible('No packet was taken in for this deployment. Nothing was answered.');
    if (latest.number !== number)
      throw new NotPossible(
        `${latest.reference} came in since this page was shown to you. Nothing was answered. Look at what it says.`,
      );
    const packet = await keptDescription(tx, latest);
    const byKey = new Map(packet.items.map((item) => [item.key, item]));
    const items = [...new Set(keys)].map((key) => {
      const item = byKey.get(key);
      if (!item)
        throw new InputProblem([{ field: 'items', message: `There is no item “${key}” in ${latest.reference}.` }]);
      const problem = whyNotAnswered(item, { answer, reason, owner });
      if (problem) throw new InputProblem([problem]);
      return item;
    });
    const answers = await answersOf(tx, deployment.id);
    const became: Record<'controls' | 'renewed' | 'own', string[]> = { controls: [], renewed: [], own: [] };
    for (const item of items) {
      const was = answers.get(item.key);
      const taken =
        answer === 'accepted' && item.sort === 'deployer control'
          ? await takenOn(tx, actor, deployment, { item, was, owner })
          : null;
      const control = taken?.control ?? was?.control ?? null;
      if (taken?.control && taken.became !== null) became[taken.became].push(taken.control);
      putAnswer(tx, deployment, {
        id: was?.id ?? tx.newId(),
        key: item.key,
        digest: item.digest,
        answer,
        reason: reason === '' && taken !== null ? `Put in place by ${owner}.` : reason,
        control,
      });
    }
    return { ...named(deployment), answered: items.length, ...became };
  },
});

interface Accepting {
  readonly item: PacketItem;
  readonly was: GivenAnswer | undefined;
  readonly owner: string;
}

/** What accepting a control of theirs makes of the log here; `became` is null where nothing differs in it. */
async function takenOn(
  tx: CommandTx,
  actor: Actor,
  deployment: Deployment,
  { item, was, owner }: Accepting,
): Promise<{ readonly control: string | null; readonly became: 'controls' | 'renewed' | 'own' | null }> {
  const commands = await controlCommands();
  const { reference: service } = deployment.service;
  const there = was?.control
    ? await controlNamed(tx, deployment.service.id, was.control, { seq: null, now: tx.at })
    : null;
  if (!there || there.retired)
    return { control: await recordControlOf(tx, actor, deployment, item, owner), became: 'controls' };
  const before = await itemAnswered(tx, deployment, was!);
  const isOwn = there.text !== item.title && there.text !== before?.title;
  const text = isOwn ? there.text : item.title;
  if (text !== there.text || owner !== there.owner)
    await commands.editControl.run(tx, actor, {
      service,
      control: there.id,
      version: there.version,
      text,
      owner,
      wordingOnly: false,
      wordingReason: '',
    });
  const none = { causes: [], acts: '' as const };
  for (const { id, controls } of await hazardsOf(tx, deployment, item))
    if (!controls.some((one) => one.id === there.id))
      await commands.useControl.run(tx, actor, { service, hazard: id, control: there.id, ...none });
  return { control: there.id, became: isOwn ? 'own' : text === there.text ? null : 'renewed' };
}

/** The item with the words to which an answer was given; null where no packet of the deployment has them. */
async function itemAnswered(
  tx: CommandTx,
  deployment: Deployment,
  { key, digest }: GivenAnswer,
): Promise<PacketItem | null> {
  for (const one of await receivedOf(tx, deployment.id)) {
    const found = (await keptDescription(tx, one)).items.find((item) => item.key === key && item.digest === digest);
    if (found) return found;
  }
  return null;
}

/** The hazards of the deployment's own log that came of those which an item is about. */
async function hazardsOf(tx: CommandTx, deployment: Deployment, item: PacketItem) {
  const wanted = new Set(item.hazards);
  return (await hazardRecords(tx, deployment.service.id, { seq: null, now: tx.at })).filter(
    (one) => one.log === deployment.log && one.ref !== null && wanted.has(one.ref) && !one.retired,
  );
}

/**
 * A control that the supplier leaves to whoever deploys, once it is accepted: one of the deployment's own log, on each hazard
 * that came of the supplier's. @returns its number; null where its hazards are not in the log
 */
async function recordControlOf(
  tx: CommandTx,
  actor: Actor,
  deployment: Deployment,
  item: PacketItem,
  owner: string,
): Promise<string | null> {
  const [first, ...others] = await hazardsOf(tx, deployment, item);
  if (!first) return null;
  const { recordControl, useControl } = await controlCommands();
  const service = deployment.service.reference;
  const none = { causes: [], acts: '' as const };
  const { control } = await recordControl.run(tx, actor, {
    service,
    hazard: first.id,
    text: item.title,
    type: '',
    existing: 'additional',
    party: 'deployer',
    owner,
    state: 'agreed',
    ...none,
  });
  for (const other of others) await useControl.run(tx, actor, { service, hazard: other.id, control, ...none });
  return control;
}

// --- The answer as a file ------------------------------------------------------------------------------------------------------

export type WrittenAnswer = Named & {
  readonly answer: number;
  /** Items that nobody has answered: the file names them as open. */
  readonly open: number;
  /** Digest of what was recorded: the ledger keeps it. */
  readonly record: string;
};

export const writeAnswer = command({
  feature,
  name: 'writeAnswer',
  summary:
    'Writes the answer to the latest packet to a file that the supplier can prove; what is open is named as open',
  past: ['an answer to a packet was written', '# answers to packets were written'],
  input: z.strictObject({ service: serviceField, deployment: deploymentField }),
  may: { ...ANSWERERS, operator: true },
  subject: about,
  run: async (tx, actor, where): Promise<WrittenAnswer> => {
    const { service, deployment } = await livingDeployment(tx, where);
    const [latest] = await receivedOf(tx, deployment.id);
    if (!latest) throw new NotPossible('No packet was taken in for this deployment: there is nothing to answer.');
    const answer = packetAnswerSchema.parse(await answerFor(tx, actor, deployment, latest));
    const bytes = jsonBytes(answer);
    await putFile(tx, bytes, ANSWER_PATH);
    const number = ((await sentAnswers(tx, deployment.id))[0]?.number ?? 0) + 1;
    const record = {
      format: ANSWER_FORMAT,
      version: PACKET_VERSION,
      subject: { kind: 'service', id: service.id },
      packet: answer.packet,
      deployment: deploymentReference(deployment.number),
      answered: answer.answers.length,
      open: answer.open.length,
      madeAt: answer.made.at,
      files: { [ANSWER_PATH]: sha256(bytes).toString('hex') },
      signatures: {},
    };
    putSentAnswer(tx, {
      service: service.id,
      deployment: deployment.id,
      received: latest.id,
      number,
      open: answer.open.length,
      record,
    });
    return { ...named(deployment), answer: number, open: answer.open.length, record: digestInHex(record) };
  },
});

async function answerFor(tx: CommandTx, actor: Actor, deployment: Deployment, latest: StoredReceived) {
  const [packet, answers, organisation] = await Promise.all([
    keptDescription(tx, latest),
    answersOf(tx, deployment.id),
    organisationName(tx, { seq: null, now: tx.at }),
  ]);
  return answerTo(packet, latest.description, workList(packet.items, null, answers), {
    format: ANSWER_FORMAT,
    version: PACKET_VERSION,
    writtenBy: `Primum ${primum}`,
    organisation,
    deployment: { site: deployment.site, configuration: deployment.configuration },
    made: { at: tx.at.toISOString(), by: makerName(actor) },
  });
}

// --- A later log of the supplier -------------------------------------------------------------------------------------------------

export type TakenOver = Named & { readonly log: number; readonly counts: { readonly [name: string]: number } };

export const takeOverSupplierLog = command({
  feature,
  name: 'takeOverSupplierLog',
  summary:
    'Takes over what a later packet says anew of hazards; ratings and controls of the deployment stay as they are',
  past: ['a later log of a supplier was taken over', 'later logs of suppliers were taken over # times'],
  input: z.strictObject({
    service: serviceField,
    deployment: deploymentField,
    accept: z
      .array(
        z.string().regex(/^(?:new:\d{1,9}|changed:HAZ-\d{1,9}|new|changed)$/u, 'Choose rows from the list.'),
        'Choose rows from the list.',
      )
      .min(1, 'Choose what you take over. What you do not choose stays as it is.')
      .max(10_000),
    version: seenVersion().describe('Of the log that was shown'),
  }),
  may: ANSWERERS,
  subject: about,
  run: async (tx, actor, { accept, version, ...where }): Promise<TakenOver> => {
    const { deployment } = await livingDeployment(tx, where);
    const later = await laterLog(tx, deployment, await receivedOf(tx, deployment.id), tx.at);
    if (!later)
      throw new NotPossible('No later packet says anything of hazards that is not in the log. Nothing was written.');
    const { importLogIn } = await logsFromElsewhere();
    const { counts } = await importLogIn(tx, actor, {
      service: deployment.service.reference,
      log: later,
      replaces: deployment.log!,
      accept: [...accept],
      version,
    });
    return { ...named(deployment), log: deployment.log!, counts };
  },
});

/** What the latest packet says of hazards beside the one before, as what can be taken over; null where that is nothing. */
export async function laterLog(
  tx: Pick<CommandTx, 'organisation' | 'rows' | 'send'>,
  deployment: Deployment,
  [latest, before]: readonly StoredReceived[],
  now: Date,
) {
  if (!latest || !before || deployment.log === null) return null;
  const [packet, old, log, records, { laterOf }] = await Promise.all([
    keptDescription(tx, latest),
    keptLog(tx, before),
    keptLog(tx, latest),
    hazardRecords(tx, deployment.service.id, { seq: null, now }),
    logsFromElsewhere(),
  ]);
  const names = new Map(
    records.flatMap(({ log: of, ref, name }) => (of === deployment.log && ref !== null ? [[ref, name]] : [])),
  );
  const sources = [{ file: `${latest.reference}, ${LOG_PATH}`, sha256: latest.hazardLog, kind: 'json' }];
  const later = laterOf(old, log, names, sources, leftOut(packet.items));
  return later.hazards.length === 0 ? null : later;
}
