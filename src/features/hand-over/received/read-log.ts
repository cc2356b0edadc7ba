import type { SentFile } from '../../../platform/files/sent.ts';
import { NotPossible } from '../../../platform/commands/problems.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import type { Jobs, Read } from './worker-jobs.ts';

/** Milliseconds and megabytes: whoever takes a log in waits longer than whoever only looks. */
const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), {
  time: 60_000,
  memory: 1_024,
  atOnce: 1,
  waiting: 10,
});

/**
 * Reads the hazard log of a supplier, before anything is locked. What is no log that can be read is kept as it is, with the reason.
 * @throws NotPossible where it was not read for want of time or room: nothing is known of it then
 */
export async function readLog({ name, content }: SentFile): Promise<Read> {
  try {
    return await pool.run('read', { name, bytes: Buffer.from(content, 'base64') });
  } catch (error) {
    if (!(error instanceof JobFailure) || error.reason === 'defect') throw error;
    if (error.reason === 'problem') return { log: null, why: error.message };
    throw new NotPossible(
      'The hazard log took too long to read, or too much room. Nothing was taken in. Try again in a few minutes, or take it in as something else to keep it without its rows.',
    );
  }
}
