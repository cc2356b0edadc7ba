import type { CliIo } from '../../platform/feature.ts';

/** `primum packet`: what goes out, and of the receiver `take-in` and `answer-file`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  const [verb, ...rest] = args;
  const asksForHelp = rest.some((word) => word === '--help' || word === '-h');
  if (asksForHelp) return (await import('./packets/cli.ts')).run(['--help'], io);
  if (verb === 'take-in') return (await import('./received/cli.ts')).runTakeIn(rest, io);
  if (verb === 'answer-file') return (await import('./received/cli.ts')).runAnswerFile(rest, io);
  return (await import('./packets/cli.ts')).run(args, io);
}
