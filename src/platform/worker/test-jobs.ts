import { writeFileSync } from 'node:fs';

/** Jobs for the test of the pool: each goes wrong in its own way. */
export const jobs = {
  double: (input: number) => Promise.resolve(input * 2),
  problem: () => {
    const error = new Error('Choose another file.');
    error.name = 'Problem';
    return Promise.reject(error);
  },
  defect: () => Promise.reject(new TypeError('not a function')),
  forever: () => {
    for (;;);
  },
  /** Writes its process id into a file, and is then busy for ever. */
  busy: (file: string) => {
    writeFileSync(file, String(process.pid));
    for (;;);
  },
  /** Takes memory that is not on V8's heap. */
  buffers: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(10_000_000, 1));
  },
  greedy: () => {
    const kept: string[][] = [];
    for (let n = 0; ; n++) kept.push(Array.from({ length: 100_000 }, (_, index) => `${n} ${index}`));
  },
  leave: () => process.exit(3),
} satisfies Record<string, (input: never) => Promise<unknown>>;
