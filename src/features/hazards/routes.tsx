import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, valuesOf, type PageContext } from '../../platform/http/forms.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { actionOwners, actionsFrom } from '../actions/index.ts';
import { signing, signingPages } from '../approvals/index.ts';
import { addHazardAction } from './action-command.ts';
import { approvalOfLog } from './approval-of-log.ts';
import { attachmentsOn, discussingPages, discussionOn } from '../discussion/index.ts';
import { assumptionsById, decisionsOnPage } from '../decisions/index.ts';
import { restOnAssumptions } from './assuming-command.ts';
import { libraryRoutes } from './library/routes.tsx';
import { drawHazard } from './library/commands.ts';
import { shownOrigin } from './library/origin.ts';
import { similarHazards } from './library/similar.ts';
import { assumingRoutes } from './assuming-routes.tsx';
import { challengeWords, openChallenges } from './challenge-store.ts';
import { challengeRoutes } from './challenge-routes.tsx';
import { challengedSentence } from './domain/challenges.ts';
import { keepRating } from './challenge-commands.ts';
import { assumedBy } from './assuming-store.ts';
import { closeHazard, confirmResidual, eraseHazardText, reopenHazard } from './commands.ts';
import { controlDiscussable, discussedAs, hazardDiscussable } from './discussing.ts';
import { hazardNumber, hazardReference } from './domain.ts';
import { BUILT_IN, counted } from './domain/built-in-filters.ts';
import {
  ALL_SIZE,
  countsOf,
  filtered,
  inSquare,
  offersOf,
  PAGE_SIZE,
  pageOf,
  sorted,
  soughtIn,
} from './domain/log-view.ts';
import type { HazardRecord } from './domain/record.ts';
import { leftToDo } from './domain/standing.ts';
import { editHazard } from './edit-commands.ts';
import { editRoutes } from './edit-routes.tsx';
import { addEvidence } from './evidence/adding.ts';
import { restsOfHazard } from './evidence/holding-store.ts';
import { exchangeRoutes } from './exchange/routes.ts';
import { evidenceRoutes } from './evidence/routes.tsx';
import { saveFilter } from './filter-commands.ts';
import { savedFilters } from './filter-store.ts';
import { findingsRoutes } from './findings-routes.ts';
import { hazardHistory } from './history-store.ts';
import { judgeRoutes } from './judge-routes.tsx';
import { importHazardLog } from './import/index.ts';
import { keepRoutes } from './import/keep-routes.tsx';
import { pasteRoutes } from './import/paste-routes.tsx';
import { linesOf, logsOf, shownRows } from './list-store.ts';
import { logNamed, lookingAt } from './looking.ts';
import { ActionForm, type ActionFormProps } from './pages/action-form.tsx';
import { choiceOf, hazardPath, logPath } from './pages/addresses.ts';
import { ConfirmForm, reliedName, type ConfirmFormProps } from './pages/confirm-form.tsx';
import { EraseForm, type EraseFormProps } from './pages/erase-form.tsx';
import { HazardPage, type HazardPageProps } from './pages/hazard.tsx';
import { LogPage, type LogPageProps } from './pages/log.tsx';
import { CloseForm, ReopenForm, type CloseFormProps, type StandingFormProps } from './pages/standing-form.tsx';
import { toClose } from './standing.ts';
import { serviceNamed, type ServiceOf } from './service-store.ts';
import { hazardLog } from './signing.ts';
import { residualsOf } from './standing-store.ts';
import { hazardRows, hazardsOf, wholeHazards, type HazardRow, type StoredHazard } from './store.ts';
import { numbersChosen, tableRoutes } from './table-routes.tsx';
import { undoOffer } from './undoing.ts';
import { viewsRoutes } from './views-routes.tsx';
import { workingRoutes } from './working-routes.tsx';

const LOG = '/services/:service/logs/:log';
const HAZARD = '/services/:service/hazards/:hazard';
const mayLook = WHOEVER_SEES_THE_SERVICE;

