import { features } from './features.ts';
import type { CliIo, CliVerb } from './platform/feature.ts';

const verbs: readonly CliVerb[] = features.flatMap((feature) => feature.verbs ?? []);

function help(): string {
  const width = Math.max(...verbs.map((verb) => verb.name.length), 8);
  return `Primum: clinical safety for digital services, as working software

Usage:  primum VERB ...

${verbs.map((verb) => `  ${verb.name.padEnd(width)}  ${verb.summary}`).join('\n')}

  primum VERB --help says how a verb is used. primum --version prints the version.
`;
}

/** Runs the command line. @returns the exit code */
async function main(args: string[], io: CliIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out.write(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    const { version } = await import('./platform/version.ts');
    io.out.write(`primum ${version}\n`);
    return 0;
  }
  const verb = verbs.find((one) => one.name === name);
  if (!verb) {
    io.err.write(`primum: there is no verb "${name}". "primum --help" lists what there is.\n`);
    return 2;
  }
  const { run } = await verb.load();
  return run(rest, io);
}

// A reader that has seen enough (head, less) closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
}).catch((error: unknown) => {
  process.stderr.write(
    `primum: something went wrong that should not have. Please report this: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (process.env['PRIMUM_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 2;
});
