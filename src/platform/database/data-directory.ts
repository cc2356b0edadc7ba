import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, DatabaseProblem } from './problem.ts';

/** True for the user that PostgreSQL refuses to run as. */
export const isRoot = process.getuid?.() === 0;

/** Where data is kept: `option` (`--data DIR`) if given, else the place that the system has for it. */
export function dataDirectory(option: string | undefined, env: NodeJS.ProcessEnv): string {
  if (option !== undefined) return resolve(option);
  if (isRoot) return '/var/lib/primum';
  const home = env['HOME'] || homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'primum');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'primum');
}

/** Makes the directory if need be and gives its real path. Under root the server's own user must be able to enter it. */
export function makeDataDirectory(path: string): string {
  try {
    const first = mkdirSync(path, { recursive: true, mode: isRoot ? 0o755 : 0o700 });
    // Whatever the umask: what was made here, and nothing that was there before.
    if (first !== undefined && isRoot) {
      for (let made = path; ; made = dirname(made)) {
        chmodSync(made, 0o711);
        if (made === first) break;
      }
    }
    return realpathSync(path);
  } catch (error) {
    const why =
      codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOTDIR' ? 'it is not a directory' : 'it cannot be made';
    throw new DatabaseProblem(`Primum cannot keep data in ${path}: ${why}. Choose another place with --data DIR.`);
  }
}
