import type { SentFile } from '../../../platform/files/sent.ts';
import { JobFailure, JobPool } from '../../../platform/worker/run-job.ts';
import type { Jobs, Read } from './worker-jobs.ts';

/** Milliseconds and megabytes, as at the first door. */
const pool = new JobPool<Jobs>(new URL('./worker-jobs.ts', import.meta.url), {
  time: 20_000,
  memory: 1_024,
  atOnce: 1,
  waiting: 10,
});

/** Reads the hazard log of a supplier, before anything is locked. What cannot be read is kept as it is, with the reason. */
export async function readLog({ name, content }: SentFile): Promise<Read> {
  try {
    return await pool.run('read', { name, bytes: Buffer.from(content, 'base64') });
  } catch (error) {
    if (!(error instanceof JobFailure)) throw error;
    return {
      log: null,
      why: error.reason === 'problem' ? error.message : 'It took too long to read, or too much room.',
    };
  }
}
