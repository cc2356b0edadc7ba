import { rolesIn } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { VNode } from 'preact';
import type { Assessed } from '../../platform/assessed.ts';
import type { OnStandards } from '../../platform/feature.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { withOpenDoors } from '../../platform/http/doors.ts';
import { lookingAt } from '../../platform/http/looking.ts';
import { momentOf, type Moment } from '../../platform/ledger/moment-store.ts';
import { endOfDay } from '../../platform/london-time.ts';
import type { AssessedService, Observation } from '../../rules/checks.ts';
import type { KnownFacts } from '../../rules/conditions.ts';
import { dayAfter, dayIn, type Day } from '../../words/days.ts';
import type { Words } from '../../words/sentence.ts';
import { findService, serviceIfAny } from '../services/index.ts';
import { assessCatalogues, assessKnown, knownOf } from './assessing.ts';
import { currentCatalogues } from './catalogues.ts';
import { editionPath, packsPath } from './domain/addresses.ts';
import { factsAbout } from './domain/assess.ts';
import type { Assessment } from './domain/assessment.ts';
import type { Beside } from './domain/beside.ts';
import type { Catalogue } from './domain/catalogue.ts';
import { crosswalkOf } from './domain/crosswalk.ts';
import { draftsOf, unsigned, type Draft } from './domain/findings.ts';
import { alsoCountsFor } from './domain/showing.ts';
import { recordFinding } from './findings/commands.ts';
import { panelsOf } from './findings/panel-store.ts';
import { findingsOf } from './findings/reading.ts';
import type { HistoryLine } from './pages/clause.tsx';
import type { StandardsProps } from './pages/list.tsx';
import type { StandardProps } from './pages/standard.tsx';
import type { Showing } from './domain/viewing.ts';

/*
 * What the pages of standards show, all of one moment.
 */

/** What services are put beside, and with what. */
export interface Library {
  /** The edition of each standard that a service keeps to, point 16 first. @param service its id */
  readonly cataloguesOf: (tx: ReadTx, service: string, moment: Moment) => Promise<readonly Catalogue[]>;
  /** What the standards ask of each feature. */
  readonly assessed: readonly Assessed[];
  /** What else is read off an assessment. */
  readonly beside: (assessment: Assessment, facts: KnownFacts) => Beside;
  /** What later features say beside standards. */
  readonly onStandards: readonly OnStandards[];
}

/** A service beside one standard. @throws NotFound */
export async function loadStandard(
  tx: ReadTx,
  context: PageContext,
  library: Library,
  id: string,
): Promise<StandardProps> {
  const { query } = context;
  const looking = await lookingAt(tx, context);
  const service = await findService(tx, context.params['service'] ?? '', looking.moment);
  const catalogues = await library.cataloguesOf(tx, service.id, looking.moment);
  const catalogue = catalogues.find((one) => one.id === id);
  if (!catalogue) throw new NotFound('There is no such standard.');
  const known = (await knownOf(tx, library.assessed, [service], looking.moment)).get(service.id)!;
  const assessment = throughOpenDoors(assessKnown(catalogue, known), context.reaches);
  const open = catalogue.sections.find((section) => section.id === query['open'])?.id ?? null;
  const crosswalk = crosswalkOf(catalogues);
  const history = open !== null && query['history'] === 'yes';
  const [[panel], now] = await Promise.all([
    panelsOf(tx, { services: [service.id], catalogue: catalogue.id }, looking.moment),
    looking.asAt === null ? loadNow(tx, context, library, { service, catalogue }) : NOTHING_NOW,
  ]);
  return {
    assessment,
    ...now,
    newer: newerOf(context, service, catalogue),
    panel: panel ?? null,
    asAt: looking.asAt,
    wrongDay: looking.wrongDay,
    show: showing(query['show']),
    open,
    history: history ? await historyOf(tx, library, assessment, open) : null,
    also: new Map(assessment.sections.map((one) => [one.section.id, alsoCountsFor(crosswalk, catalogue, one)])),
    beside: besideOpenDoors(library.beside(assessment, factsAbout(known)), context.reaches),
    may: mayDo(context, service),
  };
}

/** What is said of now alone: what waits for a signature, and what others say beside it. */
type Now = Pick<StandardProps, 'drafts' | 'remarks'>;
const NOTHING_NOW: Now = { drafts: new Map(), remarks: new Map() };

async function loadNow(
  tx: ReadTx,
  { now, actor }: PageContext,
  { onStandards }: Library,
  { service, catalogue }: { readonly service: AssessedService; readonly catalogue: Catalogue },
): Promise<Now> {
  const [findings, remarks] = await Promise.all([
    findingsOf(tx, service.id),
    Promise.all(onStandards.map((one) => one.load(tx, { service, standard: catalogue.id, now, actor }))),
  ]);
  const drafts = findings
    .filter(({ finding }) => finding.catalogue === catalogue.id)
    .map(({ finding, signed }): [string, Draft[]] => [finding.section, draftsOf(finding, unsigned(finding, signed))]);
  const said = remarks.flatMap((one) => [...one]);
  const bySection = Map.groupBy(said, ([section]) => section);
  return {
    drafts: new Map(drafts),
    remarks: new Map([...bySection].map(([section, all]): [string, VNode[]] => [section, all.map(([, node]) => node)])),
  };
}

