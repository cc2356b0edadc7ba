import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CliIo } from '../feature.ts';
import { printable } from './exit.ts';
import { CliProblem, endFor } from './problem.ts';

/*
 * What verbs that somebody wrote have in common: how they are called, and how they end.
 */

/**
 * Does what a verb does, and says in words what whoever called can put right; a defect is thrown on.
 * @param verb "packet" @returns the exit code
 */
export async function ended(verb: string, io: CliIo, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    const end = endFor(error);
    if (!end) throw error;
    io.err.write(`${end.lines.map((line) => `primum ${verb}: ${printable(line)}`).join('\n')}\n`);
    return end.exit;
  }
}

/** What a verb was called with. @throws CliProblem that says where it stands how the verb is used */
export function calledWith<Config extends ParseArgsConfig>(
  verb: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0]! : String(error);
    throw new CliProblem(`${why}. See "primum ${verb} --help".`);
  }
}
