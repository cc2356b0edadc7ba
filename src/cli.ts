import { features } from './features.ts';
import type { House } from './platform/cli/house.ts';
import { runCli } from './platform/cli/run.ts';
import { platformVerbs } from './platform/cli/verbs.ts';
import type { CliIo } from './platform/feature.ts';

const house: House = {
  assemble: async () => (await import('./platform/installation.ts')).assemble(features),
  migrations: async () => (await import('./platform/installation.ts')).migrationsOf(features),
  organisation: async (installation, name) =>
    (await import('./features/organisations/index.ts')).chooseOrganisation(installation, name),
};

/** Opens the installation, and does the first start where nothing is there yet. */
const open: CliIo['open'] = async ({ data }) => {
  const [{ openInstallation }, { firstStart }] = await Promise.all([
    import('./platform/installation.ts'),
    import('./first-start.ts'),
  ]);
  const installation = await openInstallation(features, { data, env: process.env, now: () => new Date() });
  try {
    await firstStart(installation, { demo: true });
    return installation;
  } catch (error) {
    await installation.close();
    throw error;
  }
};

// A reader that has seen enough (head, less) closes the pipe: that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(
  process.argv.slice(2),
  { out: process.stdout, err: process.stderr, env: process.env, open },
  // A feature's own verb wins over one of the platform.
  { house, verbs: [...features.flatMap((feature) => feature.verbs ?? []), ...platformVerbs(house)] },
);
