/** Something about the database that a person can put right: its message is the sentence to show. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

const UNREACHABLE: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'nothing answers there',
  ENOENT: 'nothing answers there',
  EHOSTUNREACH: 'it cannot be reached from here',
  ENETUNREACH: 'it cannot be reached from here',
  ETIMEDOUT: 'it did not answer in time',
  EACCES: 'this user may not connect to it',
};

/**
 * What to tell a person when a connection to `where` failed. `where` names the server without the password; nothing that
 * the server or the driver says is passed on where it could hold it.
 */
export function connectionProblem(error: unknown, where: string): DatabaseProblem {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  const why =
    UNREACHABLE[code] ??
    (code === '28P01' || code === '28000' || /password must be a string/u.test(message)
      ? 'it does not accept this user and password'
      : code === '3D000'
        ? 'there is no such database on it'
        : code === '53300'
          ? 'it has no connection free'
          : code === '57P03'
            ? 'it is starting or stopping; try again in a moment'
            : /does not support SSL/u.test(message)
              ? 'it does not offer the encryption that was asked for'
              : /certificate/iu.test(message)
                ? 'its certificate is not one that this computer trusts'
                : /timeout|timed out/iu.test(message)
                  ? 'it did not answer in time'
                  : `it refused the connection${code === '' ? '' : ` (${code})`}`);
  return new DatabaseProblem(`Primum could not use the database ${where}: ${why}.`);
}

/** The code of an error of Node's or of PostgreSQL's; empty if it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
