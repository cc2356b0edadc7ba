import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { pageFor } from '../../platform/http/declared.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import { lookingAt } from '../../platform/http/looking.ts';
import { orRefusal, visitor } from '../../platform/http/pages.tsx';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { findService } from '../services/index.ts';
import { answerCounterEvidence, writeCounterEvidence } from './commands.ts';
import { importArgument } from './document-command.ts';
import { documentsOf } from './document-store.ts';
import { lookedAt } from './documents.ts';
import { argumentPath, claimNamed, documentNumber, TOP } from './domain.ts';
import { writeArgument } from './gsn2x/write.ts';
import { ArgumentPage, type ArgumentProps } from './pages/argument.tsx';
import { DocumentPage, type DocumentProps } from './pages/document.tsx';
import { AnswerForm, ImportForm, WriteAgainstForm, type ClaimProps } from './pages/forms.tsx';
import { pictured, picturedAsIs } from './picture.ts';
import { ARGUMENT_FORMATS } from './queries.ts';
import { caseAt } from './reading.ts';
import { argumentRecord } from './record.ts';

const ARGUMENT = '/services/:service/argument';
const CLAIM = `${ARGUMENT}/claims/:claim`;
const DOCUMENTS = `${ARGUMENT}/documents`;
const may = WHOEVER_SEES_THE_SERVICE;
const NOW = { seq: null, now: new Date(0) };
const FORMATS = [...ARGUMENT_FORMATS, 'json'] as const;
const TYPES: Readonly<Record<(typeof FORMATS)[number], string>> = {
  yaml: 'text/yaml; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** The argument, what speaks against its claims, and those that were brought. */
export function routes(app: FastifyInstance, services: Services): void {
  const load = (tx: ReadTx, context: PageContext) => loadArgument(tx, context, services);
  registerPage(app, services, { path: ARGUMENT, may, load, page: ArgumentPage });
  const back = (service: string, notice: string) => ({ href: `${argumentPath(service)}#against`, notice });
  registerForm(app, services, {
    path: CLAIM,
    command: anyCommand(writeCounterEvidence),
    load: (tx, context) => loadClaim(tx, context, services),
    values: ({ stored }, { now }) => ({
      against: stored?.against ?? '',
      unknown: stored?.unknown ?? '',
      reviewBy: dayAfter(dateIn(now), 365),
      version: String(stored?.version ?? 0),
    }),
    input: (values, { params }) => ({
      service: params['service'],
      claim: params['claim'],
      version: valueOf({ values }, 'version'),
      against: valueOf({ values }, 'against'),
      nothingAgainst: valuesOf({ values }, 'nothingAgainst').length > 0,
      unknown: valueOf({ values }, 'unknown'),
      nothingUnknown: valuesOf({ values }, 'nothingUnknown').length > 0,
      reviewBy: valueOf({ values }, 'reviewBy'),
    }),
    page: WriteAgainstForm,
    done: (result) => back(result['service'] as string, 'What speaks against it was saved.'),
  });
  registerForm(app, services, {
    path: `${CLAIM}/answer`,
    command: anyCommand(answerCounterEvidence),
    load: async (tx, context) => {
      const claim = await loadClaim(tx, context, services);
      if (claim.stored === null) throw new NotFound('Nobody has written anything against this claim.');
      return claim;
    },
    values: ({ stored }) => ({ answer: stored?.answer?.text ?? '', version: String(stored?.version ?? 0) }),
    input: (values, { params }) => ({
      service: params['service'],
      claim: params['claim'],
      version: valueOf({ values }, 'version'),
      answer: valueOf({ values }, 'answer'),
    }),
    page: AnswerForm,
    done: (result) => back(result['service'] as string, 'The answer was saved.'),
  });
  registerForm(app, services, {
    path: `${DOCUMENTS}/new`,
    command: anyCommand(importArgument),
    load: async (tx, { params }) => ({ service: await findService(tx, params['service'] ?? '') }),
    input: (values, { params }) => ({
      service: params['service'],
      title: valueOf({ values }, 'title'),
      files: [{ name: 'argument.gsn.yaml', text: valueOf({ values }, 'text') }],
    }),
    page: ImportForm,
    done: (result) => {
      const { service, document } = result as { readonly service: string; readonly document: string };
      return { href: `${argumentPath(service)}/documents/${document}`, notice: `${document} is kept.` };
    },
  });
  registerPage(app, services, { path: `${DOCUMENTS}/:document`, may, load: loadDocument, page: DocumentPage });
  fileRoutes(app, services);
}

/** What is downloaded. */
function fileRoutes(app: FastifyInstance, services: Services): void {
  app.get(`${ARGUMENT}/file/:format`, { config: pageFor(may) }, async (request, reply) => {
    const visit = await visitor(services, request, reply, may);
    if (!visit) return reply;
    const { who, context } = visit;
    return orRefusal(services, reply, who, async () => {
      const format = FORMATS.find((one) => one === context.params['format']);
      if (!format) throw new NotFound('There is no such format.');
      const found = await services.ground.database.read(context.organisation, (tx) => loadCase(tx, context, services));
      const { service, from, asAt } = found;
      const part = format === 'yaml' || from === TOP ? '' : `${from}-`;
      const day = dateIn(asAt?.at ?? context.now);
      const name = `${service.reference}-argument-${part}${day}.${format === 'yaml' ? 'gsn.yaml' : format}`;
      return reply
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/gu, '-')}"`)
        .type(TYPES[format])
        .send(await written(format, found));
    });
  });
}

