import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface PoolLimits {
  /** Milliseconds that one job may take. */
  readonly time: number;
  /** Megabytes of heap that one job may have; of memory altogether, 512 more. */
  readonly memory: number;
  /** Jobs that run at once. */
  readonly atOnce: number;
  /** Jobs that may wait for their turn; one more is refused. */
  readonly waiting: number;
}

/** Why a job gave no answer. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  readonly reason: 'problem' | 'time' | 'memory' | 'busy' | 'gone' | 'defect';

  constructor(reason: JobFailure['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What the process of a job is told. */
export interface JobMessage {
  readonly module: string;
  readonly job: string;
  readonly input: unknown;
  readonly time: number;
  readonly memory: number;
}

type JobMap = Record<string, (input: never) => Promise<unknown>>;
type AnswerMessage = { readonly answer: unknown } | { readonly problem: string } | { readonly defect: string };

/**
 * Runs the jobs of a module, each in a process of its own, so that a hostile or a huge file slows down nobody else and
 * can be stopped. Not in a thread: a thread that runs out of memory can take the whole server with it. The module exports
 * `jobs`; an error named "Problem" thrown there is for the person, any other is a defect.
 */
export class JobPool<Jobs extends JobMap> {
  readonly #module: URL;
  readonly #limits: PoolLimits;
  readonly #queue: (() => void)[] = [];
  readonly #children = new Set<ChildProcess>();
  #running = 0;

  constructor(module: URL, limits: PoolLimits) {
    this.#module = module;
    this.#limits = limits;
  }

  /**
   * @param gone ends when nobody waits for the answer any more: the job is then not begun, or stopped
   * @throws JobFailure
   */
  async run<Name extends keyof Jobs & string>(
    name: Name,
    input: Parameters<Jobs[Name]>[0],
    gone?: AbortSignal,
  ): Promise<Awaited<ReturnType<Jobs[Name]>>> {
    await this.#turn(gone);
    try {
      if (gone?.aborted) throw new JobFailure('gone', 'Nobody waits for the answer.');
      return (await this.#runInProcess(name, input, gone)) as Awaited<ReturnType<Jobs[Name]>>;
    } finally {
      this.#running--;
      this.#queue.shift()?.();
    }
  }

  /** Stops what is running. */
  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  async #turn(gone?: AbortSignal): Promise<void> {
    if (this.#running >= this.#limits.atOnce) {
      if (this.#queue.length >= this.#limits.waiting) throw new JobFailure('busy', 'Too many jobs are waiting.');
      await new Promise<void>((resolve, reject) => {
        const leave = () => {
          this.#queue.splice(this.#queue.indexOf(enter), 1);
          reject(new JobFailure('gone', 'Nobody waits for the answer.'));
        };
        const enter = () => {
          gone?.removeEventListener('abort', leave);
          resolve();
        };
        gone?.addEventListener('abort', leave, { once: true });
        this.#queue.push(enter);
      });
    }
    this.#running++;
  }

  #runInProcess(job: string, input: unknown, gone?: AbortSignal): Promise<unknown> {
    const { time, memory } = this.#limits;
    return new Promise((resolve, reject) => {
      const child = fork(PROCESS, {
        execArgv: [...loaders(process.execArgv), `--max-old-space-size=${memory}`],
        // Structured clone: buffers and sets arrive as what they are.
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      this.#children.add(child);
      let settled = false;
      const settle = (act: () => void) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        gone?.removeEventListener('abort', leave);
        act();
        child.kill('SIGKILL');
      };
      const fail = (reason: JobFailure['reason'], message: string) =>
        settle(() => reject(new JobFailure(reason, message)));
      const leave = () => fail('gone', 'Nobody waits for the answer.');
      const timer = setTimeout(() => fail('time', 'The job took too long.'), time);
      gone?.addEventListener('abort', leave, { once: true });
      child.on('message', (message: AnswerMessage) => {
        if ('answer' in message) settle(() => resolve(message.answer));
        else if ('problem' in message) fail('problem', message.problem);
        else fail('defect', message.defect);
      });
      child.on('error', (error) => fail('defect', error.message));
      child.on('exit', (code, signal) => {
        this.#children.delete(child);
        const full = signal === OUT_OF_MEMORY.signal || code === OUT_OF_MEMORY.code;
        fail(full ? 'memory' : 'defect', `The process ended with ${signal ?? code} and no answer.`);
      });
      // The process ends itself a little later than we would end it: for the case that we are gone by then.
      const message: JobMessage = {
        module: this.#module.href,
        job,
        input,
        time: time + 2_000,
        memory: memory + BESIDE_THE_HEAP,
      };
      child.send(message, (error) => {
        if (error) fail('defect', error.message);
      });
    });
  }
}

const PROCESS = fileURLToPath(new URL('./job-process.ts', import.meta.url));
/** Megabytes that a process may take beside its heap: code, buffers, what V8 needs to parse. */
const BESIDE_THE_HEAP = 512;
/** How V8 ends a process whose heap is full. */
const OUT_OF_MEMORY = { signal: 'SIGABRT', code: 134 };

/** What the running Node was told to preload, and nothing else that it was told. */
function loaders(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    if (/^(?:--require|-r|--import|--disable-warning)=/u.test(arg)) return [arg];
    return /^(?:--require|-r|--import)$/u.test(arg) && args[index + 1] ? [arg, args[index + 1]!] : [];
  });
}
