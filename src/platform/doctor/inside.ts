import type pg from 'pg';
import { pending, type Migration } from '../database/migrate.ts';
import { connectionProblem, DatabaseProblem } from '../database/problem.ts';
import type { State } from '../database/store.ts';
import { sayDate } from '../london-time.ts';
import { version } from '../version.ts';
import { fine, note, wrong, type Finding } from './check.ts';
import { factsOf, tryLogin, type DatabaseFacts } from './store.ts';

/** What the database shows, once it answers. */
export async function inside(owner: pg.ClientConfig, migrations: readonly Migration[], now: Date): Promise<Finding[]> {
  const facts = await factsOf(owner).catch((error: unknown) => connectionProblem(error, `at ${owner.host}`));
  if (facts instanceof DatabaseProblem) return [wrong(`${facts.message} Look at the server's own log.`)];
  return [
    serverOf(facts),
    ...schemaOf(facts.state, migrations),
    ...(await loginOf(owner, facts)),
    clockOf(facts.clock),
    connectionsOf(facts.connections),
    ...safetyOf(facts),
    ...(facts.state === null ? [] : [backupOf(facts.lastBackup, now)]),
  ];
}

function serverOf({ version: server }: DatabaseFacts): Finding {
  const major = Number.parseInt(server, 10);
  if (major < 15) return wrong(`PostgreSQL ${server} is too old. Primum needs 15 or newer.`);
  if (major > 18) return note(`PostgreSQL ${server} is newer than those that Primum is tested with (15 to 18).`);
  return fine(`PostgreSQL ${server} answers.`);
}

function schemaOf(state: State | null, migrations: readonly Migration[]): Finding[] {
  if (state === null) return [note('The database is empty. Start Primum, or restore a backup.')];
  try {
    const steps = pending(migrations, state.applied, version);
    return steps.length === 0
      ? [fine('The database has the schema of this version.')]
      : [note(`${steps.length} changes to the schema wait. They are made at the next start.`)];
  } catch (error) {
    if (error instanceof DatabaseProblem) return [wrong(error.message)];
    throw error;
  }
}

async function loginOf(owner: pg.ClientConfig, { state, tooMuch, open }: DatabaseFacts): Promise<Finding[]> {
  const found = tooMuch.map((one) =>
    wrong(`${one}, which it must not be. Take that right away: it would see every organisation's rows.`),
  );
  for (const table of open)
    found.push(
      wrong(`The table ${table} does not keep organisations apart. Restore a backup, or install Primum again.`),
    );
  if (!state) return found;
  if (!state.ready || !state.login)
    return [...found, wrong('The login of the application lacks rights. Start Primum once: it sees to them.')];
  try {
    await tryLogin(owner, state.login);
    if (found.length === 0)
      found.push(fine('The application comes in with its own login, and may do no more than it needs.'));
  } catch (error) {
    const { message } = connectionProblem(error, 'as the application');
    found.push(wrong(`${message} Start Primum once: it sees to its login.`));
  }
  return found;
}

function clockOf(ahead: number): Finding {
  const seconds = Math.abs(ahead) / 1000;
  if (seconds < 2) return fine('The clocks of this computer and of the database agree.');
  return wrong(
    `The clock of the database is ${Math.round(seconds)} seconds ${ahead > 0 ? 'ahead of' : 'behind'} this computer's. Set both by a time server.`,
  );
}

/** What one process of Primum holds at most: reading, writing, jobs. */
const NEEDED = 18;

function connectionsOf({ most, open }: DatabaseFacts['connections']): Finding {
  const free = most - open;
  if (free >= NEEDED) return fine(`The database has ${free} connections free.`);
  return wrong(
    `The database has ${free} connections free, and one process of Primum uses up to ${NEEDED}. Raise max_connections there, or stop what holds them.`,
  );
}

function safetyOf({ unsafe }: DatabaseFacts): Finding[] {
  return unsafe.map((name) =>
    wrong(`${name} is off in the database: after a power cut, what was saved could be gone. Turn it on.`),
  );
}

function backupOf(last: Date | null, now: Date): Finding {
  if (!last) return note('Primum knows of no backup. "primum backup FILE" makes one.');
  const days = Math.floor((now.getTime() - last.getTime()) / 86_400_000);
  const said = `The last backup that Primum made was on ${sayDate(last)}`;
  return days <= 7 ? fine(`${said}.`) : note(`${said}, ${days} days ago. "primum backup FILE" makes one.`);
}
