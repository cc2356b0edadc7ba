import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { features } from './features.ts';
import { firstLink, firstStart } from './first-start.ts';
import { DatabaseProblem } from './platform/database/problem.ts';
import { prepareAssets } from './platform/http/assets.ts';
import { openInstallation, type Installation } from './platform/installation.ts';
import type { Feature, JobGround } from './platform/feature.ts';
import { signingKey } from './platform/ledger/checkpoint.ts';
import type { Job } from './platform/jobs/job.ts';
import { cleaning } from './platform/jobs/cleaning.ts';
import { Jobs } from './platform/jobs/jobs.ts';
import { delivery } from './platform/mail/delivery.ts';
import { createMail } from './platform/mail/send.ts';
import { mailServerFrom, smtpServer, type MailServerOptions } from './platform/mail/server.ts';
import { providersFrom, type ProviderSettings } from './platform/providers/settings.ts';
import { levelFrom, makeLog, type Level } from './platform/running/log.ts';
import { Metrics } from './platform/running/metrics.ts';
import { urlFrom } from './platform/running/url.ts';
import { version } from './platform/version.ts';

const HELP = `npm start -- [--port N] [--host ADDRESS] [--data DIR] [--no-demo]

  --port N        where to listen; 3016 unless told
  --host ADDRESS  on which address; 127.0.0.1 unless told, so that only this computer reaches it
  --data DIR      where data is kept
  --no-demo       on the very first start: begin empty, without the demo

  PRIMUM_URL      where browsers reach it, such as https://primum.example.org; http://localhost:N unless told
  PRIMUM_RATE     requests that one address may send in a minute; 600 unless told
  PRIMUM_PROXY    addresses of proxies in front, such as 10.0.0.5,10.1.0.0/16: what they say of who sent a request is believed
  DATABASE_URL    a PostgreSQL of your own, in place of the one that comes with Primum
  LOG_LEVEL       what is logged: trace, debug, info (unless told), warn, error, fatal or silent
  SMTP_URL        a mail server, such as smtp://user:password@host:587; without one, mail is shown at /mailbox
  PRIMUM_PROVIDERS  a JSON file with the identity providers that people may sign in with; docs/running.md
  MAIL_FROM       the address that mail comes from, such as primum@example.org
  PRIMUM_METRICS  "open" lets anybody read /metrics; unless told, only programs on this computer
`;

interface Options {
  readonly port: number;
  readonly host: string;
  readonly data: string | undefined;
  readonly demo: boolean;
  readonly help: boolean;
  readonly url: string | null;
  readonly rate: number;
  readonly proxies: readonly string[];
  readonly level: Level;
  readonly openMetrics: boolean;
  readonly mailServer: MailServerOptions | null;
  readonly providers: readonly ProviderSettings[];
}

