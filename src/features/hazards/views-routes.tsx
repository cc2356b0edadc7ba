import type { FastifyInstance } from 'fastify';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerPage, type PageContext } from '../../platform/http/forms.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import { endOfDay, sayDate } from '../../platform/london-time.ts';
import { approvalOfLog } from './approval-of-log.ts';
import { MAP_PHASES, VULNERABLE_GROUPS } from './domain.ts';
import { countsOf, sorted, type LogLine } from './domain/log-view.ts';
import { compareLevels } from './domain/ratings.ts';
import {
  commonControls,
  gapsOf,
  GROUPINGS,
  groupsOf,
  movesBetween,
  type Grouping,
  type ViewControl,
  type ViewHazard,
  type ViewLink,
} from './domain/views.ts';
import { linesOf, logsOf, type LogRow } from './list-store.ts';
import { lookingAt } from './looking.ts';
import { choiceOf } from './pages/addresses.ts';
import { ControlsView, type ControlsViewProps } from './pages/views/controls.tsx';
import { GapsView, type GapsViewProps } from './pages/views/gaps.tsx';
import { GroupsView, type GroupsViewProps } from './pages/views/groups.tsx';
import { MovedView, type MovedViewProps, type Then } from './pages/views/moved.tsx';
import { StateView, type StateViewProps } from './pages/views/state.tsx';
import { serviceNamed, type ServiceOf } from './service-store.ts';
import {
  approvedVersions,
  ladders,
  ratedBetween,
  viewControls,
  viewHazards,
  type ApprovedVersion,
} from './views-store.ts';

const LOG = '/services/:service/logs/:log';
const may = WHOEVER_SEES_THE_SERVICE;
/** Hazards that the one page names. */
const MOST_WORST = 10;

/** A log looked at from other sides. */
export function viewsRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: `${LOG}/controls`, may, load: loadControls, page: ControlsView });
  registerPage(app, services, { path: `${LOG}/gaps`, may, load: loadGaps, page: GapsView });
  registerPage(app, services, { path: `${LOG}/groups`, may, load: loadGroups, page: GroupsView });
  registerPage(app, services, { path: `${LOG}/moved`, may, load: loadMoved, page: MovedView });
  registerPage(app, services, { path: `${LOG}/state`, may, load: loadState, page: StateView });
}

async function logAt(tx: ReadTx, params: PageContext['params'], service: ServiceOf, moment: Moment): Promise<LogRow> {
  const text = params['log'] ?? '';
  const [log] = /^[1-9]\d{0,6}$/u.test(text) ? await logsOf(tx, service.id, moment, Number(text)) : [];
  if (!log) throw new NotFound('There is no such hazard log.');
  return log;
}

async function looked(tx: ReadTx, context: PageContext) {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const log = await logAt(tx, context.params, service, moment);
  return { moment, log, service, view: { service, log, asAt, wrongDay } };
}

async function loadControls(tx: ReadTx, context: PageContext): Promise<ControlsViewProps> {
  const { moment, log, service, view } = await looked(tx, context);
  const [lines, { controls, links }] = await Promise.all([
    linesOf(tx, service.id, [log.id], moment),
    viewControls(tx, service.id, log.id, moment),
  ]);
  const rated = lines.filter(({ residual }) => residual?.confirmed).map(({ id }) => id);
  const rungs = await ladders(tx, rated, moment);
  return { ...view, scheme: log.scheme, controls: commonControls(log.scheme, lines, controls, links, rungs) };
}

async function loadGaps(tx: ReadTx, context: PageContext): Promise<GapsViewProps> {
  const { moment, log, service, view } = await looked(tx, context);
  const [hazards, { controls, links }] = await Promise.all([
    viewHazards(tx, log.id, moment),
    viewControls(tx, service.id, log.id, moment),
  ]);
  return { ...view, gaps: gapsOf(hazards, controls, links) };
}

async function loadGroups(tx: ReadTx, context: PageContext): Promise<GroupsViewProps> {
  const { moment, log, service, view } = await looked(tx, context);
  const by = GROUPINGS.find((one) => one === context.query['by']) ?? 'component';
  const [lines, hazards, { controls, links }] = await Promise.all([
    linesOf(tx, service.id, [log.id], moment),
    viewHazards(tx, log.id, moment),
    viewControls(tx, service.id, log.id, moment),
  ]);
  const of = partsOf(by, hazards, controls, links);
  return { ...view, scheme: log.scheme, by, groups: groupsOf(log.scheme, lines, of) };
}

