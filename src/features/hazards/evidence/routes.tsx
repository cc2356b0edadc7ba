import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import { NotFound } from '../../../platform/commands/problems.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import { fileIn, takeFiles } from '../../../platform/files/sent-forms.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { evidenceCommands, evidenceShown, questionNumber, questionPath } from '../../evidence/index.ts';
import { controlOf } from '../control-store.ts';
import { controlNumber, controlReference } from '../domain.ts';
import { controlPath } from '../pages/addresses.ts';
import { serviceNamed, type ServiceOf } from '../service-store.ts';
import { addEvidence, observeAgain, retireEvidence } from './adding.ts';
import { MOST_WAITING } from './coverage.ts';
import { acceptMapping, rejectMapping } from './judging.ts';
import { claimsOf, strayTags, waitingTests } from './looking-store.ts';
import { untestedShown } from './mapping-store.ts';
import { CoveragePage, type CoverageProps } from './pages/coverage.tsx';
import {
  AcceptForm,
  AddEvidenceForm,
  DismissForm,
  mappingOf,
  mappingValue,
  ObserveForm,
  RetireForm,
  SetAsideForm,
  type AddEvidenceProps,
  type DismissProps,
  type JudgeProps,
  type OfQuestion,
} from './pages/forms.tsx';
import { QuestionPage, type QuestionPageProps } from './pages/question.tsx';

const EVIDENCE = '/services/:service/evidence';
const QUESTION = `${EVIDENCE}/:evidence`;
const may = WHOEVER_SEES_THE_SERVICE;
/** What is shown of one piece of evidence; a test of each night has a year of it. */
const MOST_OBSERVED = 400;