function options(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        'no-demo': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = Number(values.port ?? process.env['PORT'] ?? 3016);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
    const rate = Number(process.env['PRIMUM_RATE'] ?? 600);
    if (!Number.isInteger(rate) || rate < 1) throw new Error('PRIMUM_RATE takes a whole number from 1.');
    return {
      port,
      host: values.host ?? '127.0.0.1',
      data: values.data,
      demo: values['no-demo'] !== true,
      help: values.help === true,
      url: urlFrom(process.env['PRIMUM_URL']),
      rate,
      proxies: proxiesFrom(process.env['PRIMUM_PROXY']),
      level: levelFrom(process.env['LOG_LEVEL']),
      openMetrics: process.env['PRIMUM_METRICS'] === 'open',
      mailServer: mailServerFrom(process.env),
      providers: providersFrom(process.env),
    };
  } catch (error) {
    process.stderr.write(`primum: ${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return null;
  }
}

/** Addresses, or ranges of them, with commas between. Without them everybody behind a proxy has one address, and shares its limits. */
function proxiesFrom(given: string | undefined): readonly string[] {
  const all = (given ?? '').split(',').map((one) => one.trim());
  const proxies = all.filter((one) => one !== '');
  for (const proxy of proxies) {
    const [address = '', bits, ...more] = proxy.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    if (
      isIP(address) === 0 ||
      more.length > 0 ||
      (bits !== undefined && !(/^\d{1,3}$/u.test(bits) && Number(bits) <= most))
    )
      throw new Error('PRIMUM_PROXY takes addresses such as 10.0.0.5 or 10.1.0.0/16, with commas between.');
  }
  return proxies;
}

/** Starts it all, as much as possible at once, and says where it is. */
async function start({
  port: wanted,
  host,
  data,
  demo,
  url,
  rate,
  proxies,
  level,
  openMetrics,
  mailServer,
  providers,
}: Options): Promise<void> {
  // Mails and identity providers are told the address before anything listens there.
  const port = wanted === 0 ? await freePort(host) : wanted;
  const opening = openInstallation(features, { data, env: process.env, now: () => new Date() });
  // Read while the database starts, which takes longest.
  const reading = import('./app.ts');
  const assets = prepareAssets();
  for (const begun of [reading, assets, ...features.map((feature) => feature.routes?.())])
    begun?.catch(() => undefined);
  const installation = await opening;
  let app: FastifyInstance | null = null;
  let jobs: Jobs | null = null;
  const stopping = stopOnSignal(installation, () => ({ app, jobs }));
  try {
    let ready = false;
    const { ground, commands, queries } = installation;
    const log = makeLog({ level, out: process.stdout });
    const metrics = new Metrics({ version, pools: () => ground.database.pools });
    const { database, now } = ground;
    const given = { database, now, sealing: ground.sealing, url: url ?? `http://localhost:${port}` };
    const featureJobs = await jobsOf(features, { ground, mail: () => mail });
    jobs = new Jobs({
      jobs: [
        cleaning(ground),
        ...featureJobs,
        ...(mailServer ? [delivery({ ...given, server: smtpServer(mailServer) })] : []),
      ],
      app: installation.app,
      owner: installation.owner,
      log,
      metrics,
    });
    const begin = jobs.send.bind(jobs);
    const mail = createMail({ now, sealing: ground.sealing, begin: mailServer ? begin : null });
    const signer = () => signingKey(installation.dataDirectory, process.env);
    const { createApp } = await reading;
    app = await createApp(
      {
        now: ground.now,
        version,
        ground,
        commands,
        queries,
        url: given.url,
        ready: () => ready,
      },
      { log, metrics, mail, openMetrics, providers, rate, proxies, assets, signer },
    );
    await app.listen({ port, host });
    const own = `http://localhost:${port}`;
    await firstStart(installation, { demo });
    ready = true;
    const link = await firstLink(installation);
    const way = link === null ? '' : `Sign in as the demo's owner, once: ${url ?? own}/sign-in/${link}\n`;
    // Whoever waits for the last line has read all of them.
    process.stdout.write(`\nPrimum ${version} is ready at ${url ?? own}\n${way}Stop it with Ctrl-C.\n\n`);
    // Nobody waits for these, and they take a while to load.
    void metrics.load();
    void jobs.start();
  } catch (error) {
    // What was under way when it was told to stop found its database gone: that is no failure of the start.
    if (stopping()) return;
    await jobs?.stop();
    await app?.close();
    await installation.close();
    throw error;
  }
}

/** A port on which nobody listens. */
async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || address === null) throw new Error('No port is free to listen on.');
  return address.port;
}

/** What the features do later, or from time to time. */
async function jobsOf(all: readonly Feature[], given: Omit<JobGround, 'onDesk'>): Promise<readonly Job[]> {
  const onDesk = await Promise.all(all.flatMap((feature) => feature.onDesk?.() ?? []));
  const jobs = await Promise.all(all.flatMap((feature) => feature.jobs?.({ ...given, onDesk }) ?? []));
  return jobs.flat();
}

interface Running {
  readonly app: FastifyInstance | null;
  readonly jobs: Jobs | null;
}

/**
 * Requests under way get their answer; a browser that keeps its connection open is not waited for.
 * @returns whether it was told to stop
 */
function stopOnSignal(installation: Installation, running: () => Running): () => boolean {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop(installation, running()).then(() => process.exit(0));
      // The embedded server is told to stop as well, when its last user is gone.
      setTimeout(() => process.exit(0), 10_000).unref();
    });
  }
  return () => stopping;
}

async function stop(installation: Installation, { app, jobs }: Running): Promise<void> {
  const closed = Promise.all([app?.close(), jobs?.stop()]);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 4_000).unref())]).catch(() => undefined);
  await installation.close().catch(() => undefined);
}

function sentenceFor(error: unknown, port: number): string {
  if (error instanceof DatabaseProblem) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    return `port ${port} is taken. Is Primum running already? Otherwise choose another: npm start -- --port ${port + 1}`;
  if (code === 'EACCES') return `port ${port} may not be used by you. Choose one above 1024: npm start -- --port 3016`;
  return error instanceof Error ? error.message : String(error);
}

const chosen = options();
if (chosen === null || chosen.help) {
  if (chosen) process.stdout.write(HELP);
  process.exit(chosen ? 0 : 2);
}
try {
  await start(chosen);
} catch (error) {
  process.stderr.write(`primum: ${sentenceFor(error, chosen.port)}\n`);
  if (process.env['PRIMUM_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
