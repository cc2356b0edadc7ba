import { z } from 'zod';
import { query } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { sentenceText } from '../../../words/sentence.ts';
import { findService } from '../../services/index.ts';
import { listReference } from '../domain/challenges.ts';
import { deploymentReference, type Deployment } from '../domain/deployments.ts';
import { DOCUMENT_SORTS } from '../domain/documents.ts';
import { ANSWERS, ITEM_SORTS } from '../domain/packet.ts';
import { isOpen, type OpenItems } from '../domain/received.ts';
import { deploymentField, findDeployment, serviceField } from './fields.ts';
import { hazardsHere, suppliedTo, workOf } from './loading.ts';
import { deploymentsOf, openItems, receivedOf, sentAnswers } from './store.ts';

const feature = 'hand-over';
const may = WHOEVER_SEES_THE_SERVICE;
const named = z.strictObject({ service: serviceField, deployment: deploymentField });

const deploymentSchema = z.object({
  id: z.string().describe('As in its address: DPL-1'),
  site: z.string(),
  configuration: z.string(),
  log: z.number().nullable().describe('The number of its own hazard log; null until one was taken in'),
  packet: z.string().nullable().describe('The latest packet of the supplier; null where none was taken in'),
  items: z.number().describe('Items of that packet'),
  open: z.number().describe('Those that nobody has answered as they stand'),
  version: z.number(),
});

function deploymentRecord(one: Deployment, open: OpenItems | undefined): z.output<typeof deploymentSchema> {
  const { number, site, configuration, log, version } = one;
  return {
    id: deploymentReference(number),
    site,
    configuration,
    log,
    packet: open?.reference ?? null,
    items: open?.items ?? 0,
    open: open?.open ?? 0,
    version,
  };
}

export const deployments = query({
  feature,
  name: 'deployments',
  summary: 'Where a service is deployed, and how much of what its supplier handed over is answered',
  input: z.strictObject({ service: serviceField }),
  output: z.object({ deployments: z.array(deploymentSchema) }),
  may,
  run: async (tx, { service: reference }) => {
    const service = await findService(tx, reference);
    const [all, open] = await Promise.all([deploymentsOf(tx, [service.id]), openItems(tx, [service.id])]);
    const byDeployment = new Map(open.map((one) => [one.deployment, one]));
    return { deployments: all.map((one) => deploymentRecord(one, byDeployment.get(one.id))) };
  },
});

export const deployment = query({
  feature,
  name: 'deployment',
  summary: 'One deployment: the packets that were taken in, and the answers that went back',
  input: named,
  output: z.object({
    deployment: deploymentSchema,
    packets: z.array(
      z.object({
        number: z.number(),
        reference: z.string(),
        fingerprint: z.string().describe('Of the key that it is signed with'),
        takenInBy: z.string(),
        takenInAt: z.string(),
      }),
    ),
    answers: z.array(
      z.object({
        number: z.number(),
        packet: z.string(),
        open: z.number(),
        writtenBy: z.string(),
        writtenAt: z.string(),
      }),
    ),
  }),
  may,
  run: async (tx, input) => {
    const { service, deployment: one } = await findDeployment(tx, input);
    const [open, packets, answers] = await Promise.all([
      openItems(tx, [service.id]),
      receivedOf(tx, one.id),
      sentAnswers(tx, one.id),
    ]);
    return {
      deployment: deploymentRecord(
        one,
        open.find((of) => of.deployment === one.id),
      ),
      packets: packets.map(({ number, reference, fingerprint, takenIn }) => ({
        number,
        reference,
        fingerprint,
        takenInBy: takenIn.by,
        takenInAt: takenIn.at.toISOString(),
      })),
      answers: answers.map(({ number, reference, open: left, made }) => ({
        number,
        packet: reference,
        open: left,
        writtenBy: made.by,
        writtenAt: made.at.toISOString(),
      })),
    };
  },
});

