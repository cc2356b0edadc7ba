import { readListFile, type ReadList } from './read-list.ts';

/** What somebody sent is read in a process of its own: nobody knows what is in it. */
export const jobs = {
  list: ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): Promise<ReadList> =>
    readListFile(name, bytes),
};

export type Jobs = typeof jobs;