/** The pages of evidence, and the forms that lead on from them and from a control. */
export async function evidenceRoutes(app: FastifyInstance, services: Services): Promise<void> {
  const [{ observationsOf, questionAt }, { dismissObservation }] = await Promise.all([
    evidenceShown(),
    evidenceCommands(),
  ]);
  await takeFiles(app);

  const questionOf = async (
    tx: ReadTx,
    context: PageContext,
  ): Promise<OfQuestion & { readonly service: ServiceOf }> => {
    const service = await serviceNamed(tx, context.params['service']!, now(context));
    const number = questionNumber(context.params['evidence'] ?? '');
    const question = number === null ? null : await questionAt(tx, service.id, number, now(context));
    if (!question) throw new NotFound('There is no such evidence.');
    return { service, question };
  };

  registerPage(app, services, {
    path: '/services/:service/coverage',
    may,
    load: loadCoverage,
    page: CoveragePage,
  });
  registerPage(app, services, {
    path: QUESTION,
    may,
    load: async (tx, context): Promise<QuestionPageProps> => {
      const { service, question } = await questionOf(tx, context);
      const [claims, observations] = await Promise.all([
        claimsOf(tx, question.id),
        observationsOf(tx, { question: question.id }, MOST_OBSERVED),
      ]);
      return { service, question, claims, observations, mayJudge: !service.retired && context.allows(retireEvidence) };
    },
    page: QuestionPage,
  });
  registerForm(app, services, {
    path: `${EVIDENCE}/accept`,
    command: anyCommand(acceptMapping),
    load: loadWaiting,
    // One that was asked for by itself is ticked; of several, each is judged. What it shows is never proposed.
    values: ({ waiting }) => ({ mappings: waiting.length === 1 ? [mappingValue(waiting[0]!)] : [] }),
    input: (values, { params }) => ({
      service: params['service'],
      mappings: valuesOf({ values }, 'mappings').map(mappingOf),
      shows: valuesOf({ values }, 'shows'),
    }),
    page: AcceptForm,
    done: judgedDone('accepted'),
  });
  registerForm(app, services, {
    path: `${EVIDENCE}/set-aside`,
    command: anyCommand(rejectMapping),
    load: loadWaiting,
    values: ({ waiting }) => ({ mappings: waiting.length === 1 ? [mappingValue(waiting[0]!)] : [] }),
    input: (values, { params }) => ({
      service: params['service'],
      mappings: valuesOf({ values }, 'mappings').map(mappingOf),
      reason: valueOf({ values }, 'reason'),
    }),
    page: SetAsideForm,
    done: judgedDone('set aside'),
  });
  registerForm(app, services, {
    path: '/services/:service/controls/:control/evidence/new',
    command: anyCommand(addEvidence),
    load: loadAdding,
    values: (_props, context) => ({ observedOn: dateIn(context.now), valid: '12' }),
    input: (values, { params }) => ({
      service: params['service'],
      controls: [params['control']],
      sort: valueOf({ values }, 'sort'),
      title: valueOf({ values }, 'title'),
      shows: valuesOf({ values }, 'shows'),
      ...observedIn(values),
    }),
    page: AddEvidenceForm,
    done: (result, { params }) => {
      const control = controlReference(controlNumber(params['control']!)!);
      return {
        href: controlPath(params['service']!, control),
        notice: `${result['evidence'] as string} is kept, and ${control} rests on it.${notReached(result['notReached'])}`,
      };
    },
  });
  registerForm(app, services, {
    path: `${QUESTION}/observe`,
    command: anyCommand(observeAgain),
    load: questionOf,
    values: (_props, context) => ({ observedOn: dateIn(context.now), valid: '12' }),
    input: (values, { params }) => ({
      service: params['service'],
      evidence: params['evidence'],
      ...observedIn(values),
    }),
    page: ObserveForm,
    done: (result, context) => ({
      href: questionHref(context),
      notice: `What was observed is kept.${notReached(result['notReached'])}`,
    }),
  });
  registerForm(app, services, {
    path: `${QUESTION}/retire`,
    command: anyCommand(retireEvidence),
    load: questionOf,
    input: (values, { params }) => ({
      service: params['service'],
      evidence: params['evidence'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: RetireForm,
    done: (result, context) => ({ href: questionHref(context), notice: `${result['evidence'] as string} is retired.` }),
  });
  registerForm(app, services, {
    path: `${QUESTION}/dismiss`,
    command: anyCommand(dismissObservation),
    load: async (tx, context): Promise<DismissProps> => {
      const of = await questionOf(tx, context);
      const all = await observationsOf(tx, { question: of.question.id }, MOST_OBSERVED);
      const open = all.filter(({ dismissed }) => dismissed === null);
      // What speaks against a control is what somebody comes for; without any, whatever was observed.
      const failed = open.filter(({ outcome }) => outcome === 'failed');
      return { ...of, observations: (failed.length > 0 ? failed : open).slice(0, 50) };
    },
    values: ({ observations }) => ({ observations: observations.length === 1 ? [observations[0]!.id] : [] }),
    input: (values, { params }) => ({
      service: params['service'],
      evidence: params['evidence'],
      observations: valuesOf({ values }, 'observations'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: DismissForm,
    done: (_result, context) => ({
      href: questionHref(context),
      notice: 'It is dismissed, and no longer counts. What was observed before it does.',
    }),
  });
}

function now(context: PageContext) {
  return { seq: null, now: context.now };
}

function questionHref({ params }: PageContext): string {
  return questionPath(params['service']!, questionNumber(params['evidence']!) ?? 0);
}

/** The fields of whatever somebody found when they looked. */
function observedIn(values: FormValues) {
  const text = (name: string) => valueOf({ values }, name);
  return {
    outcome: text('outcome'),
    observedOn: text('observedOn'),
    valid: text('valid'),
    detail: text('detail'),
    file: fileIn(values['file']),
    link: text('link').trim(),
    from: text('from'),
    to: text('to'),
  };
}

function notReached(why: unknown): string {
  return typeof why === 'string' ? ` What stands at the address could not be read: ${why}.` : '';
}

function judgedDone(how: string) {
  return (result: Readonly<Record<string, unknown>>, { params, query }: PageContext) => {
    const { controls, tests } = result as { controls: readonly string[]; tests: number };
    const [only] = controls;
    const service = params['service']!;
    const what = `${tests === 1 ? '1 test is' : `${tests} tests are`} ${how} for ${controls.length === 1 ? only : `${controls.length} controls`}.`;
    const href =
      query['control'] === undefined
        ? `/services/${encodeURIComponent(service)}/coverage`
        : controlPath(service, only!);
    return { href, notice: what };
  };
}

async function loadCoverage(tx: ReadTx, context: PageContext): Promise<CoverageProps> {
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const [waiting, shown, stray] = await Promise.all([
    waitingTests(tx, service.id, null, MOST_WAITING),
    untestedShown(tx, service.id, MOST_WAITING),
    strayTags(tx, service.id),
  ]);
  return { service, waiting, ...shown, stray, mayJudge: !service.retired && context.allows(acceptMapping) };
}

async function loadWaiting(tx: ReadTx, context: PageContext): Promise<JudgeProps> {
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const number = controlNumber(context.query['control'] ?? '');
  const waiting = await waitingTests(tx, service.id, number, MOST_WAITING);
  return { service, waiting, control: number === null ? null : controlReference(number) };
}

async function loadAdding(tx: ReadTx, context: PageContext): Promise<AddEvidenceProps> {
  const service = await serviceNamed(tx, context.params['service']!, now(context));
  const number = controlNumber(context.params['control'] ?? '');
  const found = number === null ? null : await controlOf(tx, service.id, number, now(context));
  if (!found || found.record.retired) throw new NotFound('There is no such control.');
  return { service, control: found.record.id, text: found.record.text };
}
