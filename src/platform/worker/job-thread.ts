import { parentPort, workerData } from 'node:worker_threads';

interface JobData {
  readonly module: string;
  readonly job: string;
  readonly input: unknown;
}

const { module, job, input } = workerData as JobData;

try {
  const { jobs } = (await import(module)) as { jobs: Record<string, (input: unknown) => Promise<unknown>> };
  parentPort?.postMessage({ answer: await jobs[job]!(input) });
} catch (error) {
  const isProblem = error instanceof Error && error.name === 'Problem';
  parentPort?.postMessage(
    isProblem
      ? { problem: error.message }
      : { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) },
  );
}
