import type { Migration } from '../database/migrate.ts';
import type { CliIo } from '../feature.ts';
import { CliProblem } from './problem.ts';
import type { Assembled, Installation } from '../installation.ts';

/** What the command line is handed: the platform knows no feature. */
export interface House {
  /** What the features keep, loaded only when a verb needs it. */
  readonly assemble: () => Promise<Assembled>;
  /** Every step of the schema that this version knows. */
  readonly migrations: () => Promise<readonly Migration[]>;
  /** The organisation that is meant: the only one, or that of this name or id. @throws in words for whoever called */
  readonly organisation: (installation: Pick<Installation, 'ground'>, name?: string) => Promise<string>;
}

/** Opens the installation, and closes it again whatever happens. */
export async function withInstallation<T>(
  io: CliIo,
  data: string | undefined,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  if (io.env['PRIMUM_URL'] && io.env['PRIMUM_TOKEN'] && data === undefined)
    throw new CliProblem(
      'PRIMUM_URL and PRIMUM_TOKEN are set, and this works on the data of this computer. Name them with --data DIR, or unset them.',
    );
  const installation = await io.open({ data });
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}
