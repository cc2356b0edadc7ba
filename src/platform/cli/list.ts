import type { CliIo } from '../feature.ts';
import { runQuery } from './generated.ts';
import type { House } from './house.ts';
import { kebab } from './exit.ts';
import { CliProblem } from './problem.ts';

/** `primum list WHAT`: every query, by its name. @returns the exit code */
export async function run(args: string[], io: CliIo, house: House): Promise<number> {
  const [name, ...rest] = args;
  const { queries } = await house.assemble();
  if (name === undefined || name === '--help' || name === '-h') {
    const width = Math.max(...queries.map((query) => kebab(query.name).length));
    io.out.write(`primum list: what is kept here, as tables or as JSON

Usage:  primum list WHAT [options]

${queries.map((query) => `  ${kebab(query.name).padEnd(width)}  ${query.summary}`).join('\n')}

  primum list WHAT --help says what it takes.
`);
    return name === undefined ? 2 : 0;
  }
  const query = queries.find((one) => kebab(one.name) === name || one.name === name);
  if (!query)
    throw new CliProblem(
      `There is nothing called "${name}" to list. There is: ${queries.map((one) => kebab(one.name)).join(', ')}.`,
    );
  return runQuery(query, house, rest, io);
}
