import { z } from 'zod';
import { command } from '../../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph, seenVersion } from '../../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../../platform/commands/problems.ts';
import { keepSent, sentFile, WITH_A_FILE } from '../../../platform/files/sent.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { logsFromElsewhere } from '../../hazards/index.ts';
import { listNumber, listReference, pointsOf } from '../domain/challenges.ts';
import { deploymentReference, logTitle, type Deployment } from '../domain/deployments.ts';
import { DOCUMENT_SORTS } from '../domain/documents.ts';
import { missingIn } from '../domain/missing.ts';
import { deploymentField, KEEPS, livingDeployment, serviceField } from './fields.ts';
import { readLog } from './read-log.ts';
import { putDeployment } from './store.ts';
import { documentsOf, listsOf, putDocument, putList } from './supplier-store.ts';
import type { Read } from './worker-jobs.ts';

const feature = 'hand-over';
const dayField = (message: string) => z.literal('').or(z.iso.date(message)).default('');

export type TakenDocument = {
  readonly service: string;
  readonly serviceId: string;
  readonly deployment: string;
  readonly document: number;
  /** The number of the deployment's own hazard log, where this document became its seed; null where it did not. */
  readonly log: number | null;
  readonly hazards: number;
  /** Why the rows of a hazard log are not known; '' where they are, and for any other document. */
  readonly notRead: string;
};

const input = z.strictObject({
  service: serviceField,
  deployment: deploymentField,
  sort: z.enum(DOCUMENT_SORTS, 'Choose what the document is.'),
  document: sentFile('Choose the document.'),
  signer: optionalLine(200).describe('Who signed or approved it, as it says'),
  role: optionalLine(200).describe('As what: clinical safety officer'),
  signedOn: dayField('Give the day as year-month-day, or leave it empty.'),
  scope: optionalParagraph(2_000).describe('What it covers: the version, the modules'),
  reviewBy: dayField('Give the day as year-month-day, or leave it empty.'),
});

/** What was read of a hazard log before the lock goes beside the input: nobody sends it. */
type WithReading = z.output<typeof input> & { readonly read?: Read };

export const takeInSupplierDocument = command({
  feature,
  name: 'takeInSupplierDocument',
  summary: 'Takes in a document of a supplier; a hazard log becomes the seed of the log of the deployment',
  past: ['a document of a supplier was taken in', '# documents of suppliers were taken in'],
  input,
  may: { ...KEEPS, operator: true, token: 'import' },
  bodyLimit: WITH_A_FILE,
  ahead: async (given) =>
    given.sort === 'hazard log' ? Object.assign({}, given, { read: await readLog(given.document) }) : given,
  // The document has its home among the files, and what it says among the texts.
  record: ({ service, deployment, sort, signedOn, reviewBy }) => ({ service, deployment, sort, signedOn, reviewBy }),
  subject: (_input, { serviceId }: TakenDocument) => ({ kind: 'service', id: serviceId }),
  run: async (tx, actor, given): Promise<TakenDocument> => {
    const { read } = given as WithReading;
    const { service, deployment } = await livingDeployment(tx, given);
    if (given.signedOn > dateIn(tx.at))
      throw new InputProblem([
        { field: 'signedOn', message: 'This day is still to come. Give the day on which it was signed.' },
      ]);
    const sha256 = await keepSent(tx, given.document);
    const before = await documentsOf(tx, deployment.id);
    if (before.some((one) => one.sha256 === sha256 && one.sort === given.sort && one.withdrawn === ''))
      throw new NotPossible('This very file was taken in already, as the same sort of document. Nothing was written.');
    const number = (before[0]?.number ?? 0) + 1;
    const notRead = read && read.log === null ? read.why : '';
    putDocument(tx, {
      id: tx.newId(),
      service: service.id,
      deployment: deployment.id,
      number,
      sort: given.sort,
      sha256: sha256!,
      file: given.document.name,
      signer: given.signer,
      role: given.role,
      signedOn: given.signedOn || null,
      scope: given.scope,
      reviewBy: given.reviewBy || null,
      reading: read?.log ? read.reading : null,
      notRead,
      withdrawn: '',
    });
    const log = read?.log && deployment.log === null ? read.log : null;
    if (log) {
      const { importLogIn } = await logsFromElsewhere();
      const title = logTitle(service.name, deployment.site);
      const kept = await importLogIn(tx, actor, { service: service.reference, log, title, asNew: true });
      putDeployment(tx, { ...deployment, log: kept.log });
      return { ...named(deployment), document: number, log: kept.log, hazards: log.hazards.length, notRead: '' };
    }
    return { ...named(deployment), document: number, log: null, hazards: read?.log?.hazards.length ?? 0, notRead };
  },
});

function named({ service, number }: Deployment) {
  return { service: service.reference, serviceId: service.id, deployment: deploymentReference(number) };
}

type Withdrawn = ReturnType<typeof named> & { readonly document: number };

