import type { Assessed } from '../../../platform/assessed.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import { NotFound, there } from '../../../platform/commands/problems.ts';
import type { PageContext } from '../../../platform/http/forms.ts';
import { signing, signingPages } from '../../approvals/index.ts';
import { actionOwners, actionsFrom } from '../../actions/index.ts';
import { findService } from '../../services/index.ts';
import { assessService, catalogueOf, knownOf } from '../assessing.ts';
import { changedFactsOf, factsAbout } from '../domain/assess.ts';
import { criteriaOf } from '../domain/assessment.ts';
import {
  factsOfScope,
  findingNumber,
  panelNumber,
  scopeNumber,
  unsigned,
  whyAlwaysApplies,
} from '../domain/findings.ts';
import { changedSince } from './changed.ts';
import { sectionNamed } from './commands.ts';
import { PANEL_KIND } from './panel-command.ts';
import { panelsOf } from './panel-store.ts';
import { scopesOf } from './said.ts';
import { calledIn, finding as signable, scopeDecision } from './signing.ts';
import { findingsAt } from './store.ts';

/* What the pages of findings, scope decisions and assessments show: everything of one moment. */

const NOW = { seq: null, now: new Date(0) };

/**
 * The standard that an address names, in the edition that the service keeps to; point 16, which has the short one, where it
 * names none.
 * @throws NotFound
 */
function standardIn(tx: ReadTx, service: string, params: PageContext['params']) {
  return catalogueOf(tx, service, params['standard'] ?? 'point-16', NOW);
}

/** The findings of a service, each with its signature; null where nobody has signed it. */
export async function findingsOf(tx: ReadTx, service: string) {
  const { latestVersions } = await signing();
  const [findings, approved] = await Promise.all([
    findingsAt(tx, { services: [service] }, NOW),
    latestVersions(tx, signable.kind, [service], NOW),
  ]);
  return findings.map((finding) => ({
    finding,
    signed: approved.find(({ subject }) => subject === finding.id) ?? null,
  }));
}

export async function loadJudging(tx: ReadTx, { params, now }: PageContext, contributions: readonly Assessed[]) {
  const service = await findService(tx, params['service'] ?? '');
  const catalogue = await standardIn(tx, service.id, params);
  const id = params['section'] ?? '';
  const title = sectionNamed(catalogue, id);
  const [assessment, all] = await Promise.all([
    assessService(tx, contributions, { service: service.reference, catalogue: catalogue.id }, { seq: null, now }),
    findingsOf(tx, service.id),
  ]);
  const own = all.find(({ finding }) => finding.catalogue === catalogue.id && finding.section === id) ?? null;
  const waiting = own ? unsigned(own.finding, own.signed) : [];
  return {
    service,
    catalogue,
    section: { id, title },
    finding: own?.finding ?? null,
    criteria: assessment.sections
      .find(({ section }) => section.id === id)!
      .criteria.map((assessed) => ({
        assessed,
        waiting: waiting.find(({ criterion }) => criterion === assessed.criterion.id) ?? null,
      })),
  };
}
export type JudgingProps = Awaited<ReturnType<typeof loadJudging>>;

export async function loadFindings(tx: ReadTx, { params }: PageContext) {
  const service = await findService(tx, params['service'] ?? '');
  const findings = await findingsOf(tx, service.id);
  return {
    service,
    findings: findings.map(({ finding, signed }) => ({
      finding,
      signed,
      called: calledIn(finding),
      waiting: unsigned(finding, signed).length,
    })),
  };
}
export type FindingsProps = Awaited<ReturnType<typeof loadFindings>>;

export async function loadFinding(tx: ReadTx, { params, actor, now }: PageContext, contributions: readonly Assessed[]) {
  const service = await findService(tx, params['service'] ?? '');
  const number = findingNumber(params['finding'] ?? '');
  const own = (await findingsOf(tx, service.id)).find(({ finding }) => finding.number === number);
  if (!own) throw new NotFound('There is no such finding.');
  const { approvalOnPage } = await signingPages();
  const { catalogue } = own.finding;
  const moment = { seq: null, now };
  const assessment = await assessService(tx, contributions, { service: service.reference, catalogue }, moment);
  return {
    service,
    finding: own.finding,
    /** Why what was signed of a criterion is out of date, where it is. */
    outOfDate: new Map(
      criteriaOf(assessment).map(({ criterion, judgement }) => [criterion.id, judgement?.outOfDate ?? []] as const),
    ),
    called: calledIn(own.finding),
    waiting: unsigned(own.finding, own.signed).map(({ criterion }) => criterion),
    approval: await approvalOnPage(tx, signable, own.finding.id, { actor, now }),
  };
}
export type FindingProps = Awaited<ReturnType<typeof loadFinding>>;

