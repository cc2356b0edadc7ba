import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRoot } from './data-directory.ts';
import { DatabaseProblem } from './problem.ts';

/** A user of the system. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom the server runs as: null for whoever runs Primum. PostgreSQL refuses root, and any user that /etc/passwd does not
 * name; a cluster that is there already keeps its user.
 */
export function serverAccount(cluster: string): Account | null {
  if (!isRoot) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name: name ?? '', uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid >= 0);
  const owner = lstatSync(cluster, { throwIfNoEntry: false })?.uid;
  const account =
    accounts.find(({ uid }) => uid === owner) ??
    accounts.find(({ name }) => name === 'postgres') ??
    accounts.find(({ name }) => name === 'nobody') ??
    accounts.find(({ uid }) => uid === 65_534);
  if (account) return account;
  throw new DatabaseProblem(
    'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as. Add one, run Primum as another user, or name a database in DATABASE_URL.',
  );
}

/**
 * Lets the server's user through the data directory, if that alone is closed to it (as `mktemp -d` makes it): through, not
 * to look around. @throws DatabaseProblem where a directory above it is closed: that is not ours to open
 */
export function checkReach(data: string, account: Account | null): void {
  if (account === null || canEnter(data, account)) return;
  if (canEnter(dirname(data), account)) {
    chmodSync(data, (lstatSync(data).mode & 0o777) | 0o011);
    if (canEnter(data, account)) return;
  }
  let closed = data;
  while (closed !== dirname(closed) && !canEnter(dirname(closed), account)) closed = dirname(closed);
  throw new DatabaseProblem(
    `PostgreSQL does not run as root but as the user "${account.name}", who cannot enter ${closed}. Choose another place with --data DIR, for example /var/lib/primum, or run Primum as another user.`,
  );
}

/** Asks the system itself, as access lists count too. */
function canEnter(folder: string, { uid, gid }: Account): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Gives a file or a whole folder to the server's user. */
export function giveTo(account: Account | null, path: string): void {
  if (account === null) return;
  if (lstatSync(path).isDirectory()) {
    for (const entry of readdirSync(path)) giveTo(account, join(path, entry));
    chownSync(path, account.uid, account.gid);
  } else lchownSync(path, account.uid, account.gid);
}
