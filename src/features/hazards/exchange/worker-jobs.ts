import { Problem } from './problem.ts';
import type { Format } from './formats.ts';
import { written, type Writing } from './write.ts';

/** What is written in a process of its own: the server waits for none of it. */
export const jobs = {
  write: async ({ format, ...writing }: Writing & { readonly format: Format }): Promise<Uint8Array> => {
    const bytes = await written(format, writing);
    if (bytes.length > MOST)
      throw new Problem('This file would be larger than 100 MB. Use the command line: primum export.');
    return bytes;
  },
};

/** Bytes that are carried from one process to another. */
const MOST = 100 * 1024 * 1024;

export type Jobs = typeof jobs;
