import { parseArgs } from 'node:util';
import { createApp } from './app.ts';
import { version } from './platform/version.ts';

const HELP = `npm start -- [--port N] [--host ADDRESS] [--data DIR]

  --port N        where to listen; 3016 unless told
  --host ADDRESS  on which address; 127.0.0.1 unless told, so that only this computer reaches it
  --data DIR      where data will be kept. Nothing is kept yet
`;

interface Options {
  readonly port: number;
  readonly host: string;
  readonly help: boolean;
}

function options(): Options | null {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = Number(values.port ?? process.env['PORT'] ?? 3016);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`);
    return { port, host: values.host ?? '127.0.0.1', help: values.help === true };
  } catch (error) {
    process.stderr.write(`primum: ${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return null;
  }
}

const chosen = options();
if (chosen === null || chosen.help) {
  if (chosen) process.stdout.write(HELP);
  process.exit(chosen ? 0 : 2);
}
const { port, host } = chosen;

const app = await createApp({ now: () => new Date(), version }, { log: true });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    // Requests under way get their answer; a browser that keeps its connection open is not waited for.
    void app.close().then(() => process.exit(0));
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}

try {
  await app.listen({ port, host });
  const address = app.server.address();
  const shown = typeof address === 'object' && address ? address.port : port;
  process.stdout.write(`\nPrimum ${version} is ready at http://localhost:${shown}\nStop it with Ctrl-C.\n\n`);
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code;
  const why =
    code === 'EADDRINUSE'
      ? `port ${port} is taken. Is Primum running already? Otherwise choose another: npm start -- --port ${port + 1}`
      : code === 'EACCES'
        ? `port ${port} may not be used by you. Choose one above 1024: npm start -- --port 3016`
        : error instanceof Error
          ? error.message
          : String(error);
  process.stderr.write(`primum: ${why}\n`);
  process.exit(1);
}
