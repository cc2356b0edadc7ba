import { accessSync, constants, statfsSync, statSync, type Stats } from 'node:fs';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { mailServerFrom, smtpServer } from '../mail/server.ts';
import { providersFrom, secretFilesOf } from '../providers/settings.ts';
import { urlFrom } from '../running/url.ts';
import { fine, note, wrong, type Finding } from './check.ts';

/*
 * What can be seen without the database: this program, its files, its surroundings. Nothing is made or changed.
 */

const MB = 1_000_000;
const GB = 1_000 * MB;
/** Oldest Node that Primum runs on. */
const NODE = 24;

export function nodeVersion(running = process.versions.node): Finding {
  if (Number.parseInt(running, 10) >= NODE) return fine(`Node.js ${running}.`);
  return wrong(`Node.js ${running} is too old. Start Primum with npm start or bin/primum, which bring their own.`);
}

/** Files of an installation. @param embedded whether the database is in the data directory */
export function files(directory: string, embedded: boolean, env: NodeJS.ProcessEnv): Finding[] {
  const there = stat(directory);
  if (!there) {
    return embedded
      ? [
          wrong(
            `There is no installation in ${directory}. Start it with npm start, or say where it is with --data DIR.`,
          ),
        ]
      : [note(`There is no data directory ${directory} yet. It is made when it is needed.`), ...space(directory)];
  }
  if (!there.isDirectory()) return [wrong(`${directory} is not a directory. Say where the data is with --data DIR.`)];
  if (!may(directory, constants.R_OK | constants.W_OK | constants.X_OK))
    return [wrong(`The data directory ${directory} is not yours. Run Primum as the user who started it first.`)];
  return [
    fine(`The data directory is ${directory}.`),
    ...(embedded ? cluster(directory) : []),
    ...signingKey(directory, env),
    ...sealingKeyOf(directory, env),
    ...space(directory),
  ];
}

function cluster(directory: string): Finding[] {
  const password = join(directory, 'postgres', 'primum-password');
  const found = stat(password);
  const log = join(directory, 'postgres.log');
  const size = stat(log)?.size ?? 0;
  return [
    ...(found
      ? [secret('The password of the database', password, found)]
      : [wrong(`There is no database in ${directory}. Start Primum with npm start, or restore a backup there.`)]),
    size < 50 * MB
      ? fine('The log of the database is small.')
      : wrong(
          `The log of the database, ${log}, has ${Math.round(size / MB)} MB. Read its end: it says what is wrong. Then stop Primum and take the file away.`,
        ),
  ];
}

function signingKey(directory: string, env: NodeJS.ProcessEnv): Finding[] {
  const path = env['PRIMUM_SIGNING_KEY'] ?? join(directory, 'checkpoint-key.pem');
  const found = stat(path);
  if (found) return [secret('The key that signs checkpoints', path, found)];
  if (env['PRIMUM_SIGNING_KEY'] === undefined)
    return [note('There is no key that signs checkpoints yet. It is made with the first checkpoint.')];
  return [wrong(`PRIMUM_SIGNING_KEY names ${path}, and there is no such file. Put the key there.`)];
}

/** The key of what is sealed: without it, nobody reads again what was disclosed. */
function sealingKeyOf(directory: string, env: NodeJS.ProcessEnv): Finding[] {
  if (env['PRIMUM_SEALING_KEY'] !== undefined)
    return [fine('The key that seals what was disclosed is in the environment.')];
  const named = env['PRIMUM_SEALING_KEY_FILE'];
  const path = named ?? join(directory, 'sealing-key');
  const found = stat(path);
  if (found)
    return [
      secret('The key that seals what was disclosed', path, found),
      ...(named === undefined
        ? [note(`No backup holds ${path}. Keep a copy somewhere else: without it, nothing that is sealed opens again.`)]
        : []),
    ];
  if (named === undefined)
    return [note('There is no key that seals what was disclosed yet. It is made when something is sealed first.')];
  return [wrong(`PRIMUM_SEALING_KEY_FILE names ${path}, and there is no such file. Put the key there.`)];
}

