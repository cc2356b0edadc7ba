import type { FastifyInstance } from 'fastify';
import type { Shell } from '../ui/layout.tsx';

/** What every part of the house is handed: no globals, no process-wide state. */
export interface Services {
  /** The clock. Everything that asks for the time asks here. */
  readonly now: () => Date;
  readonly version: string;
  readonly shell: Shell;
}

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
}

/** A verb of the command line. It is loaded only when it is called: a cold start pays for one verb. */
export interface CliVerb {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ run: (args: string[], io: CliIo) => Promise<number> }>;
}

export interface CliIo {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
}

/** What a feature contributes. One folder, one line in `features.ts`. */
export interface Feature {
  readonly name: string;
  readonly navigation?: readonly NavigationItem[];
  readonly verbs?: readonly CliVerb[];
  /** Registers the feature's pages on a Fastify scope of its own. Loaded lazily, so that the command line needs no web server. */
  readonly routes?: () => Promise<(app: FastifyInstance, services: Services) => void | Promise<void>>;
}