/** The pages of hazard logs, and the forms that lead on from them. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  await app.register(async (scope) => keepRoutes(scope, services));
  await pasteRoutes(app, services);
  const { signPages } = await signingPages();
  signPages(app, services, hazardLog);
  const { discussionPages } = await discussingPages();
  for (const one of [hazardDiscussable, controlDiscussable]) discussionPages(app, services, one);
  editRoutes(app, services);
  tableRoutes(app, services);
  findingsRoutes(app, services);
  exchangeRoutes(app, services);
  assumingRoutes(app, services);
  challengeRoutes(app, services);
  libraryRoutes(app, services);
  await app.register(async (scope) => evidenceRoutes(scope, services));
  workingRoutes(app, services);
  viewsRoutes(app, services);
  judgeRoutes(app, services);
  registerPage(app, services, { path: LOG, may: mayLook, load: loadLog, page: LogPage });
  registerPage(app, services, {
    path: HAZARD,
    may: mayLook,
    load: hazardLoader(services.onSubjects),
    page: HazardPage,
  });
  registerForm(app, services, {
    path: `${HAZARD}/close`,
    command: anyCommand(closeHazard),
    load: loadClose,
    values: ({ hazard }) => ({ version: String(hazard.version) }),
    input: (values, { params }) => ({
      ...named(params),
      reason: valueOf({ values }, 'reason'),
      version: valueOf({ values }, 'version'),
    }),
    page: CloseForm,
    done: (_result, context) => ({ href: hazardHref(context), notice: `${referenceIn(context)} is closed.` }),
  });
  registerForm(app, services, {
    path: `${HAZARD}/reopen`,
    command: anyCommand(reopenHazard),
    load: loadStanding,
    values: ({ hazard }) => ({ version: String(hazard.version) }),
    input: (values, { params }) => ({
      ...named(params),
      reason: valueOf({ values }, 'reason'),
      version: valueOf({ values }, 'version'),
    }),
    page: ReopenForm,
    done: (_result, context) => ({ href: hazardHref(context), notice: `${referenceIn(context)} is open again.` }),
  });
  registerForm(app, services, {
    path: `${LOG}/confirm`,
    command: anyCommand(confirmResidual),
    load: loadConfirm,
    // One that was asked for by itself is ticked; of several, each is judged.
    values: ({ hazards, version }) => ({
      hazards: hazards.length === 1 ? [hazards[0]!.id] : [],
      version: String(version),
    }),
    input: (values, { params }) => ({
      service: params['service'],
      hazards: valuesOf({ values }, 'hazards'),
      // Said for each of them: whoever ticks no control says that the rating relies on none.
      reliesOn: Object.fromEntries(
        valuesOf({ values }, 'hazards').map((hazard) => [hazard, valuesOf({ values }, reliedName(hazard))]),
      ),
      version: valueOf({ values }, 'version'),
    }),
    page: ConfirmForm,
    done: ({ hazards, waiting }, { params }) => ({
      href: logPath(params['service']!, Number(params['log'])),
      notice: confirmedWords(hazards as readonly string[], waiting as readonly string[]),
    }),
  });
  registerForm(app, services, {
    path: `${HAZARD}/actions/new`,
    command: anyCommand(addHazardAction),
    load: loadActing,
    values: (_props, { actor }) => ({ owner: actor.id }),
    input: (values, { params }) => ({
      ...named(params),
      title: valueOf({ values }, 'title'),
      owner: valueOf({ values }, 'owner'),
      due: valueOf({ values }, 'due'),
    }),
    page: ActionForm,
    done: ({ action }, context) => ({ href: hazardHref(context), notice: `${action as string} was added.` }),
  });
  registerForm(app, services, {
    path: `${HAZARD}/erase`,
    command: anyCommand(eraseHazardText),
    load: loadErase,
    input: (values, { params }) => ({
      ...named(params),
      field: valueOf({ values }, 'field'),
      reason: valueOf({ values }, 'reason'),
    }),
    page: EraseForm,
    done: (_result, context) => ({ href: hazardHref(context), notice: 'The text is erased.' }),
  });
}

function named(params: PageContext['params']) {
  return { service: params['service'], hazard: params['hazard'] };
}

/** HAZ-12, however it stands in the address. */
function referenceIn({ params }: PageContext): string {
  return hazardReference(hazardNumber(params['hazard']!) ?? 0);
}

function hazardHref(context: PageContext): string {
  return hazardPath(context.params['service']!, referenceIn(context));
}

/** What was confirmed, and which of it counts now. */
function confirmedWords(hazards: readonly string[], waiting: readonly string[]): string {
  const named = (list: readonly string[]) => (list.length > 12 ? `${list.length} of them` : list.join(', '));
  const [only] = hazards;
  if (hazards.length === 1)
    return waiting.length === 0
      ? `The residual rating of ${only} is confirmed. It counts while the controls that it relies on hold.`
      : `The residual rating of ${only} is confirmed. It does not count yet: not every control that it relies on is shown to hold.`;
  const said = `${hazards.length} residual ratings are confirmed${hazards.length > 12 ? '' : `: ${hazards.join(', ')}`}.`;
  if (waiting.length === 0) return `${said} They count while the controls that they rely on hold.`;
  const which = waiting.length === hazards.length ? 'None of them counts yet' : `Not counting yet: ${named(waiting)}`;
  return `${said} ${which}: not every control that they rely on is shown to hold.`;
}

