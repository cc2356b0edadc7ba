import type { z } from 'zod';
import type { ReadTx } from '../../platform/database/database.ts';
import type { About } from './domain.ts';

/*
 * What a feature says of a kind of subject that people talk about and attach things to. From it come the commands and the
 * forms; what is said afterwards knows of the kind no more than a reference and an address.
 */

/** A subject that can be talked about, as it is called now. */
export interface Discussed extends About {
  readonly service: { readonly id: string; readonly reference: string; readonly name: string };
  /** What it is called in words, for its pages alone: somebody typed it. */
  readonly title: string;
}

export interface Discussable {
  /** The kind of subject: "hazard". */
  readonly kind: string;
  /** The feature whose commands they are. */
  readonly feature: string;
  /** How the names of the commands end: "Hazard" makes discussHazard and attachToHazard. */
  readonly name: string;
  /** What it is called in a sentence: "hazard". */
  readonly noun: string;
  /** What names it in a command, besides the service: `{ hazard }`. */
  readonly input: Readonly<Record<string, z.ZodType>>;
  /** The address of its page: "/services/:service/hazards/:hazard". Its words are those of `input`. */
  readonly path: string;
  /** @throws NotFound */
  readonly find: (tx: ReadTx, named: Readonly<Record<string, unknown>>) => Promise<Discussed>;
}
