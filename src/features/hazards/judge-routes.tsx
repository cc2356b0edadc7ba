import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, valuesOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { dateIn } from '../../platform/london-time.ts';
import { assumptionsOf } from '../decisions/index.ts';
import { transferHazard } from './commands.ts';
import { hazardNumber, hazardReference, PHASES, type Phase } from './domain.ts';
import { whyNotRated, ratedWords } from './domain/rating.ts';
import { transferredWords } from './domain/standing.ts';
import { hazardPath, logPath } from './pages/addresses.ts';
import { AcceptForm, BenefitRiskForm, type JudgeFormProps } from './pages/judge-forms.tsx';
import { RateForm, type RateFormProps } from './pages/rate-form.tsx';
import { SchemeForm, type SchemeFormProps } from './pages/scheme-form.tsx';
import { TransferForm } from './pages/standing-form.tsx';
import { acceptRisk, mayRatePhase, rateHazard, recordBenefitRisk, type RatedResult } from './rate-commands.ts';
import { hazardToRate, type HazardToRate } from './rate-store.ts';
import { migrateScheme } from './scheme-commands.ts';
import { logInMove, schemesOffered } from './scheme-move-store.ts';
import { serviceNamed } from './service-store.ts';
import { hazardsOf } from './store.ts';
import { logsOf } from './write-store.ts';

const HAZARD = '/services/:service/hazards/:hazard';

/** The forms in which a person judges a risk: how high it is, whether it may stay, and whose it is. */
export function judgeRoutes(app: FastifyInstance, services: Services): void {
  const others = services.onSubjects.filter(({ kind }) => kind === 'hazard');
  registerForm(app, services, {
    path: `${HAZARD}/rate/:phase`,
    command: anyCommand(rateHazard),
    load: (tx, context) => loadRate(tx, context, others),
    // Nothing is filled in: the page leans to no answer.
    values: versionOf,
    input: (values, context) => ({
      ...named(values, context),
      phase: context.params['phase'],
      ...chosen(values, ['harmClass', 'patients']),
      severity: valueOf({ values }, 'severity'),
      likelihood: valueOf({ values }, 'likelihood'),
      justification: valueOf({ values }, 'justification'),
      reliesOn: valuesOf({ values }, 'reliesOn'),
      // Where none could be chosen, nothing is said of them.
      ...(valueOf({ values }, 'asked') === 'assumptions' && { assumptions: valuesOf({ values }, 'assumptions') }),
    }),
    page: RateForm,
    done: (result, context) => {
      const { hazard, phase, said, waitsFor, unreliable } = result as unknown as RatedResult;
      return { href: hazardHref(context), notice: ratedWords(hazard, phase, said, waitsFor, unreliable) };
    },
  });
  registerForm(app, services, {
    path: `${HAZARD}/accept`,
    command: anyCommand(acceptRisk),
    load: loadJudge,
    values: versionOf,
    input: (values, context) => ({
      ...named(values, context),
      ...chosen(values, ['because']),
      reason: valueOf({ values }, 'reason'),
    }),
    page: AcceptForm,
    done: (_result, context) => ({
      href: hazardHref(context),
      notice: `The residual risk of ${referenceIn(context)} is accepted, under your name.`,
    }),
  });
  registerForm(app, services, {
    path: `${HAZARD}/benefit-risk`,
    command: anyCommand(recordBenefitRisk),
    load: loadJudge,
    values: versionOf,
    input: (values, context) => ({
      ...named(values, context),
      benefits: valueOf({ values }, 'benefits'),
      who: valueOf({ values }, 'who'),
      alternatives: valueOf({ values }, 'alternatives'),
      ...chosen(values, ['conclusion']),
    }),
    page: BenefitRiskForm,
    done: (_result, context) => ({
      href: hazardHref(context),
      notice: `The benefit-risk analysis of ${referenceIn(context)} is recorded, under your name.`,
    }),
  });
  registerForm(app, services, {
    path: `${HAZARD}/transfer`,
    command: anyCommand(transferHazard),
    load: loadJudge,
    values: ({ hazard }) => ({ version: String(hazard.version) }),
    input: (values, context) => ({
      ...named(values, context),
      receiver: valueOf({ values }, 'receiver'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: TransferForm,
    done: ({ receiver, handsOver }, context) => ({
      href: hazardHref(context),
      notice: transferredWords(
        hazardNumber(context.params['hazard']!)!,
        receiver as string,
        handsOver as readonly string[],
      ),
    }),
  });
  registerForm(app, services, {
    path: '/services/:service/logs/:log/scheme',
    command: anyCommand(migrateScheme),
    load: loadScheme,
    values: ({ move }): FormValues => (move ? { version: String(move.version) } : {}),
    input: (values, { params, query }) => ({
      service: params['service'],
      log: params['log'],
      scheme: query['to'] ?? '',
      reason: valueOf({ values }, 'reason'),
      version: valueOf({ values }, 'version'),
    }),
    page: SchemeForm,
    done: ({ moved, asksAgain }, { params }) => ({
      href: logPath(params['service']!, Number(params['log'])),
      notice: migratedWords(moved as number, asksAgain as number),
    }),
  });
}

async function loadScheme(tx: ReadTx, { params, query, now }: PageContext): Promise<SchemeFormProps> {
  const service = await serviceNamed(tx, params['service']!, { seq: null, now });
  const number = Number(params['log']);
  const log = (await logsOf(tx, service.id)).find((one) => one.number === number);
  if (!log) throw new NotFound('There is no such hazard log.');
  const offered = await schemesOffered(tx, service.id, log.scheme);
  const to = offered.find((one) => one.version === query['to']) ?? null;
  const move = to && (await logInMove(tx, service.id, number, to.scheme));
  return {
    service,
    log,
    offered,
    move: to && move && { version: move.version, to, ratings: move.ratings.filter(({ retired }) => !retired) },
  };
}

function migratedWords(moved: number, again: number): string {
  const waiting =
    again === 0 ? '' : again === 1 ? ' One waits for a person again.' : ` ${again} of them wait for a person again.`;
  return `The log is rated by another scheme. ${moved === 1 ? '1 rating reads' : `${moved} ratings read`} otherwise.${waiting}`;
}

function named(values: FormValues, { params }: PageContext) {
  return { service: params['service'], hazard: params['hazard'], version: valueOf({ values }, 'version') };
}

/** What was chosen of these; one that was not is not sent. */
function chosen(values: FormValues, names: readonly string[]) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueOf({ values }, name);
      return value === '' ? [] : [[name, value]];
    }),
  );
}

