import { bytesOf, isReadable, printable, reportOn, schemeFrom, unreadable } from './cli.ts';
import { Problem } from './reading/problem.ts';

/** What a verb of another feature needs to read logs as `primum check` does. */
export const forVerbs = { reportOn, schemeFrom, bytesOf, isReadable, unreadable, printable, Problem };
