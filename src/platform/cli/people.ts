import { v7 as newId } from 'uuid';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { asEmail } from '../accounts/domain.ts';
import { putEmail } from '../accounts/store.ts';
import type { CliIo } from '../feature.ts';
import { sayDateTime } from '../london-time.ts';
import { findFirstStart } from '../sessions/first-start-store.ts';
import { makeLink } from '../sessions/sessions.ts';
import { addPerson, people } from '../sessions/store.ts';
import { withInstallation } from './house.ts';
import { EXIT, printable } from './exit.ts';
import { CliProblem } from './problem.ts';

/** Milliseconds that a link made here can be used: long enough to send it to somebody. */
const LINK_LASTS = 60 * 60 * 1000;

const LINK_HELP = `primum sign-in-link: prints a link that signs somebody in, once, within an hour

Usage:  primum sign-in-link [--person NAME] [options]

  --person NAME   whom it signs in, by name, email address or id; the demo's owner unless told, where there is a demo
  --url URL       where browsers reach Primum: PRIMUM_URL, or http://localhost:3016
  --data DIR      where data is kept

Whoever opens the link is that person. Hand it over as you would a key.
`;

const ADD_HELP = `primum add-person: adds a person, and prints their id

Usage:  primum add-person --name NAME [--email ADDRESS] [--data DIR]

  --email ADDRESS  what they sign in with, once they have set a password
  --data DIR       where data is kept

A person without roles sees nothing: "primum set-member" gives them roles in an organisation.
`;

/** `primum sign-in-link`. @returns the exit code */
export async function runSignInLink(args: string[], io: CliIo): Promise<number> {
  const values = read('sign-in-link', args, { person: { type: 'string' }, url: { type: 'string' } });
  if (values['help']) return said(io, LINK_HELP);
  const base = baseOf(text(values['url']) ?? io.env['PRIMUM_URL'] ?? 'http://localhost:3016');
  const named = text(values['person']) ?? null;
  return withInstallation(io, text(values['data']), async ({ ground: { database, now } }) => {
    const found = await database.platform(async (tx) =>
      people(tx, named ?? (await findFirstStart(tx))?.person ?? null),
    );
    const [person, ...others] = found;
    if (!person)
      throw new CliProblem(
        named === null
          ? 'There is nobody yet. "primum add-person" adds a person.'
          : `There is nobody called "${printable(named)}".`,
        EXIT.refused,
      );
    if (others.length > 0)
      throw new CliProblem(
        `Say whom it is for, with --person and a name or an id:\n${found.map((one) => `  ${one.id}  ${printable(one.name)}`).join('\n')}`,
      );
    const { token, until } = await makeLink({ database, now }, person.id, LINK_LASTS);
    io.out.write(`${base}/sign-in/${token}\n`);
    io.err.write(`It signs in ${printable(person.name)}, once, until ${sayDateTime(until)}.\n`);
    return EXIT.done;
  });
}

/** `primum add-person`. @returns the exit code */
export async function runAddPerson(args: string[], io: CliIo): Promise<number> {
  const values = read('add-person', args, { name: { type: 'string' }, email: { type: 'string' } });
  if (values['help']) return said(io, ADD_HELP);
  const name = text(values['name'])?.trim() ?? '';
  if (name === '' || [...name].length > 200 || /\p{Cc}/u.test(name))
    throw new CliProblem('Give the name of the person: --name "A. Clinician". At most 200 characters, in one line.');
  const given = text(values['email']);
  const email = given === undefined ? null : asEmail(given);
  if (given !== undefined && email === null)
    throw new CliProblem(`"${printable(given)}" is not an email address. It looks like name@example.org.`);
  return withInstallation(io, text(values['data']), async ({ ground: { database, now } }) => {
    const id = newId();
    await database.platform(async (tx) => {
      await addPerson(tx, { id, name }, now());
      if (email !== null && !(await putEmail(tx, id, email)))
        throw new CliProblem('Another person has this email address. Nobody was added.', EXIT.refused);
    });
    io.out.write(`${id}\n`);
    return EXIT.done;
  });
}

/** Options of a verb, with those that each has. @throws CliProblem */
export function read(
  verb: string,
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
): Readonly<Record<string, unknown>> {
  try {
    const common = { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args, options: { ...options, ...common } }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0]! : String(error);
    throw new CliProblem(`${why.replace(/\.$/u, '')}. "primum ${verb} --help" says how it is used.`);
  }
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function said(io: CliIo, help: string): number {
  io.out.write(help);
  return EXIT.done;
}

function baseOf(given: string): string {
  if (URL.canParse(given) && /^https?:$/u.test(new URL(given).protocol)) return new URL(given).origin;
  throw new CliProblem(`"${given}" is not an address. It looks like https://primum.example.org`);
}
