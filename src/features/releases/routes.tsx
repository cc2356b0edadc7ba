import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { fileIn, takeFiles } from '../../platform/files/sent-forms.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import { observe, type AssessedService, type Check } from '../../rules/checks.ts';
import { dayIn } from '../../words/days.ts';
import { evidenceCommands, evidenceShown } from '../evidence/index.ts';
import { controlsOnRelease } from '../hazards/index.ts';
import { competentUntil } from '../people/index.ts';
import { findService, type Service } from '../services/index.ts';
import { rowsTyped } from './form-rows.ts';
import {
  assessComponents,
  declareNoComponents,
  describeRelease,
  listComponents,
  sayTestIssues,
  sayTouches,
} from './commands.ts';
import {
  componentLines,
  releasePath,
  settingLines,
  typedSettings,
  unsaid,
  whyNotCompetent,
  type KeptRelease,
} from './domain.ts';
import { gateChecks } from './gate-checks.ts';
import { factsOf } from './gate-facts.ts';
import { sampleImpact, stateImpact } from './impact-commands.ts';
import {
  AssessForm,
  ComponentsForm,
  ConfigurationForm,
  ImpactForm,
  IssuesForm,
  LookForm,
  MORE_ISSUES,
  NoComponentsForm,
  RecordForm,
  TouchesForm,
  type AssessProps,
  type ImpactProps,
  type IssuesProps,
  type TouchesProps,
} from './pages/forms.tsx';
import { RegisterPage, type RegisterProps } from './pages/register.tsx';
import { ReleasePage, type ReleaseProps } from './pages/release.tsx';
import { PAGE_SIZE } from './queries.ts';
import { listed, recordReleaseDetails } from './record-command.ts';
import { countReleases, keptRelease, registerRows } from './record-store.ts';
import { suggestedControls } from './suggesting.ts';

const LIST = '/services/:service/releases';
const ONE = `${LIST}/:release`;
/** As many components as one form offers. */
const MOST_AT_ONCE = 400;
/** As many runs as the page of a release names. */
const MOST_RUNS = 20;

type OfRelease = { readonly service: Service; readonly release: KeptRelease };

