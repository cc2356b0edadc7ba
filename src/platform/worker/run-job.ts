import { Worker } from 'node:worker_threads';

export interface PoolLimits {
  /** Milliseconds that one job may take. */
  readonly time: number;
  /** Megabytes of heap that one job may have. */
  readonly memory: number;
  /** Jobs that run at once. */
  readonly atOnce: number;
  /** Jobs that may wait for their turn; one more is refused. */
  readonly waiting: number;
}

/** Why a job gave no answer. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  readonly reason: 'problem' | 'time' | 'memory' | 'busy' | 'defect';

  constructor(reason: JobFailure['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

type JobMap = Record<string, (input: never) => Promise<unknown>>;
type AnswerMessage = { readonly answer: unknown } | { readonly problem: string } | { readonly defect: string };

/**
 * Runs the jobs of a module, each in a thread of its own, so that a hostile or a huge file slows down nobody else and can
 * be stopped. The module exports `jobs`; an error named "Problem" thrown there is for the person, any other is a defect.
 */
export class JobPool<Jobs extends JobMap> {
  readonly #module: URL;
  readonly #limits: PoolLimits;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(module: URL, limits: PoolLimits) {
    this.#module = module;
    this.#limits = limits;
  }

  /** @throws JobFailure */
  async run<Name extends keyof Jobs & string>(
    name: Name,
    input: Parameters<Jobs[Name]>[0],
  ): Promise<Awaited<ReturnType<Jobs[Name]>>> {
    if (this.#running >= this.#limits.atOnce) {
      if (this.#queue.length >= this.#limits.waiting) throw new JobFailure('busy', 'Too many jobs are waiting.');
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    this.#running++;
    try {
      return (await runInThread(this.#module, name, input, this.#limits)) as Awaited<ReturnType<Jobs[Name]>>;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }
}

function runInThread(module: URL, job: string, input: unknown, limits: PoolLimits): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./job-thread.ts', import.meta.url), {
      workerData: { module: module.href, job, input },
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
    });
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      act();
      void worker.terminate();
    };
    const fail = (reason: JobFailure['reason'], message: string) =>
      settle(() => reject(new JobFailure(reason, message)));
    const timer = setTimeout(() => fail('time', 'The job took too long.'), limits.time);
    worker.on('message', (message: AnswerMessage) => {
      if ('answer' in message) settle(() => resolve(message.answer));
      else if ('problem' in message) fail('problem', message.problem);
      else fail('defect', message.defect);
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'defect', error.message),
    );
    worker.on('exit', (code) => fail('defect', `The thread ended with ${code} and no answer.`));
  });
}