/** What a hazard is grouped by. */
function partsOf(
  by: Grouping,
  hazards: readonly ViewHazard[],
  controls: readonly ViewControl[],
  links: readonly ViewLink[],
): (line: LogLine) => readonly string[] {
  const hazardOf = new Map(hazards.map((hazard) => [hazard.id, hazard]));
  const controlOf = new Map(controls.map((control) => [control.id, control]));
  const linksOf = Map.groupBy(links, (link) => link.hazard);
  const stated = (value: string | null | undefined) => (value ? [value] : []);
  const parts: Readonly<Record<Grouping, (line: LogLine) => readonly string[]>> = {
    component: (line) => stated(line.component),
    owner: (line) => stated(line.owner),
    arises: (line) => stated(hazardOf.get(line.id)?.arisesIn).map((where) => `In the ${where}`),
    group: (line) => (hazardOf.get(line.id)?.vulnerable ?? []).map((code) => VULNERABLE_GROUPS[code]),
    party: (line) => {
      const parties = (linksOf.get(line.id) ?? []).flatMap((link) => controlOf.get(link.control)?.party ?? []);
      return [...new Set(parties)].map((party) => (party === 'supplier' ? 'A supplier' : `The ${party}`));
    },
  };
  return parts[by];
}

async function loadMoved(tx: ReadTx, context: PageContext): Promise<MovedViewProps> {
  const { query, now } = context;
  const moment: Moment = { seq: null, now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const log = await logAt(tx, context.params, service, moment);
  const versions = await approvedVersions(tx, log.id);
  const asked = { from: askedFor(query, 'from'), to: askedFor(query, 'to') };
  // Without a word on it: since the last version that was approved, or since the log came.
  const [latest] = versions;
  const from = (await momentAsked(tx, asked.from, versions, now)) ?? {
    moment: latest ? { seq: latest.seq, now: latest.at } : await momentOf(tx, new Date(log.takenInAt.getTime()), now),
    words: latest ? sayVersion(latest) : sayDate(log.takenInAt),
  };
  const to = (await momentAsked(tx, asked.to, versions, now)) ?? { moment, words: 'now' };
  const [before, after, rated, hazards] = await Promise.all([
    linesOf(tx, service.id, [log.id], from.moment),
    linesOf(tx, service.id, [log.id], to.moment),
    ratedBetween(tx, log.id, from.moment, to.moment),
    viewHazards(tx, log.id, moment),
  ]);
  const wrong = Object.values(asked).filter((text) => text !== '' && !isAsked(text, versions));
  const then = (words: string, lines: readonly LogLine[]): Then => ({ words, lines });
  return {
    service,
    log,
    asAt: null,
    wrongDay: null,
    scheme: log.scheme,
    phase: MAP_PHASES.find((phase) => phase === query['map']) ?? 'residual',
    asked,
    wrong,
    versions,
    from: then(from.words, before),
    to: then(to.words, after),
    moves: movesBetween(log.scheme, before, after, rated),
    names: new Map(hazards.map(({ number, name }) => [number, name])),
  };
}

/** A day, or "version-2"; the version where both are chosen. */
function askedFor(query: PageContext['query'], name: 'from' | 'to'): string {
  const version = query[`${name}-version`]?.trim() ?? '';
  return version === '' ? (query[name]?.trim() ?? '') : `version-${version}`;
}

function versionIn(text: string, versions: readonly ApprovedVersion[]): ApprovedVersion | undefined {
  return versions.find(({ number }) => text === `version-${number}`);
}

function isAsked(text: string, versions: readonly ApprovedVersion[]): boolean {
  return endOfDay(text) !== null || versionIn(text, versions) !== undefined;
}

async function momentAsked(
  tx: ReadTx,
  text: string,
  versions: readonly ApprovedVersion[],
  now: Date,
): Promise<{ readonly moment: Moment; readonly words: string } | null> {
  const version = versionIn(text, versions);
  if (version) return { moment: { seq: version.seq, now: version.at }, words: sayVersion(version) };
  const day = endOfDay(text);
  return day && { moment: await momentOf(tx, day, now), words: day >= now ? 'now' : sayDate(day) };
}

function sayVersion({ number, at }: ApprovedVersion): string {
  return `version ${number}, approved on ${sayDate(at)}`;
}

async function loadState(tx: ReadTx, context: PageContext): Promise<StateViewProps> {
  const { moment, log, service, view } = await looked(tx, context);
  const [lines, hazards, { controls, links }] = await Promise.all([
    linesOf(tx, service.id, [log.id], moment),
    viewHazards(tx, log.id, moment),
    viewControls(tx, service.id, log.id, moment),
  ]);
  const approval = view.asAt ? null : await approvalOfLog(tx, log.id, context);
  const byNumber = sorted(lines, choiceOf({}), log.scheme);
  return {
    ...view,
    scheme: log.scheme,
    approval,
    counts: countsOf(lines),
    lines: byNumber,
    hazards,
    controls,
    gaps: gapsOf(hazards, controls, links),
    worst: byNumber
      .filter((line) => line.status !== 'closed')
      .toSorted((a, b) => compareLevels(log.scheme, b.counts.level, a.counts.level))
      .slice(0, MOST_WORST),
  };
}