/** The register, the page of each release, and the forms that lead on from it. */
export async function routes(app: FastifyInstance, services: Services): Promise<void> {
  await takeFiles(app);
  const may = WHOEVER_SEES_THE_SERVICE;
  registerPage(app, services, { path: LIST, may, load: loadRegister, page: RegisterPage });
  registerForm(app, services, {
    path: `${LIST}/new`,
    command: anyCommand(recordReleaseDetails),
    load: async (tx, { params }) => ({ service: await findService(tx, params['service'] ?? '') }),
    input: (values, { params }) => ({
      service: params['service'],
      release: valueOf({ values }, 'release'),
      // Neither is chosen for anybody: what is left out is asked for.
      live: yesOrNo(values, 'live'),
    }),
    page: RecordForm,
    done: (result, context) => doneWith(`Release ${result['release'] as string} is recorded.`)(result, context),
  });
  registerPage(app, services, { path: ONE, may, load: releaseLoader(services.onSubjects), page: ReleasePage });
  registerForm(app, services, {
    path: `${ONE}/configuration`,
    command: anyCommand(describeRelease),
    load: find,
    values: ({ release }) => ({
      configuration: settingLines(release.configuration ?? []),
      commit: release.commit ?? '',
    }),
    input: (values, context) => {
      const { settings, wrong } = typedSettings(valueOf({ values }, 'configuration') ?? '');
      return {
        ...named(context),
        commit: valueOf({ values }, 'commit'),
        // A line without a value is said as one, and not left out.
        configuration: [...settings, ...wrong.map((line) => ({ name: line, value: '' }))],
      };
    },
    page: ConfigurationForm,
    done: doneWith('What it runs on was saved.'),
  });
  registerForm(app, services, {
    path: `${ONE}/components`,
    command: anyCommand(listComponents),
    load: find,
    values: ({ release }) => ({ lines: release.sbom ? '' : componentLines(listed(release.components)) }),
    input: (values, context) => {
      const file = fileIn(values['sbom']);
      return {
        ...named(context),
        sbom: file && { name: file.name, content: Buffer.from(file.content, 'base64').toString('utf8') },
        lines: valueOf({ values }, 'lines'),
      };
    },
    page: ComponentsForm,
    done: doneWith('The components are listed.'),
  });
  registerForm(app, services, {
    path: `${ONE}/components/none`,
    command: anyCommand(declareNoComponents),
    load: find,
    input: (_values, context) => named(context),
    page: NoComponentsForm,
    done: doneWith('It is declared that there are no third-party components.'),
  });
  registerForm(app, services, {
    path: `${ONE}/components/assess`,
    command: anyCommand(assessComponents),
    load: loadAssessing,
    input: (values, context) => ({
      ...named(context),
      components: valuesOf({ values }, 'components'),
      finding: valueOf({ values }, 'finding') || undefined,
      reason: valueOf({ values }, 'reason'),
    }),
    page: AssessForm,
    done: doneWith('It was said of the components chosen.'),
  });
  registerForm(app, services, {
    path: `${ONE}/touches`,
    command: anyCommand(sayTouches),
    load: loadTouching,
    values: ({ release: { touches } }) => {
      const references = touches ? [...touches.hazards, ...touches.controls] : [];
      return { touches: references.join(', '), none: touches && references.length === 0 ? ['yes'] : [] };
    },
    input: (values, context) => ({
      ...named(context),
      touches: [valueOf({ values }, 'touches') ?? ''],
      none: valuesOf({ values }, 'none').includes('yes'),
    }),
    page: TouchesForm,
    done: doneWith('What it touches was saved.'),
  });
  registerForm(app, services, {
    path: `${ONE}/issues`,
    command: anyCommand(sayTestIssues),
    load: loadIssues,
    values: ({ release: { testIssues } }) => ({
      ...Object.fromEntries(
        (testIssues ?? []).flatMap(({ reference, title, meaning, hazards }, index) => [
          [`issues.${index}.reference`, reference],
          [`issues.${index}.title`, title],
          [`issues.${index}.meaning`, meaning],
          [`issues.${index}.hazards`, hazards.join(', ')],
        ]),
      ),
      none: testIssues?.length === 0 ? ['yes'] : [],
    }),
    input: (values, context) => ({
      ...named(context),
      issues: Object.values(rowsTyped(values, 'issues')).filter((row) =>
        Object.values(row).some((text) => text.trim() !== ''),
      ),
      none: valuesOf({ values }, 'none').includes('yes'),
    }),
    page: IssuesForm,
    done: doneWith('The faults that are known were saved.'),
  });
  registerForm(app, services, {
    path: `${ONE}/impact`,
    command: anyCommand(stateImpact),
    load: loadStating,
    input: (values, context) => ({
      ...named(context),
      impact: valueOf({ values }, 'impact') || undefined,
      reason: valueOf({ values }, 'reason'),
    }),
    page: ImpactForm,
    done: doneWith('What it means for safety is said.'),
  });
  registerForm(app, services, {
    path: `${ONE}/look`,
    command: anyCommand(sampleImpact),
    load: find,
    input: (values, context) => ({
      ...named(context),
      agree: yesOrNo(values, 'agree'),
      note: valueOf({ values }, 'note'),
    }),
    page: LookForm,
    done: doneWith('What you found was saved.'),
  });
}

function yesOrNo(values: FormValues, field: string): boolean | undefined {
  const said = valueOf({ values }, field);
  return said === 'yes' ? true : said === 'no' ? false : undefined;
}

function named({ params }: PageContext) {
  return { service: params['service'], release: params['release'] };
}

function doneWith(notice: string) {
  return (result: Readonly<Record<string, unknown>>, { params }: PageContext) => ({
    href: releasePath(params['service']!, String(result['release'])),
    notice,
  });
}