async function loadLog(tx: ReadTx, context: PageContext): Promise<LogPageProps> {
  const { query, params } = context;
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await serviceNamed(tx, params['service']!, moment);
  const log = await logNamed(tx, service, params, moment);
  const choice = choiceOf(query);
  const sought = soughtIn(query['q'] ?? '');
  const [all, kept] = await Promise.all([
    linesOf(tx, service.id, [log.id], moment, { sought, names: choice.sort === 'name', standing: true }),
    savedFilters(tx, context.actor.id, service.id),
  ]);
  const at = moment.now;
  const through = filtered(
    all.filter((line) => line.matched),
    choice,
    at,
  );
  const chosen = sorted(inSquare(through, choice.square), choice, log.scheme);
  const size = query['rows'] === 'all' ? ALL_SIZE : PAGE_SIZE;
  const shown = pageOf(chosen, Number(query['page'] ?? '1') || 1, size);
  const ids = shown.lines.map((line) => line.id);
  const [rows, approval, undo] = await Promise.all([
    shownRows(tx, ids, moment),
    asAt ? null : approvalOfLog(tx, log.id, context),
    asAt ? null : undoOffer(tx, all, context),
  ]);
  const may = asAt === null && !service.retired;
  return {
    service,
    log: { ...log, files: log.sources.map((source) => source.file) },
    approval,
    asAt,
    at,
    wrongDay,
    choice,
    counts: countsOf(all),
    offers: offersOf(all, log.scheme),
    filters: counted([...BUILT_IN, ...kept], all, at),
    filtered: through,
    found: chosen.length,
    rows: shown.lines.flatMap((line) => {
      const row = rows.get(line.id);
      return row ? [{ ...row, line }] : [];
    }),
    page: shown.page,
    pages: shown.pages,
    from: shown.from,
    undo,
    may: {
      confirm: may && context.allows(confirmResidual),
      edit: may && context.allows(editHazard),
      paste: may && context.allows(importHazardLog),
      keep: context.allows(saveFilter),
    },
  };
}

async function hazardNamed(
  tx: ReadTx,
  service: ServiceOf,
  context: PageContext,
  moment: Moment,
): Promise<StoredHazard> {
  const [found] = await wholeHazards(tx, [await rowNamed(tx, service, context, moment)], service.id, moment);
  return found!;
}

async function rowNamed(tx: ReadTx, service: ServiceOf, context: PageContext, moment: Moment): Promise<HazardRow> {
  const number = hazardNumber(context.params['hazard'] ?? '');
  const [found] = number === null ? [] : await hazardRows(tx, { service: service.id, numbers: [number] }, moment);
  if (!found) throw new NotFound('There is no such hazard.');
  return found;
}

/** @param others what later features say of subjects */
function hazardLoader(others: Services['onSubjects']) {
  const hazards = others.filter((one) => one.kind === 'hazard');
  return (tx: ReadTx, context: PageContext) => loadHazard(tx, context, hazards);
}