function versionOf({ version }: { readonly version: number }): FormValues {
  return { version: String(version) };
}

function referenceIn({ params }: PageContext): string {
  return hazardReference(hazardNumber(params['hazard']!) ?? 0);
}

function hazardHref(context: PageContext): string {
  return hazardPath(context.params['service']!, referenceIn(context));
}

async function loadJudge(tx: ReadTx, context: PageContext): Promise<JudgeFormProps> {
  const { service, found, hazard } = await load(tx, context);
  return { service, scheme: found.log.scheme, hazard, version: found.version };
}

async function loadRate(tx: ReadTx, context: PageContext, others: Services['onSubjects']): Promise<RateFormProps> {
  const phase = PHASES.find((one) => one === context.params['phase']);
  if (!phase) throw new NotFound('There is no such rating: they are initial, target, residual and deployer.');
  const { service, found, hazard } = await load(tx, context);
  const about = { id: found.id, reference: hazard.id, service: service.reference, now: context.now };
  return {
    service,
    phase,
    scheme: found.log.scheme,
    hazard,
    version: found.version,
    refused: refusedFor(context, hazard.id, phase, found),
    assumptions:
      phase === 'residual' ? (await assumptionsOf(tx, service.id)).filter(({ state }) => state === 'held') : [],
    // What happened, and how often: whoever judges a likelihood compares.
    happened: (await Promise.all(others.map((one) => one.lines(tx, about)))).flat(),
    today: dateIn(context.now),
  };
}

function refusedFor(context: PageContext, reference: string, phase: Phase, found: HazardToRate): string | null {
  if (!context.allows({ may: mayRatePhase(phase) }))
    return 'What remains of a risk is rated by a clinical safety officer or deputy.';
  return whyNotRated(reference, phase, { ...found, hasScheme: found.log.scheme !== null });
}

async function load(tx: ReadTx, context: PageContext) {
  const { params, now } = context;
  const moment = { seq: null, now };
  const service = await serviceNamed(tx, params['service']!, moment);
  const number = hazardNumber(params['hazard'] ?? '');
  const found = number === null ? null : await hazardToRate(tx, service.id, number, now);
  const [whole] = found ? await hazardsOf(tx, { service: service.id, numbers: [found.number] }, moment) : [];
  if (!found || !whole) throw new NotFound('There is no such hazard.');
  return { service, found, hazard: whole.record };
}
