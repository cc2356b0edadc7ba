import { Worker } from 'node:worker_threads';
import type { JobMessage } from './run-job.ts';

// Without the server there is nobody to answer.
process.on('disconnect', () => process.exit());

process.once('message', (message: JobMessage) => {
  watch(message);
  void answerTo(message).then((answer) => process.send?.(answer));
});

/**
 * A thread that ends this process: when its server is gone, after its time, or past its memory. The job itself cannot:
 * while it is busy it hears nothing, and V8's own limit counts only a part of the memory.
 */
function watch({ time, memory }: JobMessage): void {
  const watcher = new Worker(new URL('./job-watch.ts', import.meta.url), {
    workerData: { parent: process.ppid, deadline: Date.now() + time, memory },
  });
  watcher.unref();
}

async function answerTo({ module, job, input }: JobMessage) {
  try {
    const { jobs } = (await import(module)) as { jobs: Record<string, (input: unknown) => Promise<unknown>> };
    return { answer: await jobs[job]!(input) };
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') return { problem: error.message };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
