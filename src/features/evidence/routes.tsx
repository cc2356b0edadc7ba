import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type PageContext } from '../../platform/http/forms.ts';
import { findService } from '../services/index.ts';
import { runsPath } from './addresses.ts';
import { recordRelease, releaseGoesLive, withdrawRelease } from './commands.ts';
import { runNumber } from './domain.ts';
import { countRuns, observationsOf, releasesOf, runsOf } from './observation-store.ts';
import {
  GoesLiveForm,
  RecordReleaseForm,
  ReleasesPage,
  WithdrawForm,
  type ReleaseFormProps,
  type ReleasesProps,
} from './pages/releases.tsx';
import { RunPage, type RunProps } from './pages/run.tsx';
import { MOST_SHOWN, PAGE_SIZE } from './queries.ts';

const RELEASES = '/services/:service/releases';
const may = WHOEVER_SEES_THE_SERVICE;

/** The pages of releases and runs. What is observed is shown where claims are. */
export function routes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: RELEASES, may, load: loadReleases, page: ReleasesPage });
  registerPage(app, services, { path: '/services/:service/runs/:run', may, load: loadRun, page: RunPage });
  registerForm(app, services, {
    path: `${RELEASES}/new`,
    command: anyCommand(recordRelease),
    load: loadForm,
    input: (values, { params }) => {
      const candidate = valueOf({ values }, 'candidate');
      return {
        service: params['service'],
        release: valueOf({ values }, 'release'),
        // Neither is chosen for anybody: what is left out is asked for.
        candidate: candidate === 'yes' ? true : candidate === 'no' ? false : candidate,
      };
    },
    page: RecordReleaseForm,
    done: (result, { params }) => ({
      href: runsPath(params['service']!),
      notice: `Release ${result['release'] as string} is recorded.`,
    }),
  });
  registerForm(app, services, {
    path: `${RELEASES}/:release/live`,
    command: anyCommand(releaseGoesLive),
    load: loadForm,
    input: (_values, { params }) => ({ service: params['service'], release: params['release'] }),
    page: GoesLiveForm,
    done: (result, { params }) => ({
      href: runsPath(params['service']!),
      notice: `Release ${result['release'] as string} is live. What was found on it counts from now on.`,
    }),
  });
  registerForm(app, services, {
    path: `${RELEASES}/:release/withdraw`,
    command: anyCommand(withdrawRelease),
    load: loadForm,
    input: (values, { params }) => ({
      service: params['service'],
      release: params['release'],
      reason: valueOf({ values }, 'reason'),
    }),
    page: WithdrawForm,
    done: (result, { params }) => ({
      href: runsPath(params['service']!),
      notice: `Release ${result['release'] as string} is withdrawn.`,
    }),
  });
}

async function loadReleases(tx: ReadTx, context: PageContext): Promise<ReleasesProps> {
  const service = await findService(tx, context.params['service']!);
  const asked = context.query['page'] ?? '';
  const page = /^[1-9]\d{0,5}$/u.test(asked) ? Number(asked) : 1;
  const [releases, runs, total] = await Promise.all([
    releasesOf(tx, service.id, MOST_SHOWN),
    runsOf(tx, service.id, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
    countRuns(tx, service.id),
  ]);
  const living = service.phase !== 'retired';
  return {
    service,
    releases,
    runs,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    mayRelease: living && context.allows(recordRelease),
    mayWithdraw: living && context.allows(withdrawRelease),
  };
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
  const release = params['release'] ?? null;
  if (release === null) return { service, release };
  const found = (await releasesOf(tx, service.id, MOST_SHOWN)).find(({ version }) => version === release);
  if (!found) throw new NotFound('There is no such release.');
  return { service, release };
}
