import { v5 as madeUp, v7 as newId } from 'uuid';
import type { AnyCommand, AnyQuery } from './commands/command.ts';
import { execute, type Ground } from './commands/execute.ts';
import { Database } from './database/database.ts';
import { loadMigrations, migrate, platformMigrations, type Migration } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { everywhere, type Actor } from './commands/may.ts';
import type { Feature, FeatureGround } from './feature.ts';
import { oldSealingKey, sealingKey, sealingWhenNeeded } from './sealed/sealing.ts';
import { ensurePerson } from './sessions/store.ts';
import { Kinds } from './subjects/kinds.ts';

/** What the features keep, put together in their order. */
export interface Assembled {
  readonly kinds: Kinds;
  readonly commands: readonly AnyCommand[];
  readonly queries: readonly AnyQuery[];
  readonly grounds: readonly FeatureGround[];
}

/** A database that is open, migrated and ready, with all that can be done on it. */
export interface Installation extends Assembled {
  readonly ground: Ground;
  readonly kind: 'embedded' | 'given';
  readonly dataDirectory: string;
  /** The owner's connection, for backup, restore and doctor. Nothing else uses it. */
  readonly owner: Awaited<ReturnType<typeof openDatabase>>['owner'];
  /** The app's own login, for what brings connections of its own: jobs. */
  readonly app: Awaited<ReturnType<typeof migrate>>['appConfig'];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly data?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
}

/** Loads what the features keep. @throws where the order of kinds is wrong */
export async function assemble(features: readonly Feature[]): Promise<Assembled> {
  const grounds = await Promise.all(features.map(async (feature) => (await feature.ground?.()) ?? {}));
  return {
    kinds: new Kinds(
      grounds.flatMap((ground) => ground.kinds ?? []),
      {
        linkables: grounds.flatMap((ground) => ground.linkables ?? []),
        assessed: grounds.flatMap((ground) => ground.assessed ?? []),
        gate: grounds.flatMap((ground) => ground.gate ?? []),
        filed: grounds.flatMap((ground) => ground.filed ?? []),
        reporters: grounds.flatMap((ground) => ground.reporters ?? []),
      },
    ),
    commands: grounds.flatMap((ground) => ground.commands ?? []),
    queries: grounds.flatMap((ground) => ground.queries ?? []),
    grounds,
  };
}

/**
 * Opens the installation: finds or starts the database, migrates it, and puts the features on it.
 * @throws DatabaseProblem, in words for whoever started it
 */
export async function openInstallation(features: readonly Feature[], options: OpenOptions): Promise<Installation> {
  const opening = openDatabase({ data: options.data, env: options.env });
  // Read while the database starts, and is migrated.
  const assembling = assemble(features);
  assembling.catch(() => undefined);
  const opened = await opening;
  try {
    const { appConfig } = await migrate(opened.owner, migrationsOf(features));
    const assembled = await assembling;
    const database = new Database(appConfig);
    return {
      ...assembled,
      ground: {
        database,
        kinds: assembled.kinds,
        now: options.now,
        sealing: sealingWhenNeeded(
          () => sealingKey(opened.dataDirectory, options.env),
          () => oldSealingKey(options.env),
        ),
      },
      kind: opened.kind,
      dataDirectory: opened.dataDirectory,
      owner: opened.owner,
      app: appConfig,
      close: async () => {
        await database.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Every step of the schema that this version knows, in the order in which they are taken. */
export function migrationsOf(features: readonly Feature[]): Migration[] {
  return loadMigrations(migrationFolders(features));
}

/** Where the migrations stand, in the order in which they are applied. */
export function migrationFolders(features: readonly Feature[]) {
  return [
    platformMigrations,
    ...features.map(({ name }) => ({
      owner: name,
      folder: new URL(`../features/${name}/migrations/`, import.meta.url),
    })),
  ];
}

/**
 * Makes the demo organisation with all that the features show in it. Made again for the same organisation, it goes on where
 * it was cut short: each step has a key.
 * @returns its id
 */
export async function makeDemo(
  installation: Pick<Installation, 'ground' | 'grounds'>,
  person: { readonly id: string; readonly name: string },
  organisation = newId(),
): Promise<string> {
  const { database, now } = installation.ground;
  let step = 0;
  for (const ground of installation.grounds) {
    await ground.demo?.({
      organisation,
      person,
      ground: installation.ground,
      execute: async (command, input, as) => {
        const key = `demo:${++step}`;
        const actor: Actor = as
          ? { kind: 'person', id: as.id, name: as.name, organisation, grants: everywhere(as.roles) }
          : { kind: 'system' };
        // Nobody is there to confirm who they are: what made-up people sign says so.
        const confirmed = { at: now(), method: 'the demo' };
        return (await execute(installation.ground, command, input, { actor, organisation, key, confirmed })).result;
      },
      somebody: async (name, roles) => {
        const id = madeUp(name, organisation);
        await database.platform((tx) => ensurePerson(tx, { id, name }, now()));
        return { id, name, roles };
      },
    });
  }
  return organisation;
}
