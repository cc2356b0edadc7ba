import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../cli/exit.ts';
import type { House } from '../cli/house.ts';
import { read, said, text } from '../cli/people.ts';
import { CliProblem } from '../cli/problem.ts';
import { dataDirectory } from '../database/data-directory.ts';
import { openDatabase } from '../database/open.ts';
import { DatabaseProblem } from '../database/problem.ts';
import type { CliIo } from '../feature.ts';
import { wrong, type Finding } from './check.ts';
import { inside } from './inside.ts';
import { address, files, mail, nodeVersion, portInUse, providers } from './place.ts';

const HELP = `primum doctor: says what is wrong with this installation, and what to do

Usage:  primum doctor [--port N] [--data DIR]

  --port N     where Primum listens: PORT, or 3016
  --data DIR   where data is kept

It changes nothing. An embedded database that does not run is started for as long as it is looked at.
Give it the same environment as Primum itself: SMTP_URL, PRIMUM_PROVIDERS and the others are looked at as well.

Exit code:  0 nothing is wrong;  1 something is
`;

const MARKS = { fine: 'ok   ', note: 'note ', wrong: 'WRONG' };

/** `primum doctor`. @returns the exit code */
export async function run(args: string[], io: CliIo, house: House): Promise<number> {
  const values = read('doctor', args, { port: { type: 'string' } });
  if (values['help']) return said(io, HELP);
  const port = Number(text(values['port']) ?? io.env['PORT'] ?? 3016);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CliProblem('--port takes a number from 1 to 65535.');
  const findings = await examine({ data: text(values['data']), port, env: io.env, house, now: new Date() });
  for (const { state, text: sentence } of findings) io.out.write(`${MARKS[state]}  ${sentence}\n`);
  const bad = findings.filter(({ state }) => state === 'wrong').length;
  io.out.write(bad === 0 ? '\nNothing is wrong.\n' : `\n${bad === 1 ? 'One thing is' : `${bad} things are`} wrong.\n`);
  return bad === 0 ? EXIT.done : EXIT.refused;
}

export interface Examination {
  readonly data: string | undefined;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly house: Pick<House, 'migrations'>;
  readonly now: Date;
}

/** Looks at everything, whatever of it works. */
export async function examine({ data, port, env, house, now }: Examination): Promise<Finding[]> {
  const given = Boolean(env['DATABASE_URL']?.trim());
  const directory = dataDirectory(data, env);
  const place = files(directory, !given, env);
  // Opening would make what is not there.
  const there = given || existsSync(join(directory, 'postgres', 'PG_VERSION'));
  const [database, mailing, listening] = await Promise.all([
    there ? lookInside({ data, env, house, now }) : [],
    mail(env),
    portInUse(port),
  ]);
  return [nodeVersion(), ...place, ...database, address(env), mailing, ...providers(env), listening];
}

async function lookInside({ data, env, house, now }: Omit<Examination, 'port'>): Promise<Finding[]> {
  try {
    const database = await openDatabase({ data, env });
    try {
      return await inside(database.owner, await house.migrations(), now);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof DatabaseProblem) return [wrong(error.message)];
    throw error;
  }
}