/** What is said of an assessment to somebody: links that are closed to them are words. */
function throughOpenDoors(assessment: Assessment, reaches: PageContext['reaches']): Assessment {
  const said = (words: Words) => withOpenDoors(words, reaches);
  const observed = (one: Observation): Observation => ({ ...one, says: said(one.says), clears: said(one.clears) });
  return {
    ...assessment,
    sections: assessment.sections.map((section) => ({
      ...section,
      says: said(section.says),
      clears: said(section.clears),
      criteria: section.criteria.map((one) => ({
        ...one,
        appliesBecause: said(one.appliesBecause),
        reasons: one.reasons.map(said),
        clears: one.clears.map(said),
        observations: one.observations.map(observed),
      })),
    })),
  };
}

/** The same of what is read off it besides: an answer says what makes it a better one. */
function besideOpenDoors({ notes, answers }: Beside, reaches: PageContext['reaches']): Beside {
  const said = (words: Words) => withOpenDoors(words, reaches);
  return {
    notes: notes.map(said),
    answers: new Map(
      [...answers].map(([criterion, all]) => [
        criterion,
        all.map((one) => ({ ...one, because: said(one.because), clears: said(one.clears) })),
      ]),
    ),
  };
}

function showing(asked: string | undefined): Showing {
  return asked === 'gaps' || asked === 'due' ? asked : 'all';
}

/** Who looks, and does nothing. */
const LOOKING = ['viewer', 'assessor'];

/** What this person is offered: nothing of a service that is retired, or that they only look at. */
function mayDo(context: PageContext, service: AssessedService): StandardProps['may'] {
  const acts = rolesIn(context.actor, service.reference).some((role) => !LOOKING.includes(role));
  const act = acts && service.phase !== 'retired';
  const pack = act && context.reaches(`${packsPath(service.reference)}/new`);
  return { act, pack, judge: act && context.allows(recordFinding) };
}

/** The latest edition of a standard, where that is not the one that is looked at, and this person may take it up. */
function newerOf(context: PageContext, service: AssessedService, { id, edition }: Catalogue): string | null {
  const latest = currentCatalogues().find((one) => one.id === id);
  if (latest === undefined || latest.edition === edition || service.phase === 'retired') return null;
  return context.reaches(editionPath(service.reference, id, latest.edition)) ? latest.edition : null;
}

/** Days before the one that is looked at, at whose ends the history of a clause is asked. */
const BEFORE = [7, 30, 91, 182, 365];

/** What a section was at earlier moments: at the ends of some days before, and of those on which it was judged. Latest first. */
async function historyOf(
  tx: ReadTx,
  library: Library,
  { asAt, catalogue, service, sections }: Assessment,
  id: string,
): Promise<HistoryLine[]> {
  const today = dayIn(asAt);
  const judged = sections
    .filter(({ section }) => section.id === id)
    .flatMap(({ criteria }) => criteria.flatMap(({ judgement }) => (judgement ? dayIn(judgement.on) : [])));
  const days = [...new Set([...BEFORE.map((days) => dayAfter(today, -days)), ...judged])].filter((day) => day < today);
  const lines: HistoryLine[] = [];
  for (const day of days.toSorted().toReversed()) {
    const line = await sectionOn(tx, library, { service: service.reference, catalogue, section: id, day, now: asAt });
    if (line) lines.push(line);
  }
  return lines;
}

interface Asked {
  readonly service: string;
  readonly catalogue: Catalogue;
  readonly section: string;
  readonly day: Day;
  readonly now: Date;
}

/** A section at the end of a day; null where the service was not there yet. */
async function sectionOn(tx: ReadTx, { assessed }: Library, asked: Asked): Promise<HistoryLine | null> {
  const moment: Moment = await momentOf(tx, endOfDay(asked.day), asked.now);
  const service = await serviceIfAny(tx, asked.service, moment);
  if (!service) return null;
  const [then] = await assessCatalogues(tx, assessed, service, [asked.catalogue], moment);
  const section = then!.sections.find((one) => one.section.id === asked.section)!;
  return { day: asked.day, section, at: then!.asAt };
}

/** A service beside every standard. @throws NotFound */
export async function loadStandards(tx: ReadTx, context: PageContext, library: Library): Promise<StandardsProps> {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await findService(tx, context.params['service'] ?? '', moment);
  const all = await assessCatalogues(
    tx,
    library.assessed,
    service,
    await library.cataloguesOf(tx, service.id, moment),
    moment,
  );
  const assessments = all.map((one) => throughOpenDoors(one, context.reaches));
  return { service, assessments, asAt, wrongDay, mayAct: mayDo(context, service).act };
}