export const withdrawSupplierDocument = command({
  feature,
  name: 'withdrawSupplierDocument',
  summary: 'Says that a document of a supplier does not count any more, and why',
  past: ['a document of a supplier was withdrawn', '# documents of suppliers were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    deployment: deploymentField,
    document: z.coerce.number('Give the number of the document.').int().min(1),
    reason: paragraph(2_000, 'Say why the document does not count any more.'),
  }),
  may: KEEPS,
  subject: (_input, { serviceId }: Withdrawn) => ({ kind: 'service', id: serviceId }),
  run: async (tx, _actor, { document: number, reason, ...where }): Promise<Withdrawn> => {
    const { service, deployment } = await livingDeployment(tx, where);
    const document = (await documentsOf(tx, deployment.id)).find((one) => one.number === number);
    if (!document) throw new NotFound(`There is no document ${number} of this deployment.`);
    if (document.withdrawn !== '') throw new NotPossible('It was withdrawn already. Nothing was changed.');
    putDocument(tx, { ...document, service: service.id, deployment: deployment.id, withdrawn: reason });
    return { ...named(deployment), document: number };
  },
});

export type WrittenList = ReturnType<typeof named> & { readonly list: string; readonly points: number };

export const writeChallengeList = command({
  feature,
  name: 'writeChallengeList',
  summary: 'Writes down what a supplier is asked: points that are missing in what they sent, and your own',
  past: ['a list of questions to a supplier was written', '# lists of questions to suppliers were written'],
  input: z.strictObject({
    service: serviceField,
    deployment: deploymentField,
    to: line(200, 'Say whom it is for: the supplier, and the office that answers there.'),
    opening: optionalParagraph(4_000).describe('What stands before the points'),
    points: z
      .array(z.string().max(2_000), 'Choose points from the list.')
      .max(10_000)
      .default([])
      .describe('Ids of what is missing, as the query of the supplier gives them'),
    own: optionalParagraph(20_000).describe('Points of your own, one a line'),
    answerBy: dayField('Give the day as year-month-day, or leave it empty.'),
  }),
  may: KEEPS,
  // Points carry words of the supplier's file: those have one home.
  record: ({ service, deployment, points, answerBy }, { list }: WrittenList) => ({
    service,
    deployment,
    list,
    points: points.length,
    answerBy,
  }),
  subject: (_input, { serviceId }: WrittenList) => ({ kind: 'service', id: serviceId }),
  run: async (tx, _actor, { points: chosen, own, opening, to, answerBy, ...where }): Promise<WrittenList> => {
    const { service, deployment } = await livingDeployment(tx, where);
    const gaps = missingIn({ documents: await documentsOf(tx, deployment.id), today: dateIn(tx.at) });
    const known = new Set(gaps.map(({ id }) => id));
    if (chosen.some((id) => !known.has(id)))
      throw new NotPossible(
        'What is missing has changed since this page was shown to you. Nothing was written. Look at it once more.',
      );
    const points = pointsOf(gaps, chosen, own);
    if (points.length === 0)
      throw new InputProblem([{ field: 'points', message: 'Choose at least one point, or write one of your own.' }]);
    const number = ((await listsOf(tx, deployment.id))[0]?.number ?? 0) + 1;
    putList(tx, {
      id: tx.newId(),
      service: service.id,
      deployment: deployment.id,
      number,
      to,
      opening,
      answerBy: answerBy || null,
      points,
      sent: null,
    });
    return { ...named(deployment), list: listReference(number), points: points.length };
  },
});

export const recordChallengeListSent = command({
  feature,
  name: 'recordChallengeListSent',
  summary: 'Records when and how a list of questions was sent to a supplier',
  past: ['a list of questions was sent to a supplier', '# lists of questions were sent to suppliers'],
  input: z.strictObject({
    service: serviceField,
    deployment: deploymentField,
    list: z
      .string('Say which list: its number, such as CHL-1.')
      .refine((text) => listNumber(text) !== null, 'Give the number of a list, such as CHL-1.'),
    version: seenVersion(),
    sentOn: z.iso.date('Give the day on which it was sent.'),
    how: line(300, 'Say how it was sent, and to whom.'),
  }),
  may: KEEPS,
  subject: (_input, { serviceId }: WrittenList) => ({ kind: 'service', id: serviceId }),
  run: async (tx, _actor, { list: reference, version, sentOn, how, ...where }): Promise<WrittenList> => {
    const { service, deployment } = await livingDeployment(tx, where);
    const number = listNumber(reference);
    const list = (await listsOf(tx, deployment.id)).find((one) => one.number === number);
    if (!list) throw new NotFound(`There is no list ${reference} of this deployment.`);
    if (list.version !== version)
      throw new Conflict('Somebody recorded something of this list while you were here.', {}, list.version);
    const today = dateIn(tx.at);
    if (sentOn > today || sentOn < dateIn(list.written.at))
      throw new InputProblem([
        { field: 'sentOn', message: 'Give a day between the one on which it was written and today.' },
      ]);
    putList(tx, { ...list, service: service.id, deployment: deployment.id, sent: { on: sentOn, how } });
    return { ...named(deployment), list: listReference(list.number), points: list.points.length };
  },
});
