import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../../platform/commands/may.ts';
import type { Assessed } from '../../../platform/assessed.ts';
import type { ReadTx } from '../../../platform/database/database.ts';
import type { Services } from '../../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  type FormValues,
  type PageContext,
} from '../../../platform/http/forms.ts';
import { counted } from '../../../words/counting.ts';
import { signing, signingPages } from '../../approvals/index.ts';
import {
  findingPath,
  findingNumber,
  panelPath,
  panelNumber,
  scopeDecisionPath,
  scopeNumber,
} from '../domain/findings.ts';
import { decideScope, recordFinding, withdrawScopeDecision } from './commands.ts';
import { FindingPage, FindingsPage } from './pages/findings.tsx';
import { JudgeForm, LEAVE } from './pages/judge.tsx';
import { PanelPage, PanelsPage, RecordPanelForm } from './pages/panels.tsx';
import { ScopeForm, ScopePage, WithdrawForm } from './pages/scope.tsx';
import { PEOPLE, recordAssessment, RECOMMENDATIONS } from './panel-command.ts';
import {
  loadFinding,
  loadFindings,
  loadJudging,
  loadPanel,
  loadPanels,
  loadRecording,
  loadScope,
  loadScoping,
} from './reading.ts';
import { finding, scopeDecision } from './signing.ts';

const { signPages } = await signingPages();
const { signCommand } = await signing();

/** Where the pages of a standard stand: point 16 has the short address. */
const STANDARDS = ['/services/:service/point-16', '/services/:service/standards/:standard'] as const;

/** The pages on which people judge, decide what applies, and record what a panel found. */
export function findingsRoutes(app: FastifyInstance, services: Services): void {
  const may = WHOEVER_SEES_THE_SERVICE;
  const withAssessed =
    <Props,>(load: (tx: ReadTx, context: PageContext, assessed: readonly Assessed[]) => Promise<Props>) =>
    (tx: ReadTx, context: PageContext) =>
      load(tx, context, services.ground.kinds.assessed);
  registerPage(app, services, { path: '/services/:service/findings', may, load: loadFindings, page: FindingsPage });
  registerPage(app, services, { path: finding.path, may, load: withAssessed(loadFinding), page: FindingPage });
  registerPage(app, services, { path: scopeDecision.path, may, load: withAssessed(loadScope), page: ScopePage });
  signPages(app, services, finding);
  signPages(app, services, scopeDecision);
  registerForm(app, services, {
    path: `${scopeDecision.path}/withdraw`,
    command: anyCommand(withdrawScopeDecision),
    load: withAssessed(loadScope),
    values: ({ scope }) => ({ version: String(scope.version) }),
    input: (values, { params }) => ({ ...params, reason: text(values, 'reason'), version: text(values, 'version') }),
    page: WithdrawForm,
    done: (result) => ({
      href: scopeHref(result),
      notice: `${word(result, 'scopeDecision')} is taken back. It counts for nothing from now on.`,
    }),
  });
  for (const path of STANDARDS) standardRoutes(app, services, path);
}

