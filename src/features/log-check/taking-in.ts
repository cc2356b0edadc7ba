import { bytesOf, isReadable, printable, readingOf, schemeFrom, unreadable } from './cli.ts';
import { Problem } from './reading/problem.ts';

/** What a verb of another feature needs to read logs as `primum check` does. */
export const forVerbs = { readingOf, schemeFrom, bytesOf, isReadable, unreadable, printable, Problem };
