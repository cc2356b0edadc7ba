import type { AnyCommand, AnyQuery } from '../commands/command.ts';
import { parse } from '../commands/execute.ts';
import type { CliIo } from '../feature.ts';
import { backendFor } from './backends.ts';
import type { House } from './house.ts';
import { optionsText, readOptions } from './options.ts';
import { EXIT, kebab } from './exit.ts';
import { CliProblem, NEEDS_A_PERSON } from './problem.ts';
import { textOfAnswer } from './text.ts';

/*
 * Verbs that come from the commands and queries themselves: what can be done in the browser can be done here, as far as it
 * needs no person.
 */

export function verbOf(command: Pick<AnyCommand, 'name'>): string {
  return kebab(command.name);
}

/** Carries a command out. @returns the exit code */
export async function runCommand(
  command: AnyCommand,
  house: House,
  args: readonly string[],
  io: CliIo,
): Promise<number> {
  const verb = verbOf(command);
  if (wantsHelp(args)) return help(io, verb, command);
  // First of all: nobody should be asked for ten things, and then be told that it cannot be done here.
  if (!command.may.operator) throw new CliProblem(NEEDS_A_PERSON, EXIT.refused);
  const { input, format, ...common } = readOptions(verb, command.input, args);
  parse(command.input, input);
  const { seq, result } = await backendFor(io, house, common).do(command, input);
  if (format === 'json') io.out.write(`${JSON.stringify({ seq, result }, null, 2)}\n`);
  else io.out.write(`Done: entry ${seq} of the ledger.\n${textOfAnswer(result).trimEnd()}`.trimEnd() + '\n');
  return EXIT.done;
}

/** Answers a query: its output as it is, or as tables. @returns the exit code */
export async function runQuery(query: AnyQuery, house: House, args: readonly string[], io: CliIo): Promise<number> {
  const verb = `list ${kebab(query.name)}`;
  if (wantsHelp(args)) return help(io, verb, query);
  const { input, format, ...common } = readOptions(verb, query.input, args);
  parse(query.input, input);
  const output = await backendFor(io, house, common).ask(query, input);
  io.out.write(format === 'json' ? `${JSON.stringify(output, null, 2)}\n` : textOfAnswer(output));
  return EXIT.done;
}

function wantsHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function help(io: CliIo, verb: string, one: Pick<AnyCommand, 'summary' | 'may' | 'input'>): number {
  const closed = one.may.operator ? '' : `\n${NEEDS_A_PERSON}\n`;
  io.out.write(`primum ${verb}: ${one.summary}
${closed}
Usage:  primum ${verb} [options]

Options:
${optionsText(one.input)}

Exit code:  0 done;  1 not done;  2 a wrong call;  4 not reachable
`);
  return EXIT.done;
}