function secret(what: string, path: string, { mode }: Stats): Finding {
  if ((mode & 0o077) !== 0) return wrong(`${what} can be read by others. Close it: chmod 600 ${path}`);
  if (!may(path, constants.R_OK))
    return wrong(`${what}, ${path}, may not be read by you. Run Primum as the user who started it first.`);
  return fine(`${what} is closed to others.`);
}

function space(directory: string): Finding[] {
  let place = directory;
  while (!stat(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const said = free < GB ? `${Math.round(free / MB)} MB` : `${Math.round(free / GB)} GB`;
  if (free >= GB) return [fine(`The disk has ${said} free.`)];
  return [wrong(`The disk of ${place} has only ${said} free. Make room: a full disk stops everything.`)];
}

/** Whether mail is set up, and its server answers. Sends nothing. */
export async function mail(env: NodeJS.ProcessEnv): Promise<Finding> {
  try {
    const options = mailServerFrom(env);
    if (!options)
      return note('No mail server is set up (SMTP_URL): mail is kept, and shown to administrators at /mailbox.');
    const code = await smtpServer(options).check();
    if (code === null) return fine('The mail server answers, and knows us.');
    return wrong(`The mail server of SMTP_URL does not take us (${code}). Look at its address, user and password.`);
  } catch (error) {
    return wrong(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Whether the settings of identity providers can be read. Nothing is asked of the providers. */
export function providers(env: NodeJS.ProcessEnv): Finding[] {
  try {
    const names = providersFrom(env).map(({ name }) => name);
    if (names.length === 0)
      return [
        note('No identity provider is set up (PRIMUM_PROVIDERS): people sign in with passkeys, passwords and links.'),
      ];
    return [
      fine(`The settings of identity providers are in order: ${names.join(', ')}. Nothing was asked of them.`),
      ...secretFilesOf(env).flatMap((path) => {
        const found = stat(path);
        return found ? [secret('A secret of an identity provider', path, found)] : [];
      }),
    ];
  } catch (error) {
    return [wrong(error instanceof Error ? error.message : String(error))];
  }
}

/** The address that invitations, passkeys and identity providers lead to. */
export function address(env: NodeJS.ProcessEnv): Finding {
  try {
    const url = urlFrom(env['PRIMUM_URL']);
    if (url === null) {
      const led = [
        env['SMTP_URL']?.trim() && 'links in mail (invitations among them)',
        env['PRIMUM_PROVIDERS']?.trim() && 'identity providers',
      ].filter(Boolean);
      return led.length === 0
        ? note('PRIMUM_URL is not set: Primum is for browsers on this computer.')
        : wrong(
            `PRIMUM_URL is not set, and so ${led.join(' and ')} lead to this computer only. Set it to the address at which browsers reach Primum.`,
          );
    }
    const { protocol, hostname } = new URL(url);
    if (protocol === 'https:' || hostname === 'localhost') return fine(`Browsers reach Primum at ${url}.`);
    return wrong(
      `PRIMUM_URL begins with http: browsers make passkeys over https only, and whatever is sent can be read on the way. Put a server in front that speaks https, and name its address.`,
    );
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** Who answers at the port that Primum listens on. */
export async function portInUse(port: number): Promise<Finding> {
  if (!(await answers(port))) return note(`Nothing listens on port ${port}: Primum is not running there.`);
  const live = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) })
    .then(async (response) => (await response.json()) as { ready?: unknown; because?: unknown })
    .catch(() => null);
  if (live?.ready === true) return fine(`Primum runs on port ${port}, and is ready.`);
  if (live?.ready === false)
    return wrong(
      `Primum runs on port ${port} and is not ready: ${String(live.because)} Wait a moment; then read its log.`,
    );
  return wrong(`Port ${port} is taken by another program. Choose another one: npm start -- --port ${port + 1}`);
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 2_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

function stat(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