/** @throws NotFound */
async function find(tx: ReadTx, { params, now }: PageContext): Promise<OfRelease> {
  const service = await findService(tx, params['service'] ?? '');
  const release = await keptRelease(tx, service.id, params['release'] ?? '', { seq: null, now });
  if (!release) throw new NotFound('There is no such release.');
  return { service, release };
}

async function loadRegister(tx: ReadTx, context: PageContext): Promise<RegisterProps> {
  const { params, query, now } = context;
  const service = await findService(tx, params['service'] ?? '');
  const asked = query['page'] ?? '';
  const page = /^[1-9]\d{0,5}$/u.test(asked) ? Number(asked) : 1;
  const moment = { seq: null, now };
  const [rows, total] = await Promise.all([
    registerRows(tx, service.id, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }, moment),
    countReleases(tx, service.id, moment),
  ]);
  return {
    service,
    rows,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    mayRecord: service.phase !== 'retired' && context.allows(recordReleaseDetails),
  };
}

/** @param others what later features say of subjects */
function releaseLoader(others: Services['onSubjects']) {
  const ofReleases = others.filter(({ kind }) => kind === 'release');
  return async (tx: ReadTx, context: PageContext) => loadOne(tx, context, ofReleases);
}

async function loadOne(tx: ReadTx, context: PageContext, others: Services['onSubjects']): Promise<ReleaseProps> {
  const { service, release } = await find(tx, context);
  const { now, allows } = context;
  const [{ runsOf }, { withdrawRelease }] = await Promise.all([evidenceShown(), evidenceCommands()]);
  const { id, version: reference } = release;
  const [controls, runs, lines] = await Promise.all([
    controlsOnRelease(tx, service, { release: release.id, named: release.touches?.controls ?? [] }, { seq: null, now }),
    runsOf(tx, service.id, { release: release.id, limit: MOST_RUNS }),
    Promise.all(others.map((one) => one.lines(tx, { id, reference, service: service.reference, now }))),
  ]);
  const facts = factsOf(release, controls, service.reference);
  const at = { now, service: service as AssessedService, release: release.version };
  const isOpen = service.phase !== 'retired' && release.state !== 'withdrawn';
  return {
    service,
    release,
    observations: gateChecks.map((check) => observe(check as unknown as Check, facts, at)),
    elsewhere: lines.flat(),
    suggestions: suggestedControls(controls, release),
    runs,
    mayDescribe: isOpen && allows(describeRelease),
    mayJudge: isOpen && allows(assessComponents),
    mayState: isOpen && allows(stateImpact),
    mayLook: isOpen && allows(sampleImpact),
    mayRelease: isOpen && allows(withdrawRelease),
  };
}

/** What nobody has spoken for; or all, for whoever changes what was said. */
async function loadAssessing(tx: ReadTx, context: PageContext): Promise<AssessProps> {
  const found = await find(tx, context);
  const all = (found.release.components ?? []).filter(({ change }) => change !== 'gone');
  const components = context.query['all'] === 'yes' ? all : unsaid(all);
  return {
    ...found,
    components: components.slice(0, MOST_AT_ONCE),
    more: Math.max(0, components.length - MOST_AT_ONCE),
  };
}

async function loadTouching(tx: ReadTx, context: PageContext): Promise<TouchesProps> {
  const { service, release } = await find(tx, context);
  const controls = await controlsOnRelease(
    tx,
    service,
    { release: release.id, named: [] },
    { seq: null, now: context.now },
  );
  return {
    service,
    release,
    suggestions: suggestedControls(controls, release),
    parts: service.components.map(({ name }) => name),
  };
}

async function loadIssues(tx: ReadTx, context: PageContext): Promise<IssuesProps> {
  const found = await find(tx, context);
  return { ...found, rows: (found.release.testIssues?.length ?? 0) + MORE_ISSUES };
}

async function loadStating(tx: ReadTx, context: PageContext): Promise<ImpactProps> {
  const found = await find(tx, context);
  const { actor, now } = context;
  const until = await competentUntil(tx, { person: actor.id, service: found.service.id }, { seq: null, now });
  return { ...found, closed: whyNotCompetent(until, dayIn(now)) };
}
