import { EXIT, printable } from '../../platform/cli/exit.ts';
import { withInstallation } from '../../platform/cli/house.ts';
import { read, said, text } from '../../platform/cli/people.ts';
import { CliProblem } from '../../platform/cli/problem.ts';
import { anyCommand, anyQuery } from '../../platform/commands/command.ts';
import { ask, execute } from '../../platform/commands/execute.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import type { CliIo } from '../../platform/feature.ts';
import type { Installation } from '../../platform/installation.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { newSecret } from '../../platform/sessions/sessions.ts';
import { people } from '../../platform/sessions/store.ts';
import { digestOfToken, tokenOf } from '../../platform/sessions/tokens.ts';
import { chooseOrganisation } from '../organisations/index.ts';
import { listTokens, makeToken, revokeToken } from './commands.ts';
import { MOST_DAYS, USUAL_DAYS } from './domain.ts';

const HELP = `primum token: makes a token with which a program uses the API

Usage:  primum token --person NAME --label LABEL [--scope SCOPES] [options]
        primum token --list
        primum token --revoke ID

  --person NAME         whose it is, by name or id: it never may what this person may not
  --label LABEL         what it is for: "Nightly import"
  --scope SCOPES        what it may do: read (unless told), import, pipeline; several with commas
  --service REF         the only service that it is for; without it, all in which the person holds a role
  --days N              how long it works: ${MOST_DAYS} days at most, ${USUAL_DAYS} unless told
  --list                lists the tokens of the organisation
  --revoke ID           ends one
  --organisation NAME   where there are several
  --data DIR            where data is kept

It is shown this once. It never signs, judges, nominates or erases, and it stops when its owner leaves.
Give it to a program as PRIMUM_TOKEN, with PRIMUM_URL, and this command line uses it as well.
`;

const STATES = {
  idle: 'does nothing now: its owner holds no role there',
  ended: 'ended',
  over: 'over',
} as const;
const OPERATOR = { kind: 'operator' } as const;

/** `primum token`. @returns the exit code */
export async function run(args: string[], io: CliIo): Promise<number> {
  const values = read('token', args, {
    person: { type: 'string' },
    label: { type: 'string' },
    scope: { type: 'string', multiple: true },
    service: { type: 'string' },
    days: { type: 'string' },
    list: { type: 'boolean' },
    revoke: { type: 'string' },
    organisation: { type: 'string' },
  });
  if (values['help']) return said(io, HELP);
  const named = text(values['person']);
  const revoke = text(values['revoke']);
  const makes = values['list'] !== true && revoke === undefined;
  if (makes && named === undefined)
    throw new CliProblem('Say whose token it is, with --person: it never may what this person may not.');
  if (makes && text(values['label']) === undefined)
    throw new CliProblem('Say what the token is for: --label "Nightly import".');

  return withInstallation(io, text(values['data']), async (installation) => {
    const organisation = await chooseOrganisation(installation, text(values['organisation']));
    const request = { actor: OPERATOR, organisation };
    const { ground } = installation;
    if (values['list'] === true) {
      const { tokens } = (await ask(ground, anyQuery(listTokens), {}, request)) as Awaited<
        ReturnType<typeof listTokens.run>
      >;
      for (const one of tokens) {
        const state = one.state === 'works' ? `until ${sayDateTime(new Date(one.expiresAt))}` : STATES[one.state];
        const used = one.lastUsedAt ? `last used ${sayDateTime(new Date(one.lastUsedAt))}` : 'never used';
        const may = `${one.scopes.join(', ')}${one.service === null ? '' : ` in ${one.service}`}`;
        io.out.write(`${one.id}  ${printable(`${one.label}  ${one.owner ?? 'nobody'}`)}  ${may}  ${state}  ${used}\n`);
      }
      return EXIT.done;
    }
    if (revoke !== undefined) {
      await asOptions(() => execute(ground, anyCommand(revokeToken), { token: revoke }, request));
      return EXIT.done;
    }
    const token = tokenOf(newSecret());
    const input = {
      label: values['label'],
      scopes: scopesIn(values['scope']),
      service: text(values['service']) ?? null,
      days: Number(values['days'] ?? USUAL_DAYS),
      digest: digestOfToken(token),
      person: await personFor(installation, named!),
    };
    const { result } = await asOptions(() => execute(ground, anyCommand(makeToken), input, request));
    io.out.write(`${token}\n`);
    const until = sayDateTime(new Date(result['until'] as string));
    io.err.write(`Keep it as you would a password: it is not shown again. It works until ${until}.\n`);
    return EXIT.done;
  });
}

/** What is wrong is said at the options, which are not called as the fields are. */
async function asOptions<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputProblem)) throw error;
    const options: Readonly<Record<string, string>> = { token: 'revoke', scopes: 'scope' };
    throw new InputProblem(
      error.problems.map(({ field, message }) => {
        const [name = ''] = field.split('.');
        return { field: options[name] ?? name, message };
      }),
    );
  }
}

function scopesIn(given: unknown): string[] {
  const words = Array.isArray(given) ? given.map(String) : ['read'];
  return words.flatMap((word) => word.split(',')).map((word) => word.trim());
}

async function personFor({ ground: { database } }: Installation, named: string): Promise<string> {
  const found = await database.platform((tx) => people(tx, named));
  const [person, ...others] = found;
  if (!person) throw new CliProblem(`There is nobody called "${printable(named)}".`, EXIT.refused);
  if (others.length === 0) return person.id;
  const list = found.map((one) => `  ${one.id}  ${printable(one.name)}`).join('\n');
  throw new CliProblem(`Several people are called so. Say whom you mean, with --person and an id:\n${list}`);
}
