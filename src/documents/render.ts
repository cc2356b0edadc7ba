import { Refusal } from '../platform/http/errors.tsx';
import { JobFailure, JobPool } from '../platform/worker/run-job.ts';
import type { Letter } from './letter.ts';
import type { RecordDocument } from './record.ts';
import type { Jobs } from './worker-jobs.ts';

/** Milliseconds for one document, and megabytes: a letter takes a fifth of a second, start of its process included. */
const LIMITS = { time: 20_000, memory: 256, atOnce: 2, waiting: 20 };

/** Writes documents, each in a process of its own: the server waits for none of them. */
export class Documents {
  readonly #pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), LIMITS);

  /** @param at the time of its making, as it stands in the file @throws Refusal where too many wait, or it took too long */
  letterPdf(letter: Letter, at: Date): Promise<Buffer> {
    return written(this.#pool.run('letterPdf', { letter, at }));
  }

  /** @throws Refusal */
  letterWord(letter: Letter): Promise<Buffer> {
    return written(this.#pool.run('letterWord', { letter }));
  }

  /** @param at the time of its making, as it stands in the file @throws Refusal where too many wait, or it took too long */
  recordPdf(record: RecordDocument, at: Date): Promise<Buffer> {
    return written(this.#pool.run('recordPdf', { record, at }));
  }

  /** @throws Refusal */
  recordWord(record: RecordDocument): Promise<Buffer> {
    return written(this.#pool.run('recordWord', { record }));
  }

  close(): void {
    this.#pool.close();
  }
}

async function written(job: Promise<Uint8Array>): Promise<Buffer> {
  try {
    return Buffer.from(await job);
  } catch (error) {
    if (error instanceof JobFailure && ['busy', 'time', 'memory'].includes(error.reason))
      throw new Refusal(503, 'The document could not be written now. Nothing is lost: ask for it again in a minute.');
    throw error;
  }
}
