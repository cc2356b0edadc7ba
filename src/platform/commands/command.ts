import type { z } from 'zod';
import type { Json } from '../canonical.ts';
import type { ReadTx } from '../database/database.ts';
import type { Message } from '../mail/send.ts';
import type { SigningKey } from '../ledger/checkpoint.ts';
import type { Sealing } from '../sealed/sealing.ts';
import type { Kinds, Ref } from '../subjects/kinds.ts';
import type { Ground } from './execute.ts';
import type { Actor, May } from './may.ts';

/*
 * What can be done, as data. Form, API operation, OpenAPI entry, command-line verb, ledger entry and the row of the
 * authorisation matrix all come from it.
 */

/** How and when somebody confirmed who they are, for a command that asks for it at that moment. */
export interface Confirmed {
  /** When the passkey, the password or the identity provider said so. */
  readonly at: Date;
  /** "passkey", "password", or the identity provider by its name. */
  readonly method: string;
}

/** What a command may do in its transaction, besides its feature's own SQL. */
export interface CommandTx extends ReadTx {
  /** The number of the ledger entry that is being written; versions begin with it. Of a sealed command it is none of the changes. */
  readonly seq: number;
  /** The ledger's time: never before that of the entry before. */
  readonly at: Date;
  readonly actor: Actor;
  /** For a command that `confirms`: how the person confirmed who they are, just now. */
  readonly confirmed: Confirmed | null;
  /** A new id, in the order of time. */
  readonly newId: () => string;
  /** Gives free text its home. @returns its id; null for no text */
  readonly text: (body: string | null) => string | null;
  /** Says that a subject, or what it points at, may stand otherwise now. Every store that writes one says it. */
  readonly touch: (ref: Ref) => void;
  /** Those of the product, for what draws on all features: what is assessed, what can be pointed at by a reference. */
  readonly kinds: Kinds;
  /** Seals and opens what may stand in the database only encrypted. Such a command keeps its words out of the ledger (`record`). */
  readonly sealing: Sealing;
  /**
   * Sends a mail, if what the command does is committed, and not otherwise.
   * @returns whether this person may be written to
   */
  readonly mail: (message: Message) => Promise<boolean>;
  /** Takes back what waits to go to somebody: what was safe for them is not any more. @param person as in `to` of a message */
  readonly stopMail: (person: string) => Promise<void>;
}

/** What a command answers: ids, references and counts. It is kept for whoever sends the same thing twice. */
export type Result = { readonly [key: string]: Json };

export interface Command<Input extends z.ZodObject = z.ZodObject, Output extends Result = Result> {
  /** The feature that it belongs to, as in its address. */
  readonly feature: string;
  /** Verb and noun: "closeHazard". */
  readonly name: string;
  /** What it does, in one sentence of the field's words. */
  readonly summary: string;
  /**
   * How it is told once it was done, of one and of several: ['a hazard was closed', '# hazards were closed']. Without it, by
   * its summary.
   */
  readonly past?: readonly [one: string, several: string];
  readonly input: Input;
  readonly may: May;
  /** What the ledger entry is about. */
  readonly subject: (input: z.output<Input>, output: Output) => Ref | null;
  readonly run: (tx: CommandTx, actor: Actor, input: z.output<Input>) => Promise<Output>;
  /**
   * Looks up outside what takes its time, before anything is locked, and adds it to the input: what a link leads to. Whoever
   * asks may do it by then.
   */
  readonly ahead?: (input: z.output<Input>) => Promise<z.output<Input>>;
  /** Whoever does it has to confirm who they are at that moment, however long they have been signed in: a signature. */
  readonly confirms?: true;
  /** Begins an organisation: runs in a new one, as nothing is there yet. */
  readonly founds?: true;
  /**
   * Nobody who may not see what it does sees that it was done: it continues the chain of reads, which nothing shows, with an entry that
   * says neither who nor what; it answers nothing, is measured without its name, and writes nothing that is not sealed.
   */
  readonly sealed?: true;
  /** What the ledger keeps of a large input. Without it: the input, its free texts as ids. */
  readonly record?: (input: z.output<Input>, output: Output) => Json;
  /** Bytes that the API takes for one of it, where a command needs more than most. */
  readonly bodyLimit?: number;
}

/** Declares a command. */
export function command<Input extends z.ZodObject, Output extends Result>(
  declared: Command<Input, Output>,
): Command<Input, Output> {
  return declared;
}

export type AnyCommand = Command;

/** The same command for lists of commands, whatever its input is; `execute` parses before it runs. */
export function anyCommand<Input extends z.ZodObject, Output extends Result>(one: Command<Input, Output>): AnyCommand {
  return one as unknown as AnyCommand;
}

/** What can be asked, as data: a list or a record. `GET` in the API, and what a page shows. */
export interface Query<Input extends z.ZodObject = z.ZodObject, Output = unknown> {
  readonly feature: string;
  /** A noun: "hazards". */
  readonly name: string;
  readonly summary: string;
  readonly input: Input;
  readonly output: z.ZodType<Output>;
  readonly may: May;
  /**
   * @param actor whom it is shown to: one that is open `anywhere` narrows what it shows to where they hold a role
   * @param kinds those of the product, for what looks across features
   */
  readonly run: (tx: ReadTx, input: z.output<Input>, now: Date, actor: Actor, kinds: Kinds) => Promise<Output>;
  /**
   * Adds to what `run` answered what is signed as it leaves the house: that needs the installation's key, and the ledger keeps
   * which checkpoint left.
   */
  leaving?(house: Leaving, input: z.output<Input>, answer: Output): Promise<Output>;
}

/** What signs something that leaves the house, and of whom it is. */
export interface Leaving {
  readonly ground: Ground;
  readonly organisation: string;
  readonly key: SigningKey;
}

export function query<Input extends z.ZodObject, Output>(declared: Query<Input, Output>): Query<Input, Output> {
  return declared;
}

export type AnyQuery = Query;

export function anyQuery<Input extends z.ZodObject, Output>(one: Query<Input, Output>): AnyQuery {
  return one;
}
