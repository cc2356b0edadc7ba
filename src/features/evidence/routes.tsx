import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type PageContext } from '../../platform/http/forms.ts';
import { findService } from '../services/index.ts';
import { releasesPath } from './addresses.ts';
import { releaseGoesLive, withdrawRelease } from './commands.ts';
import { runNumber } from './domain.ts';
import { countRuns, observationsOf, runsOf } from './observation-store.ts';
import { GoesLiveForm, WithdrawForm, type ReleaseFormProps } from './pages/release-forms.tsx';
import { RunPage, type RunProps } from './pages/run.tsx';
import { RunsPage, type RunsProps } from './pages/runs.tsx';
import { MOST_SHOWN, PAGE_SIZE } from './queries.ts';
import { releaseOf } from './store.ts';

const RELEASE = '/services/:service/releases/:release';
const RUNS = '/services/:service/runs';
const may = WHOEVER_SEES_THE_SERVICE;

/** The pages of runs, and whether a release is live. What is observed is shown where claims are. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: RUNS, may, load: loadRuns, page: RunsPage });
  registerPage(app, services, { path: `${RUNS}/:run`, may, load: loadRun, page: RunPage });
  registerForm(app, services, {
    path: `${RELEASE}/live`,
    command: anyCommand(releaseGoesLive),
    load: loadForm,
    input: (_values, { params }) => ({ service: params['service'], release: params['release'] }),
    page: GoesLiveForm,
    done: (result, { params }) => ({
      href: releasesPath(params['service']!),
      notice: `Release ${result['release'] as string} is live. What was found on it counts from now on.`,
    }),
  });
  registerForm(app, services, {
    path: `${RELEASE}/withdraw`,
    command: anyCommand(withdrawRelease),
    load: loadForm,
    input: (values, { params }) => ({
      service: params['service'],
      release: params['release'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: WithdrawForm,
    done: (result, { params }) => ({
      href: releasesPath(params['service']!),
      notice: `Release ${result['release'] as string} is withdrawn.`,
    }),
  });
}

async function loadRuns(tx: ReadTx, context: PageContext): Promise<RunsProps> {
  const service = await findService(tx, context.params['service']!);
  const asked = context.query['page'] ?? '';
  const page = /^[1-9]\d{0,5}$/u.test(asked) ? Number(asked) : 1;
  const [runs, total] = await Promise.all([
    runsOf(tx, service.id, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
    countRuns(tx, service.id),
  ]);
  return { service, runs, total, page, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)) };
}

async function loadRun(tx: ReadTx, { params }: PageContext): Promise<RunProps> {
  const service = await findService(tx, params['service']!);
  const number = runNumber(params['run'] ?? '');
  const [run] = number === null ? [] : await runsOf(tx, service.id, { number, limit: 1 });
  if (!run) throw new NotFound('There is no such run.');
  return { service, run, observations: await observationsOf(tx, { run: run.id }, MOST_SHOWN) };
}

async function loadForm(tx: ReadTx, { params }: PageContext): Promise<ReleaseFormProps> {
  const service = await findService(tx, params['service']!);
  const release = params['release']!;
  if (!(await releaseOf(tx, service.id, release))) throw new NotFound('There is no such release.');
  return { service, release };
}