export async function loadScoping(tx: ReadTx, { params, query, now }: PageContext) {
  const service = await findService(tx, params['service'] ?? '');
  const catalogue = await standardIn(tx, service.id, params);
  const decided = (await scopesOf(tx, [service.id], { seq: null, now })).filter(
    ({ scope }) => scope.catalogue === catalogue.id,
  );
  const section = catalogue.sections.find(({ id }) => id === query['section']) ?? null;
  return {
    service,
    catalogue,
    decided,
    /** What is decided on; null for the whole standard. */
    section,
    /** Why that cannot be left out; null where it can. */
    refused: whyAlwaysApplies(catalogue, section?.id ?? null),
    sections: catalogue.sections.filter(({ id }) => id !== section?.id && whyAlwaysApplies(catalogue, id) === null),
  };
}
export type ScopingProps = Awaited<ReturnType<typeof loadScoping>>;

export async function loadScope(tx: ReadTx, { params, actor, now }: PageContext, contributions: readonly Assessed[]) {
  const service = await findService(tx, params['service'] ?? '');
  const number = scopeNumber(params['scopeDecision'] ?? '');
  const all = await scopesOf(tx, [service.id], { seq: null, now });
  const found = there(
    all.find(({ scope }) => scope.number === number),
    'such scope decision',
  );
  const moment = { seq: null, now };
  const [{ approvalOnPage }, known] = await Promise.all([
    signingPages(),
    knownOf(tx, contributions, [service], moment),
  ]);
  const catalogue = await catalogueOf(tx, service.id, found.scope.catalogue, NOW);
  const facts = factsAbout(known.get(service.id)!);
  const isChanged = changedFactsOf(catalogue, found.scope, facts).length > 0;
  return {
    service,
    ...found,
    /** What it turns on, as it is now, where that is otherwise. */
    changedTo: isChanged ? factsOfScope(catalogue, found.scope.section, facts) : null,
    called: calledIn(found.scope),
    approval:
      found.scope.withdrawn === null ? await approvalOnPage(tx, scopeDecision, found.scope.id, { actor, now }) : null,
  };
}
export type ScopeProps = Awaited<ReturnType<typeof loadScope>>;

export async function loadPanels(tx: ReadTx, { params, now }: PageContext) {
  const service = await findService(tx, params['service'] ?? '');
  const catalogue = await standardIn(tx, service.id, params);
  const panels = await panelsOf(tx, { services: [service.id], catalogue: catalogue.id }, { seq: null, now });
  return { service, catalogue, panels };
}
export type PanelsProps = Awaited<ReturnType<typeof loadPanels>>;

export async function loadRecording(tx: ReadTx, { params, now }: PageContext) {
  const service = await findService(tx, params['service'] ?? '');
  const [catalogue, owners] = await Promise.all([standardIn(tx, service.id, params), actionOwners(tx, service, now)]);
  return { service, catalogue, owners };
}
export type RecordingProps = Awaited<ReturnType<typeof loadRecording>>;

export async function loadPanel(tx: ReadTx, context: PageContext, contributions: readonly Assessed[]) {
  const { service, catalogue, panels } = await loadPanels(tx, context);
  const number = panelNumber(context.params['assessment'] ?? '');
  const panel = panels.find((one) => one.number === number);
  if (!panel) throw new NotFound('There is no such assessment.');
  const [recommendations, now] = await Promise.all([
    actionsFrom(tx, PANEL_KIND, [panel.id]),
    assessService(
      tx,
      contributions,
      { service: service.reference, catalogue: catalogue.id },
      { seq: null, now: context.now },
    ),
  ]);
  return {
    service,
    catalogue,
    panel,
    recommendations,
    changes: await changedSince(tx, contributions, panel, now),
  };
}
export type PanelProps = Awaited<ReturnType<typeof loadPanel>>;