async function written(format: (typeof FORMATS)[number], found: Awaited<ReturnType<typeof loadCase>>): Promise<string> {
  const { one, from } = found;
  if (format === 'yaml') return writeArgument(one.made.argument);
  if (format === 'json') return `${JSON.stringify(argumentRecord(found, from), null, 2)}\n`;
  return (await import('./drawing.tsx')).drawn(one, from);
}

/** The argument of the day that is looked at, and the claim from which on. @throws NotFound */
async function loadCase(tx: ReadTx, context: PageContext, services: Services) {
  const looking = await lookingAt(tx, context);
  const service = await findService(tx, context.params['service'] ?? '', looking.moment);
  const { one, counterEvidence } = await caseAt(tx, services.ground.kinds.assessed, service, looking.moment);
  const asked = context.query['of']?.trim() ?? '';
  const from = asked === '' ? TOP : claimNamed(one, asked);
  if (from === null) throw new NotFound('The argument has no such claim.');
  return { service, one, from, counterEvidence, ...looking };
}

async function loadArgument(tx: ReadTx, context: PageContext, services: Services): Promise<ArgumentProps> {
  const { service, one, from, counterEvidence, moment, asAt, wrongDay } = await loadCase(tx, context, services);
  const living = service.phase !== 'retired' && asAt === null;
  const [documents, layout] = await Promise.all([
    from === TOP ? documentsOf(tx, service.id, { moment }) : [],
    pictured(one, from),
  ]);
  return {
    service,
    one,
    from,
    counterEvidence,
    documents,
    layout,
    asAt,
    wrongDay,
    mayWrite: living && context.allows(writeCounterEvidence),
    mayAnswer: living && context.allows(answerCounterEvidence),
    mayImport: living && context.allows(importArgument),
  };
}

async function loadClaim(tx: ReadTx, context: PageContext, services: Services): Promise<ClaimProps> {
  const service = await findService(tx, context.params['service'] ?? '');
  const { assessed } = services.ground.kinds;
  const { one, counterEvidence } = await caseAt(tx, assessed, service, { seq: null, now: context.now });
  const claim = claimNamed(one, context.params['claim'] ?? '');
  const element = one.made.argument.elements.find(({ id }) => id === claim);
  if (!element || claim === TOP) throw new NotFound('The argument has no such claim.');
  return {
    service,
    claim: element.id,
    text: element.text,
    stored: counterEvidence.find((each) => each.claim === claim) ?? null,
  };
}

async function loadDocument(tx: ReadTx, { params }: PageContext): Promise<DocumentProps> {
  const service = await findService(tx, params['service'] ?? '');
  const number = documentNumber(params['document'] ?? '');
  const [document] = number === null ? [] : await documentsOf(tx, service.id, { moment: NOW, number });
  if (!document) throw new NotFound('There is no such argument.');
  const { argument, findings } = lookedAt(document.files);
  return { service, document, argument, findings, layout: await picturedAsIs(argument) };
}
