import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { FastifyBaseLogger } from 'fastify';
import type { ReadTx } from '../database/database.ts';
import type { Metrics } from '../running/metrics.ts';
import { safeError } from '../running/safe-error.ts';
import { onlyIds, type Ids, type Job } from './job.ts';

/*
 * Jobs, by pg-boss in the same database: any number of processes look for work, and each piece is done by one of them.
 */

export interface JobsOptions {
  readonly jobs: readonly Job[];
  /** The app's own login. */
  readonly app: pg.ClientConfig;
  /** Who makes the tables, once. */
  readonly owner: pg.ClientConfig;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
  readonly metrics?: Pick<Metrics, 'job'>;
}

/** Milliseconds. */
const AGAIN = 30_000;

/** A transaction in which a job is begun: it is there if the transaction is. */
type JobTx = Pick<ReadTx, 'rows'>;

/** The jobs of one process. */
export class Jobs {
  readonly #options: JobsOptions;
  #boss: Promise<PgBoss> | undefined;
  #stopped = false;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /** Begins to look for work, and tries again where that cannot be. Called when the server listens: nobody waits for it. */
  async start(): Promise<void> {
    try {
      await this.#running();
    } catch (error) {
      if (this.#stopped) return;
      this.#options.log.error({ err: error }, 'jobs could not be started, and will be tried again');
      setTimeout(() => void this.start(), AGAIN).unref();
    }
  }

  /** Has something done later. Given a transaction, only if that is committed; given a time, not before it. */
  async send(name: string, ids: Ids, tx?: JobTx, at: Date | null = null): Promise<void> {
    const job = this.#options.jobs.find((one) => one.name === name);
    if (!job) throw new Error(`there is no job ${name}`);
    const data = onlyIds(job, ids);
    const boss = await this.#running();
    await boss.send(name, data, {
      ...(tx && { db: { executeSql: (text, values) => rowsOf(tx, text, values) } }),
      ...(at && { startAfter: at }),
    });
  }

  /** Takes no more work, and gives what is being done a moment. What is not done then, another process does. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const boss = await this.#boss?.catch(() => null);
    await boss?.stop({ graceful: true, timeout: 3_000 });
  }

  #running(): Promise<PgBoss> {
    if (this.#stopped) return Promise.reject(new Error('jobs are stopping'));
    this.#boss ??= this.#begin().catch((error: unknown) => {
      // The next one to ask tries again.
      this.#boss = undefined;
      throw error;
    });
    return this.#boss;
  }

  async #begin(): Promise<PgBoss> {
    const { app, owner, jobs, log } = this.#options;
    const [{ PgBoss }, { JOB_SCHEMA, prepareJobSchema }] = await Promise.all([
      import('pg-boss'),
      import('./schema-store.ts'),
    ]);
    await prepareJobSchema(owner);
    const boss = new PgBoss({ ...workingAs(app), schema: JOB_SCHEMA });
    boss.on('error', (error) => log.error({ err: error }, 'jobs'));
    try {
      await boss.start();
      for (const job of jobs) await this.#work(boss, job);
      return boss;
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined);
      throw error;
    }
  }

  async #work(boss: PgBoss, job: Job): Promise<void> {
    const queue = {
      retryLimit: job.retries,
      retryDelay: job.pause,
      retryBackoff: true,
      expireInSeconds: job.lasts,
      // Of what is done, nothing has to be known for long.
      deleteAfterSeconds: 24 * 60 * 60,
    };
    await boss.createQueue(job.name, queue);
    await boss.updateQueue(job.name, queue);
    if (job.schedule !== undefined)
      await boss.schedule(job.name, job.schedule, {}, { tz: 'Europe/London', missed: 'once' });
    await boss.work(
      job.name,
      { pollingIntervalSeconds: job.every, includeMetadata: true, batchSize: 1 },
      async ([one]) => {
        if (one) await this.#run(job, one.data as Ids, { last: one.retryCount >= one.retryLimit });
      },
    );
  }

  async #run(job: Job, data: Ids, attempt: { readonly last: boolean }): Promise<void> {
    const { log, metrics } = this.#options;
    const begun = performance.now();
    const seconds = () => (performance.now() - begun) / 1000;
    try {
      await job.run(onlyIds(job, data), attempt);
      metrics?.job(job.name, 'done', seconds());
      log.info({ job: job.name, ms: Math.round(seconds() * 1000) }, 'job done');
    } catch (error) {
      metrics?.job(job.name, 'failed', seconds());
      const said = safeError(error);
      log.error({ job: job.name, last: attempt.last, defect: said }, 'job failed');
      // pg-boss keeps what is thrown: not the error itself, which may quote what it choked on.
      // oxlint-disable-next-line preserve-caught-error -- see above
      throw new Error(`failed: ${said.type}${said.code === undefined ? '' : ` ${said.code}`}`);
    }
  }
}

/** How pg-boss connects: as the app's role. What needs the owner is done by the owner, before. */
export function workingAs(app: pg.ClientConfig) {
  return {
    ...(app as Record<string, unknown>),
    options: [app.options, '-c role=primum_app'].filter(Boolean).join(' '),
    application_name: 'primum jobs',
    max: 2,
    migrate: false,
    createSchema: false,
    reindex: false,
    registerInstance: false,
  };
}

async function rowsOf(tx: JobTx, text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> {
  return { rows: await tx.rows({ text, values } as Parameters<JobTx['rows']>[0]) };
}