function standardRoutes(app: FastifyInstance, services: Services, path: (typeof STANDARDS)[number]): void {
  const may = WHOEVER_SEES_THE_SERVICE;
  const { assessed } = services.ground.kinds;
  registerForm(app, services, {
    path: `${path}/judge/:section`,
    command: anyCommand(recordFinding),
    load: (tx, context) => loadJudging(tx, context, assessed),
    values: (props) => ({ version: String(props.finding?.version ?? 0) }),
    input: (values, { params }) => ({
      ...named(params),
      section: params['section'],
      judgements: judgementsOf(values),
      version: text(values, 'version'),
    }),
    page: JudgeForm,
    done: (result, context) => {
      const written = word(result, 'finding');
      const href = findingPath(word(result, 'service'), findingNumber(written)!);
      return context.allows(signCommand(finding))
        ? { href: `${href}/sign`, notice: `${written} is written. It counts once you have read and signed it.` }
        : { href, notice: `${written} is written. It counts once the clinical safety officer or a deputy signs it.` };
    },
  });
  registerForm(app, services, {
    path: `${path}/scope`,
    command: anyCommand(decideScope),
    load: loadScoping,
    values: ({ section, decided }) => {
      const stored = decided.find(({ scope }) => scope.section === (section?.id ?? null));
      return { section: section?.id ?? '', version: String(stored?.scope.version ?? 0) };
    },
    input: (values, { params }) => ({
      ...named(params),
      section: text(values, 'section'),
      applies: text(values, 'applies') || undefined,
      reason: text(values, 'reason'),
      version: text(values, 'version'),
    }),
    page: ScopeForm,
    done: (result, context) => ({
      href: `${scopeHref(result)}${context.allows(signCommand(scopeDecision)) ? '/sign' : ''}`,
      notice: `${word(result, 'scopeDecision')} is written. It counts once it is signed.`,
    }),
  });
  registerPage(app, services, { path: `${path}/assessments`, may, load: loadPanels, page: PanelsPage });
  registerForm(app, services, {
    path: `${path}/assessments/new`,
    command: anyCommand(recordAssessment),
    load: loadRecording,
    input: (values, { params }) => ({ ...named(params), ...panelOf(values) }),
    page: RecordPanelForm,
    done: (result) => {
      const assessment = word(result, 'assessment');
      const actions = Number(result['actions']);
      return {
        href: panelPath(word(result, 'service'), word(result, 'standard'), panelNumber(assessment)!),
        notice: `${assessment} was recorded${actions === 0 ? '' : `, with ${counted(actions, 'action')}`}.`,
      };
    },
  });
  registerPage(app, services, {
    path: `${path}/assessments/:assessment`,
    may,
    load: (tx, context) => loadPanel(tx, context, assessed),
    page: PanelPage,
  });
}

/** A word of what a command answered. */
function word(result: Readonly<Record<string, unknown>>, name: string): string {
  return String(result[name]);
}

function scopeHref(result: Readonly<Record<string, unknown>>): string {
  return scopeDecisionPath(word(result, 'service'), scopeNumber(word(result, 'scopeDecision'))!);
}

function named(params: PageContext['params']) {
  return { service: params['service'], standard: params['standard'] ?? 'point-16' };
}

function text(values: FormValues, name: string): string {
  return valueOf({ values }, name);
}

/** What was answered, by criterion; one that was left as it is is not among it. */
function judgementsOf(values: FormValues) {
  const asked = Object.keys(values).flatMap((name) => /^judgements\.(.+)\.value$/u.exec(name)?.[1] ?? []);
  return Object.fromEntries(
    asked.flatMap((criterion) => {
      const of = (part: string) => text(values, `judgements.${criterion}.${part}`);
      const value = of('value');
      if (value === '' || value === LEAVE) return [];
      return [[criterion, { value, reason: of('reason'), seen: seenIn(of('seen')) }] as const];
    }),
  );
}

/** What the page showed of the checks, as it comes back. What cannot be read was not seen. */
function seenIn(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function panelOf(values: FormValues) {
  const rows = (list: string, most: number, fields: readonly string[]) => {
    const all = Array.from({ length: most }, (_one, index) =>
      Object.fromEntries(fields.map((field) => [field, text(values, `${list}.${index}.${field}`).trim()])),
    );
    // Empty rows behind the last one are none; one between is asked for.
    return all.slice(0, all.findLastIndex((row) => Object.values(row).some((value) => value !== '')) + 1);
  };
  return {
    on: text(values, 'on'),
    phase: text(values, 'phase') || undefined,
    outcome: text(values, 'outcome') || undefined,
    panel: rows('panel', PEOPLE, ['name', 'part']),
    notes: text(values, 'notes'),
    recommendations: rows('recommendations', RECOMMENDATIONS, ['text', 'owner', 'due']),
  };
}
