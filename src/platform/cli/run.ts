import type { AnyCommand } from '../commands/command.ts';
import type { CliIo, CliVerb } from '../feature.ts';
import { EXIT, kebab, printable } from './exit.ts';
import type { House } from './house.ts';

/** The verbs that somebody wrote, first come first served: those that are made from commands come after them. */
export interface CommandLine {
  readonly verbs: readonly CliVerb[];
  readonly house: House;
}

/** Runs the command line. Loads what a verb needs and no more. @returns the exit code */
export async function runCli(args: readonly string[], io: CliIo, line: CommandLine): Promise<number> {
  const [name, ...rest] = args;
  try {
    return await called(name, rest, io, line);
  } catch (error) {
    return failed(error, name ?? '', io);
  }
}

async function called(name: string | undefined, rest: string[], io: CliIo, line: CommandLine): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out.write(await help(line));
    return name === undefined ? EXIT.wrong : EXIT.done;
  }
  if (name === '--version' || name === '-v') {
    const { version } = await import('../version.ts');
    io.out.write(`primum ${version}\n`);
    return EXIT.done;
  }
  const verb = line.verbs.find((one) => one.name === name);
  if (verb) return (await verb.load()).run(rest, io);
  const { commands } = await line.house.assemble();
  const command = commands.find((one) => kebab(one.name) === name);
  if (command) return (await import('./generated.ts')).runCommand(command, line.house, rest, io);
  io.err.write(`primum: there is no verb "${printable(name)}". "primum --help" lists what there is.\n`);
  return EXIT.wrong;
}

async function help({ verbs, house }: CommandLine): Promise<string> {
  const { commands } = await house.assemble();
  const taken = new Set(verbs.map((verb) => verb.name));
  const made = commands.filter((command) => !taken.has(kebab(command.name)));
  const named = (list: readonly AnyCommand[]) =>
    listed(list.map(({ name, summary }) => ({ name: kebab(name), summary })));
  return `Primum: clinical safety for digital services, as working software

Usage:  primum VERB ...

${listed(verbs)}

What can be done in the browser can be done here:

${named(made.filter((command) => command.may.operator))}

These need a person, who signs in and does them in the browser:

${named(made.filter((command) => !command.may.operator))}

  primum VERB --help says how a verb is used. primum --version prints the version.
`;
}

function listed(list: readonly { readonly name: string; readonly summary: string }[]): string {
  const width = Math.max(8, ...list.map(({ name }) => name.length));
  return list.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
}

/** A sentence for what somebody can put right; a defect says that it is one. @returns the exit code */
async function failed(error: unknown, verb: string, io: CliIo): Promise<number> {
  const { endFor } = await import('./problem.ts');
  const end = endFor(error);
  if (end) {
    const name = /^[a-z][a-z-]*$/u.test(verb) ? `primum ${verb}` : 'primum';
    for (const line of end.lines) io.err.write(`${name}: ${printable(line)}\n`);
    return end.exit;
  }
  const said = error instanceof Error ? error.message : String(error);
  io.err.write(`primum: something went wrong that should not have. Please report this: ${said}\n`);
  if (io.env['PRIMUM_DEBUG'] && error instanceof Error) io.err.write(`${error.stack}\n`);
  return EXIT.wrong;
}