async function loadHazard(tx: ReadTx, context: PageContext, others: Services['onSubjects']): Promise<HazardPageProps> {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const row = await rowNamed(tx, service, context, moment);
  const { id } = row;
  // Everything at once, by its row: what one part waits for, another has meanwhile.
  const whole = wholeHazards(tx, [row], service.id, moment).then(([found]) => found!);
  const discussed = whole.then(({ record }) =>
    discussedAs('hazard', service, { id, reference: record.id, title: record.name }),
  );
  const [
    { record, sentence },
    [log],
    rests,
    history,
    actions,
    discussion,
    attachments,
    assumed,
    decisions,
    origin,
    near,
    approved,
    undo,
    said,
    challenged,
  ] = await Promise.all([
    whole,
    logsOf(tx, service.id, moment, row.log),
    restsOfHazard(tx, service.reference, id, moment),
    hazardHistory(tx, id, moment),
    actionsFrom(tx, 'hazard', [id]),
    discussed.then((it) => discussionOn(tx, context, it, moment)),
    discussed.then((it) => attachmentsOn(tx, context, it, moment)),
    // Few ratings rest on assumptions: only for those is more asked.
    whole.then((one) => (one.record.residual?.assumes.length ? assumedOf(tx, id, moment) : [])),
    asAt ? null : decisionsOnPage(tx, { kind: 'hazard', id }, hazardReference(row.number)),
    asAt ? null : shownOrigin(tx, service.reference, id, context.actor, context.now),
    // Whoever has just recorded it sees what is near to it, also without a script.
    whole.then((one) => (asAt === null && isNew(one.record) ? similarHazards(tx, service, one.record.name) : [])),
    asAt ? null : approvedLog(tx, row.logId, context.now),
    asAt ? null : undoOffer(tx, [row], context),
    asAt
      ? []
      : Promise.all(
          others.map((one) =>
            one.lines(tx, { id, reference: hazardReference(row.number), service: service.reference, now: context.now }),
          ),
        ),
    openChallenges(tx, 'hazard', [id], moment),
  ]);
  return {
    service,
    log: log!,
    hazard: record,
    approved,
    history,
    rests: new Map(rests.map((one) => [one.reference, one])),
    provisional: sentence,
    challenged: challengedSentence(record.id, hazardPath(service.reference, record.id), challenged.get(id) ?? []),
    undo,
    assumed,
    decisions,
    origin,
    near: near.filter((one) => one.id !== record.id),
    said: said.flat(),
    // Actions are as they stand now: on a day that is over, they would say what nobody knew then.
    actions: asAt === null ? actions : null,
    discussion,
    attachments,
    asAt,
    wrongDay,
    may: {
      edit: context.allows(editHazard),
      stand: context.allows(closeHazard),
      confirm: context.allows(confirmResidual),
      keep: context.allows(keepRating),
      assume: context.allows(restOnAssumptions),
      draw: context.allows(drawHazard),
      erase: context.allows(eraseHazardText),
      act: context.allows(addHazardAction),
      show: context.allows(addEvidence),
    },
  };
}

function isNew({ initial, residual, retired }: HazardRecord): boolean {
  return initial === null && residual === null && !retired;
}

async function assumedOf(tx: ReadTx, hazard: string, moment: Moment) {
  return assumptionsById(tx, await assumedBy(tx, hazard, moment), moment);
}

/** How the log of a hazard stands beside its latest approved version, in a few words. */
async function approvedLog(tx: ReadTx, log: string, now: Date): Promise<string | null> {
  const { shortLines } = await signing();
  return (await shortLines(tx, hazardLog, [log], now)).get(log) ?? null;
}

async function loadStanding(tx: ReadTx, context: PageContext): Promise<StandingFormProps> {
  const moment: Moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const { record } = await hazardNamed(tx, service, context, moment);
  const [log] = await logsOf(tx, service.id, moment, record.log);
  return { service, scheme: log!.scheme, hazard: record };
}

async function loadActing(tx: ReadTx, context: PageContext): Promise<ActionFormProps> {
  const moment: Moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const [{ record }, owners] = await Promise.all([
    hazardNamed(tx, service, context, moment),
    actionOwners(tx, service, context.now),
  ]);
  return { service, hazard: record, owners };
}

async function loadClose(tx: ReadTx, context: PageContext): Promise<CloseFormProps> {
  const props = await loadStanding(tx, context);
  const service = await serviceNamed(tx, context.params['service']!, { seq: null, now: context.now });
  return { ...props, left: leftToDo(await toClose(tx, service.id, hazardNumber(props.hazard.id)!, context.now)) };
}

async function loadErase(tx: ReadTx, context: PageContext): Promise<EraseFormProps> {
  const moment: Moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const { id, record } = await hazardNamed(tx, service, context, moment);
  const [history, challenges] = await Promise.all([hazardHistory(tx, id, moment), challengeWords(tx, id)]);
  return { service, hazard: record, history, challenges };
}

/** Ratings that are looked at on one page: a page of the log. */
const MOST_AT_ONCE = 50;

async function loadConfirm(tx: ReadTx, context: PageContext): Promise<ConfirmFormProps> {
  const moment: Moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const log = await logNamed(tx, service, context.params, moment);
  const numbers = numbersChosen(context.query, MOST_AT_ONCE);
  const [hazards, residuals] = await Promise.all([
    numbers.length === 0 ? [] : hazardsOf(tx, { service: service.id, log: log.id, numbers }, moment),
    residualsOf(tx, service.id, numbers),
  ]);
  return {
    service,
    log,
    hazards: hazards.map(({ record }) => record),
    version: Math.max(1, ...residuals.map((one) => one.version)),
  };
}