const itemSchema = z.object({
  key: z.string(),
  sort: z.enum(ITEM_SORTS),
  reference: z.string(),
  title: z.string(),
  says: z.array(z.object({ name: z.string(), text: z.string() })),
  voidIf: z.string(),
  hazards: z.array(z.string()).describe('In the log of the supplier'),
  here: z.array(z.string()).describe('The hazards of the deployment’s own log that came of those'),
  change: z.enum(['new', 'changed', 'same']).describe('Beside the packet before'),
  state: z.enum([...ANSWERS, 'open', 'again']).describe('“again”: it was answered, and says something else now'),
  reason: z.string(),
  control: z.string().nullable().describe('The control of the deployment’s own log that came of it'),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
});

export const deploymentItems = query({
  feature,
  name: 'deploymentItems',
  summary: 'The items of the latest packet of a deployment with their answers, what is open first',
  input: named,
  output: z.object({
    number: z
      .number()
      .nullable()
      .describe('Which packet, in the order in which they came; null where none was taken in'),
    packet: z.string().nullable(),
    open: z.number(),
    items: z.array(itemSchema),
    gone: z
      .array(z.object({ key: z.string(), title: z.string() }))
      .describe('In the packet before, and not in this one'),
  }),
  may,
  run: async (tx, input, now) => {
    const { deployment: one } = await findDeployment(tx, input);
    const [work, here] = await Promise.all([workOf(tx, one, now), hazardsHere(tx, one, now)]);
    if (!work) return { number: null, packet: null, open: 0, items: [], gone: [] };
    return {
      number: work.latest.number,
      packet: work.latest.reference,
      open: work.list.filter(({ state }) => isOpen(state)).length,
      items: work.list.map(({ item: { digest: _digest, ...item }, change, state, answer }) => ({
        ...item,
        says: [...item.says],
        hazards: [...item.hazards],
        here: item.hazards.flatMap((id) => here.get(id) ?? []),
        change,
        state,
        reason: answer?.reason ?? '',
        control: answer?.control ?? null,
        answeredBy: answer?.by ?? null,
        answeredAt: answer?.at.toISOString() ?? null,
      })),
      gone: work.gone.map(({ key, title }) => ({ key, title })),
    };
  },
});

export const supplier = query({
  feature,
  name: 'supplier',
  summary: 'What a supplier sent as documents, what is missing in it for a DCB0160 case, and what they were asked',
  input: named,
  output: z.object({
    documents: z.array(
      z.object({
        number: z.number(),
        sort: z.enum(DOCUMENT_SORTS),
        file: z.string(),
        sha256: z.string(),
        signer: z.string(),
        role: z.string(),
        signedOn: z.string().nullable(),
        scope: z.string(),
        reviewBy: z.string().nullable(),
        hazards: z
          .number()
          .nullable()
          .describe('Of a hazard log: how many were read; null where its rows are not known'),
        withdrawn: z.string(),
      }),
    ),
    missing: z.array(
      z.object({
        id: z.string(),
        rule: z.string(),
        clause: z.string().describe('Of DCB0160 3.2'),
        says: z.string(),
        ask: z.string().describe('What the supplier is asked'),
        where: z.string().describe('In their file'),
      }),
    ),
    lists: z.array(
      z.object({
        id: z.string(),
        to: z.string(),
        points: z.number(),
        sentOn: z.string().nullable(),
        version: z.number(),
      }),
    ),
  }),
  may,
  run: async (tx, input, now) => {
    const { deployment: one } = await findDeployment(tx, input);
    const { documents, gaps, lists } = await suppliedTo(tx, one, now);
    return {
      documents: documents.map(
        ({
          id: _id,
          deployment: _deployment,
          reading,
          notRead: _notRead,
          version: _version,
          takenIn: _takenIn,
          ...document
        }) => ({
          ...document,
          hazards: reading?.hazards.length ?? null,
        }),
      ),
      missing: gaps.map(({ id, rule, clause, sentence, ask, where }) => ({
        id,
        rule,
        clause,
        says: sentenceText(sentence),
        ask,
        where,
      })),
      lists: lists.map(({ number, to, points, sent, version }) => ({
        id: listReference(number),
        to,
        points: points.length,
        sentOn: sent?.on ?? null,
        version,
      })),
    };
  },
});
