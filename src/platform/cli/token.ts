import type { CliIo } from '../feature.ts';
import { sayDateTime } from '../london-time.ts';
import { revokeToken, tokensOf } from '../sessions/token-store.ts';
import { makeToken, MOST_DAYS } from '../sessions/tokens.ts';
import { withInstallation, type House } from './house.ts';
import { read, said, text } from './people.ts';
import { EXIT, printable } from './exit.ts';
import { CliProblem } from './problem.ts';

const HELP = `primum token: makes a token with which a program uses the API

Usage:  primum token --label LABEL [--days N] [options]
        primum token --list
        primum token --revoke ID

  --label LABEL         what it is for: "Nightly import"
  --days N              how long it works: 90 days at most, and unless told
  --list                lists the tokens of the organisation
  --revoke ID           ends one
  --organisation NAME   where there are several
  --data DIR            where data is kept

It is shown this once. It never signs, judges, nominates or erases. Give it to a program as
PRIMUM_TOKEN, with PRIMUM_URL, and this command line uses it as well.
`;

/** `primum token`. @returns the exit code */
export async function run(args: string[], io: CliIo, house: House): Promise<number> {
  const values = read('token', args, {
    label: { type: 'string' },
    days: { type: 'string' },
    list: { type: 'boolean' },
    revoke: { type: 'string' },
    organisation: { type: 'string' },
  });
  if (values['help']) return said(io, HELP);
  const days = Number(values['days'] ?? MOST_DAYS);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new CliProblem(`--days takes a number from 1 to ${MOST_DAYS}.`);
  const label = text(values['label'])?.trim() ?? '';
  const revoke = text(values['revoke']);
  const asks = values['list'] === true || revoke !== undefined;
  if (!asks && (label === '' || label.length > 100 || /\p{Cc}/u.test(label)))
    throw new CliProblem('Say what the token is for: --label "Nightly import". At most 100 characters.');

  return withInstallation(io, text(values['data']), async (installation) => {
    const organisation = await house.organisation(installation, text(values['organisation']));
    const { database, now } = installation.ground;
    if (values['list'] === true) {
      for (const one of await database.platform((tx) => tokensOf(tx, organisation))) {
        const state = one.revokedAt ? 'ended' : one.expiresAt <= now() ? 'over' : `until ${sayDateTime(one.expiresAt)}`;
        const used = one.lastUsedAt ? `last used ${sayDateTime(one.lastUsedAt)}` : 'never used';
        io.out.write(`${one.id}  ${printable(one.label)}  ${state}  ${used}\n`);
      }
      return EXIT.done;
    }
    if (revoke !== undefined) {
      if (await database.platform((tx) => revokeToken(tx, organisation, revoke, now()))) return EXIT.done;
      throw new CliProblem(`There is no token "${printable(revoke)}" that still works.`, EXIT.refused);
    }
    const { token, until } = await makeToken(
      { database, now },
      {
        label,
        organisation,
        days,
        person: null,
        service: null,
        scopes: ['read', 'import'],
      },
    );
    io.out.write(`${token}\n`);
    io.err.write(`Keep it as you would a password: it is not shown again. It works until ${sayDateTime(until)}.\n`);
    return EXIT.done;
  });
}
